import { Anthropic } from "@anthropic-ai/sdk";
import type { Clock } from "../../core/ports/clock.ts";
import type { Log } from "../../core/ports/log.ts";
import type { Model } from "../../core/ports/model.ts";
import { answer } from "./answer.ts";
import { createBatches } from "./batches.ts";
import { createBreaker } from "./breaker.ts";
import type { Endpoint } from "./endpoint.ts";
import { createEndpointHealth } from "./endpoint-health.ts";
import { reflect, reflectOnce } from "./reflect.ts";
import { createWebOffers } from "./web-offers.ts";

/** What the model is reached by. At least one of key and base URL is set. */
export interface AnthropicModelOptions {
  readonly apiKey: string | null;
  /** A server that speaks the Messages API, without the `/v1`; null for Anthropic's own. */
  readonly baseUrl: string | null;
  readonly answerModel: string | null;
  readonly dreamModel: string | null;
  readonly clock: Clock;
  readonly log: Log;
}

/** Claude, or any server that speaks the Messages API. Opens no connection before the first request. */
export function createAnthropicModel(options: AnthropicModelOptions): Model {
  const endpoint: Endpoint = {
    client: createClient(options),
    clock: options.clock,
    log: options.log,
    health: createEndpointHealth(),
    breaker: createBreaker(options.clock, options.log),
    webOffers: createWebOffers(options.clock),
  };
  return {
    defaults: defaultModels(options),
    label: "",
    answer: (request, signal) => answer(endpoint, request, signal),
    reflect: (requests, signal) => reflect(endpoint, requests, signal),
    structured: (request, signal) => reflectOnce(endpoint, request, signal),
    batches: createBatches(endpoint),
    state: () => endpoint.health.state(),
  };
}

function createClient({ apiKey, baseUrl }: AnthropicModelOptions): Anthropic {
  return new Anthropic({
    // Servers on the own machine want a token and do not look at it. With none at all the SDK would
    // search the environment and the home folder for other credentials.
    ...(apiKey === null ? { authToken: "none" } : { apiKey }),
    baseURL: baseUrl ?? "https://api.anthropic.com",
    webhookKey: null,
    // The SDK obeys any `retry-after`, an hour as well, and does not repeat a stream that broke off.
    maxRetries: 0,
    // It would print events and requests, and with them what people wrote.
    logLevel: "off",
    openTelemetry: false,
  });
}

function defaultModels({ apiKey, answerModel, dreamModel }: AnthropicModelOptions): Model["defaults"] {
  // A server of one's own is likely to know only the one model that was named.
  const named = apiKey === null ? (answerModel ?? dreamModel) : null;
  return {
    answers: answerModel ?? named ?? "claude-sonnet-5-5",
    dreams: dreamModel ?? named ?? "claude-opus-5-5",
  };
}
