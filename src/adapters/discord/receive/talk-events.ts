import { GatewayDispatchEvents as Dispatch, type Guild } from "discord.js";
import { z } from "zod";
import { createOnceAtATime } from "../../../core/calls/once-at-a-time.ts";
import type { PlatformEvent, PlatformHandler } from "../../../core/ports/platform.ts";
import type { ClosedPlaces } from "../deliver/closed-places.ts";
import type { DirectChannels } from "../direct/direct-channels.ts";
import type { DirectTalk } from "../direct/direct-talk.ts";
import type { ServerChoice } from "../direct/server-choice.ts";
import type { Servers } from "../directory/servers.ts";
import { type Identity, workspaceOf } from "../identity.ts";
import { instantOf, messageId } from "../snowflakes.ts";
import { createConcerned } from "./concerned.ts";
import { type DiscordMessage, discordMessage, isSaid, snowflake } from "./discord-message.ts";
import { type EventReaders, reading } from "./event-intake.ts";
import type { MessageReader } from "./message-reader.ts";
import { reactionEvents } from "./reaction-events.ts";
import { placeIn } from "./standing-place.ts";
import type { UnreadableReplies } from "./unreadable-replies.ts";

const deletedEvent = z.object({ id: snowflake, channel_id: snowflake, guild_id: snowflake.optional() });

const bulkDeletedEvent = z.object({
  ids: z.array(snowflake),
  channel_id: snowflake,
  guild_id: snowflake.optional(),
});

/** What the intake of talk works with. */
export interface TalkParts {
  readonly handler: PlatformHandler;
  readonly servers: Servers;
  readonly direct: DirectTalk;
  readonly channels: DirectChannels;
  readonly choice: ServerChoice;
  readonly closed: ClosedPlaces;
  readonly reader: MessageReader;
  readonly unreadable: UnreadableReplies;
  readonly identity: () => Identity;
}

/** What people say, edit, delete and think of answers. */
export function talkEvents(parts: TalkParts): EventReaders {
  const { handler, direct, servers, identity } = parts;
  const once = createOnceAtATime();
  const tell = (event: PlatformEvent): Promise<void> =>
    event.type === "message-said"
      ? once(`${event.workspace} ${event.message.id} ${event.message.version}`, () => handler.receive(event))
      : handler.receive(event);

  const workspacesOf = createConcerned(parts);

  const takeMessage = async (message: DiscordMessage, type: MessageEventType): Promise<void> => {
    // Discord changes a message to show a preview as well: only an edit has a time of its own.
    const isNews = type === "message-said" || Boolean(message.edited_timestamp);
    if (!isNews || !isSaid(message) || message.author.id === identity().userId) return;
    if (message.guild_id === undefined) return takeDirect(message, type);
    const guild = await servers.find(message.guild_id);
    if (guild) await takeInServer(guild, message, type);
  };

  const takeInServer = async (
    guild: Guild,
    message: DiscordMessage,
    type: MessageEventType,
  ): Promise<void> => {
    const { reader, unreadable } = parts;
    const workspace = workspaceOf(guild.id);
    if (type === "message-said" && unreadable.isOne(message, identity().userId)) {
      const place = await placeIn(servers, guild, message.channel_id);
      return place && unreadable.tell(workspace, place, message);
    }
    const read = await (type === "message-said"
      ? reader.inServer(guild, message)
      : reader.editedInServer(guild, message));
    if (read) await tell({ type, workspace, message: read });
  };

  const takeDirect = async (message: DiscordMessage, type: MessageEventType): Promise<void> => {
    const { channel_id: channel, author } = message;
    const saidAt = instantOf(message.id);
    // An edit goes to where the message went, whatever the conversation is about by now.
    if (type === "message-edited") {
      const where = await direct.belongedAt(author.id, channel, saidAt);
      return where && tellDirect(where.guildId, message, type);
    }
    const belonging = await direct.belongingSince(author.id, saidAt);
    if (belonging.type !== "server") return parts.choice.ask(channel, message.id, belonging);
    const { guildId } = belonging;
    await direct.use(guildId, author.id, channel, saidAt);
    // Whoever writes to us can be written to.
    await parts.closed.reopen(workspaceOf(guildId), channel);
    await tellDirect(guildId, message, type);
  };

  const tellDirect = async (
    guildId: string,
    message: DiscordMessage,
    type: MessageEventType,
  ): Promise<void> => {
    const guild = await servers.find(guildId);
    if (!guild) return;
    const workspace = workspaceOf(guildId);
    await tell({ type, workspace, message: parts.reader.inDirect(guild, message) });
  };

  const takeDeleted = async (
    ids: readonly string[],
    channel: string,
    guildId: string | undefined,
  ): Promise<void> => {
    for (const workspace of await workspacesOf(guildId, channel)) {
      for (const id of ids)
        await tell({ type: "message-deleted", workspace, message: messageId(channel, id) });
    }
  };

  return {
    [Dispatch.MessageCreate]: reading(discordMessage, (message) => takeMessage(message, "message-said")),
    [Dispatch.MessageUpdate]: reading(discordMessage, (message) => takeMessage(message, "message-edited")),
    [Dispatch.MessageDelete]: reading(deletedEvent, ({ id, channel_id: channel, guild_id: guild }) =>
      takeDeleted([id], channel, guild),
    ),
    [Dispatch.MessageDeleteBulk]: reading(bulkDeletedEvent, ({ ids, channel_id: channel, guild_id: guild }) =>
      takeDeleted(ids, channel, guild),
    ),
    ...reactionEvents({ handler, workspacesOf, identity }),
  };
}

type MessageEventType = "message-said" | "message-edited";
