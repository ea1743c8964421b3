import type { JsonObject } from "../../messages-server/json-value.ts";
import type { Sender } from "../gateway/sender.ts";
import { type ShownMessage, shownMessage } from "../world/shown-message.ts";
import { channelOf, personOf } from "../world/state.ts";
import type { Place } from "./talk.ts";

/** What stands in a channel or thread for all to see, the oldest first. */
export function messages({ state }: Sender, { channel, guild }: Place): ShownMessage[] {
  return state.messages.shared(channelOf(state, channel, guild).id).map(shownMessage);
}

/** What stands in somebody's direct conversation with the bot. */
export function direct(sender: Sender, { person }: { readonly person: string }): ShownMessage[] {
  return messages(sender, { channel: `dm-${personOf(sender.state, person).name}` });
}

/** What only this person is shown, with all that was changed since, the oldest first. */
export function privateAnswers({ state }: Sender, { person }: { readonly person: string }): ShownMessage[] {
  return state.messages.privateTo(personOf(state, person).id).map(shownMessage);
}

/** What is in an attached file, read as text; empty where there is none by that id. */
export function fileText({ state }: Sender, { id }: { readonly id: string }): string {
  return state.files.get(id)?.content.toString("utf8") ?? "";
}

/** The form that the person looks at, or null. */
export function modal({ state }: Sender, { person }: { readonly person: string }): JsonObject | null {
  return state.interactions.modals.get(personOf(state, person).id)?.json ?? null;
}

/** Ids by name: of people, servers, channels and roles, as a mention needs them. */
export function ids({ state }: Sender): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const table = (items: Iterable<{ readonly id: string; readonly name: string }>) =>
    Object.fromEntries([...items].map(({ id, name }) => [name, id]));
  const guilds = [...state.guilds.values()];
  return {
    people: table(state.people.values()),
    guilds: table(guilds),
    channels: {
      ...table([...state.channels.values()].filter(({ recipientId }) => recipientId === null)),
      ...Object.fromEntries(
        [...state.channels.values()].flatMap(({ id, recipientId }) =>
          recipientId === null ? [] : [[`dm-${personOf(state, recipientId).name}`, id]],
        ),
      ),
    },
    roles: table(guilds.flatMap(({ roles }) => [...roles.values()])),
  };
}
