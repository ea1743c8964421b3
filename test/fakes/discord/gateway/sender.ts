import type { DiscordState } from "../world/state.ts";
import type { Gateway } from "./gateway.ts";

/** What acts and calls work with: the world, and the way to the app. */
export interface Sender {
  readonly state: DiscordState;
  readonly gateway: Gateway;
}
