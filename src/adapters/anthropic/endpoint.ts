import type { Anthropic } from "@anthropic-ai/sdk";
import type { Clock } from "../../core/ports/clock.ts";
import type { Log } from "../../core/ports/log.ts";
import type { Breaker } from "./breaker.ts";
import type { EndpointHealth } from "./endpoint-health.ts";
import type { WebOffers } from "./web-offers.ts";

/** The endpoint that requests go to, with what watches over them. */
export interface Endpoint {
  readonly client: Anthropic;
  readonly clock: Clock;
  readonly log: Log;
  readonly health: EndpointHealth;
  readonly breaker: Breaker;
  readonly webOffers: WebOffers;
}
