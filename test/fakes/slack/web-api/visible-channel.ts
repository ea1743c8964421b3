import { type Channel, channelFamily } from "../world/channels.ts";
import { app } from "../world/identity.ts";
import type { SlackState } from "../world/state.ts";
import { requireScope } from "./method.ts";
import { SlackError } from "./slack-error.ts";

/** The conversation with this id, if the bot may know of it. */
export function visibleChannel(state: SlackState, id: string): Channel {
  const channel = state.channels.get(id);
  if (!channel || (channel.kind !== "public" && !isMember(channel)))
    throw new SlackError("channel_not_found");
  return channel;
}

/** The conversation with this id, if the bot may read its messages. */
export function readableChannel(state: SlackState, id: string): Channel {
  const channel = visibleChannel(state, id);
  requireScope(state, [`${channelFamily(channel.kind)}:history`]);
  if (!isMember(channel)) throw new SlackError("not_in_channel");
  return channel;
}

/** The conversation that a message may go to. A person's id means the direct one. */
export function postableChannel(state: SlackState, reference: string): Channel {
  const id = /^[UW]/u.test(reference) ? `D${reference.slice(1)}` : reference.replace(/^#/u, "");
  const named = [...state.channels.values()].find(({ name, kind }) => kind === "public" && name === id);
  const channel = visibleChannel(state, named?.id ?? id);
  if (channel.isArchived) throw new SlackError("is_archived");
  if (!isMember(channel) && !state.settings.scopes.includes("chat:write.public")) {
    throw new SlackError("not_in_channel");
  }
  return channel;
}

/** Whether the bot is in it. */
export function isMember(channel: Channel): boolean {
  return channel.members.has(app.userId);
}
