import type { JsonObject } from "../../messages-server/json-value.ts";

/** What goes to the app, by whichever way. */
export interface Envelope {
  readonly id: string;
  readonly type: "events_api" | "interactive" | "slash_commands";
  readonly payload: JsonObject;
  readonly retryAttempt: number;
  readonly retryReason: string;
}

/** How one delivery ended. */
export type DeliveryResult =
  | { readonly type: "acknowledged"; readonly payload: JsonObject; readonly connection: string }
  | { readonly type: "failed"; readonly reason: string; readonly mayRetry: boolean };

/** A way to the app. It reports an end only where it learns of one. */
export interface Carrier {
  send(envelope: Envelope, report: (result: DeliveryResult) => void): void;
}
