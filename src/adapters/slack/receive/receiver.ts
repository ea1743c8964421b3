import type { Receiver } from "@slack/bolt";
import type { Hono } from "hono";
import type { PartState } from "../../../core/ports/platform.ts";

/** A way in which Slack's deliveries reach Bolt, and how it is. */
export interface SlackReceiver extends Receiver {
  /** Routes of the one HTTP server at which Slack calls; none where Reverie calls Slack. */
  readonly routes: readonly Hono[];
  state(): PartState;
}
