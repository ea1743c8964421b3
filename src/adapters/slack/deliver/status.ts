import type { WebClient } from "@slack/web-api";
import { PlatformError } from "../../../core/errors.ts";
import type { Cancel, Clock } from "../../../core/ports/clock.ts";
import type { Place } from "../../../core/ports/delivery.ts";
import { timestampIn } from "../timestamps.ts";
import type { SlackCalls } from "../web/slack-calls.ts";

/** An answer that comes at once needs no sign that it is being made, in milliseconds. */
const quietMs = 600;

/** Slack takes the sign away after two minutes; it is given again before, in milliseconds. */
const renewMs = 90_000;

/** How long no sign is tried after Slack refused one, in milliseconds. */
const refusedMs = 60 * 60 * 1000;

/** Refusals that are the place's own. */
const placeCodes: ReadonlySet<string> = new Set([
  "channel_not_found",
  "invalid_thread_ts",
  "message_not_found",
  "not_in_channel",
  "thread_not_found",
]);

/** Shows that Reverie is at work in a thread, and that it can be stopped. */
export interface Status {
  /** Begins to show it a moment later, until the cancel. */
  begin(place: Place): Cancel;
}

/** What a sign says to Slack. */
type Sign = (
  client: WebClient,
  at: { readonly channel_id: string; readonly thread_ts: string },
) => Promise<unknown>;

const atWork: Sign = (client, at) => client.assistant.threads.setStatus({ ...at, status: "is thinking…" });
// A session that is being worked on has Slack's Stop button; Slack never takes that state back by itself.
const stoppable: Sign = (client, at) => client.agents.sessions.setStatus({ ...at, status: "processing" });
const idle: Sign = (client, at) => client.agents.sessions.setStatus({ ...at, status: "active" });

/** A sign that Slack refuses is no failure: the answer comes without. */
export function createStatus(calls: SlackCalls, clock: Clock): Status {
  const refusedUntil = new Map<Sign, number>();
  /** Gives whether Slack took it. */
  const show = async (sign: Sign, { channel, thread }: Place): Promise<boolean> => {
    if (thread === null || clock.now() < (refusedUntil.get(sign) ?? 0)) return false;
    const kind = { method: "status", channel, repeatable: false };
    try {
      const at = { channel_id: channel, thread_ts: timestampIn(thread) };
      return (await calls.attempt(kind, (client) => sign(client, at))) !== undefined;
    } catch (error) {
      // A place that is gone and a moment without a network say nothing of the next.
      const isGeneral = error instanceof PlatformError && error.permanent && !placeCodes.has(error.code);
      if (isGeneral) refusedUntil.set(sign, clock.now() + refusedMs);
      return false;
    }
  };
  return {
    begin(place) {
      let stopping: Promise<boolean> = Promise.resolve(false);
      let cancel = clock.after(quietMs, function renew() {
        void show(atWork, place);
        stopping = show(stoppable, place);
        cancel = clock.after(renewMs, renew);
      });
      return () => {
        cancel();
        void stopping.then((isStoppable) => isStoppable && show(idle, place));
        // Whoever cancels again has nothing left to take back.
        stopping = Promise.resolve(false);
      };
    },
  };
}
