import type { Sender } from "../delivery/message-events.ts";
import { app } from "../world/identity.ts";
import { type PersonKind, userJson } from "../world/people.ts";
import { channelOf, personOf } from "../world/state.ts";
import { streamingState } from "../world/stored-message.ts";

interface Sent {
  readonly events: readonly string[];
}

/** Somebody opens the app: its home tab or its messages. */
export function openHome(
  sender: Sender,
  { person, tab }: { readonly person: string; readonly tab: "home" | "messages" },
): Sent {
  const { id } = personOf(sender.state, person);
  const channel = `D${id.slice(1)}`;
  const event_ts = sender.state.nextTimestamp();
  return sent(sender.outbox.event({ type: "app_home_opened", user: id, channel, tab, event_ts }));
}

/** Somebody presses Stop: what streams in the thread ends, and the app hears of it. */
export function pressStop(
  sender: Sender,
  { person, channel, thread }: { readonly person: string; readonly channel: string; readonly thread: string },
): Sent {
  const { state, outbox } = sender;
  const place = channelOf(state, channel);
  const now = state.time.now();
  const streams = state.messages
    .thread(place.id, thread)
    .filter((message) => streamingState(message, now) === "in_progress");
  for (const { stream } of streams) if (stream) stream.ended = "by-user";
  const event = {
    type: "agent_session_stopped",
    channel: place.id,
    user: personOf(state, person).id,
    thread_ts: thread,
    streaming_message_ts: streams.map(({ ts }) => ts),
    event_ts: state.nextTimestamp(),
  };
  return sent(outbox.event(event));
}

/** An administrator changes what somebody is, or deactivates them. */
export function changePerson(
  sender: Sender,
  change: { readonly person: string; readonly kind?: PersonKind; readonly deleted?: boolean },
): Sent {
  const { state, outbox } = sender;
  const person = personOf(state, change.person);
  person.kind = change.kind ?? person.kind;
  person.deleted = change.deleted ?? person.deleted;
  const seconds = Math.floor(state.time.now() / 1000);
  // The event shows those who were deactivated in full.
  const user = { ...userJson({ ...person, deleted: false }, seconds), deleted: person.deleted };
  return sent(
    outbox.event({ type: "user_change", user, cache_ts: seconds, event_ts: state.nextTimestamp() }),
  );
}

/** The app is removed: its token dies. The two events come in either order. */
export function uninstall(
  { state, outbox }: Sender,
  { tokensFirst }: { readonly tokensFirst?: boolean } = {},
): Sent {
  state.settings.tokenError = "account_inactive";
  const events = [
    { type: "app_uninstalled", event_ts: state.nextTimestamp() },
    { type: "tokens_revoked", tokens: { oauth: [], bot: [app.userId] }, event_ts: state.nextTimestamp() },
  ];
  if (tokensFirst) events.reverse();
  return { events: events.map((event) => outbox.event(event)).filter((id) => id !== null) };
}

/** The bot's token is revoked while the app stays. */
export function revokeTokens({ state, outbox }: Sender): Sent {
  state.settings.tokenError = "token_revoked";
  return sent(
    outbox.event({
      type: "tokens_revoked",
      tokens: { oauth: [], bot: [app.userId] },
      event_ts: state.nextTimestamp(),
    }),
  );
}

function sent(event: string | null): Sent {
  return { events: event === null ? [] : [event] };
}
