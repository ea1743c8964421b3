import { Routes } from "discord.js";
import type { Cancel, Clock } from "../../../core/ports/clock.ts";
import type { DiscordCalls } from "../web/discord-calls.ts";

/** An answer that comes at once needs no sign that it is being made, in milliseconds. */
const quietMs = 500;

/** Discord takes the sign away after ten seconds; it is given again before, in milliseconds. */
const renewMs = 8000;

/** Shows that Reverie is typing. */
export interface Typing {
  /** Begins to show it a moment later, until the cancel. A sign that Discord refuses is no failure. */
  begin(channel: string): Cancel;
}

export function createTyping(calls: DiscordCalls, clock: Clock): Typing {
  const show = async (channel: string) => {
    const kind = { method: "typing", channel, repeatable: false };
    await calls.attempt(kind, (rest) => rest.post(Routes.channelTyping(channel))).catch(() => undefined);
  };
  return {
    begin(channel) {
      let cancel = clock.after(quietMs, function renew() {
        void show(channel);
        cancel = clock.after(renewMs, renew);
      });
      return () => cancel();
    },
  };
}
