import { Routes } from "discord.js";
import type { WorkspaceId } from "../../../core/ids.ts";
import type { Cancel, Clock } from "../../../core/ports/clock.ts";
import type { DiscordCalls } from "../web/discord-calls.ts";
import type { OpenPlaces } from "./open-places.ts";

/** An answer that comes at once needs no sign that it is being made, in milliseconds. */
const quietMs = 500;

/** Discord takes the sign away after ten seconds; it is given again before, in milliseconds. */
const renewMs = 8000;

/** Shows that Reverie is typing. */
export interface Typing {
  /** Begins to show it a moment later, until the cancel. A sign that fails is no failure, and is not given again. */
  begin(workspace: WorkspaceId, channel: string): Cancel;
}

export function createTyping(calls: DiscordCalls, places: OpenPlaces, clock: Clock): Typing {
  const show = (workspace: WorkspaceId, channel: string) => {
    const kind = { method: "typing", channel, repeatable: false };
    return places.enter(workspace, channel, "say", () =>
      calls.attempt(kind, (rest) => rest.post(Routes.channelTyping(channel))),
    );
  };
  return {
    begin(workspace, channel) {
      let cancel = clock.after(quietMs, function renew() {
        cancel = clock.after(renewMs, renew);
        show(workspace, channel).catch(() => cancel());
      });
      return () => cancel();
    },
  };
}
