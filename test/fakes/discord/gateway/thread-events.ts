import { ThreadResponseSchema } from "discord-api-spec/zod";
import { GatewayIntentBits as intents } from "discord-api-types/v10";
import { ownFaults } from "../schema/own-faults.ts";
import { channelJson, threadMemberJson } from "../world/channel-json.ts";
import type { Channel } from "../world/channels.ts";
import { app } from "../world/identity.ts";
import type { Sent } from "./message-events.ts";
import { guildField, sendInChannel } from "./message-events.ts";
import type { Sender } from "./sender.ts";

/** Tells of a thread: that it is new or has changed. */
export function sendThread(
  sender: Sender,
  thread: Channel,
  type: "THREAD_CREATE" | "THREAD_UPDATE",
  isNew = false,
): Sent {
  const shown = channelJson(sender.state, thread);
  sender.state.records.ownFaults.push(...ownFaults(type, ThreadResponseSchema, shown));
  return sendInChannel(sender, thread, type, intents.Guilds, {
    ...shown,
    ...(isNew ? { newly_created: true } : {}),
  });
}

/** Tells who joined and left a thread. Without the intent for members the bot hears of itself only. */
export function sendThreadMembers(
  sender: Sender,
  thread: Channel,
  joined: readonly string[],
  left: readonly string[],
): Sent {
  const isOwn = [...joined, ...left].includes(app.id);
  const members = joined.map((id) => threadMemberJson(thread.id, id, thread.thread?.members.get(id) ?? 0));
  return sendInChannel(
    sender,
    thread,
    "THREAD_MEMBERS_UPDATE",
    isOwn ? intents.Guilds : intents.GuildMembers,
    {
      id: thread.id,
      ...guildField(thread),
      member_count: thread.thread?.members.size ?? 0,
      ...(members.length > 0 ? { added_members: members } : {}),
      ...(left.length > 0 ? { removed_member_ids: left } : {}),
    },
  );
}
