import { GatewayDispatchEvents as Dispatch, type Guild } from "discord.js";
import { z } from "zod";
import { createOnceAtATime } from "../../../core/calls/once-at-a-time.ts";
import { type Affected, createOutageNotice } from "../../../core/conversation/outage-notice.ts";
import { asId, type ChannelId, type PersonId } from "../../../core/ids.ts";
import type { Clock } from "../../../core/ports/clock.ts";
import type { Delivery } from "../../../core/ports/delivery.ts";
import type { Log } from "../../../core/ports/log.ts";
import type { PlatformEvent, PlatformHandler } from "../../../core/ports/platform.ts";
import type { ClosedPlaces } from "../deliver/closed-places.ts";
import type { DirectChannels } from "../direct/direct-channels.ts";
import type { DirectTalk } from "../direct/direct-talk.ts";
import type { ServerChoice } from "../direct/server-choice.ts";
import type { Servers } from "../directory/servers.ts";
import { applicationWorkspace, type Identity, workspaceOf } from "../identity.ts";
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
  readonly delivery: Pick<Delivery, "tellBriefly">;
  readonly clock: Clock;
  readonly log: Log;
  readonly identity: () => Identity;
}

/** What people say, edit, delete and think of answers. */
export function talkEvents(parts: TalkParts): EventReaders {
  const { handler, direct, servers, identity } = parts;
  const once = createOnceAtATime();
  const outages = createOutageNotice(parts.clock, parts.log);
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
    const guildId = await outages.around(
      () => whoWrote(parts.delivery, message),
      () => placeDirect(message, saidAt),
    );
    if (guildId !== null) await tellDirect(guildId, message, type);
  };

  /** The server that the conversation is about; null where its author is asked. */
  const placeDirect = async (
    { id, channel_id: channel, author }: DiscordMessage,
    saidAt: number,
  ): Promise<string | null> => {
    const belonging = await direct.belongingSince(author.id, saidAt);
    if (belonging.type !== "server") {
      await parts.choice.ask(channel, id, belonging);
      return null;
    }
    const { guildId } = belonging;
    await direct.use(guildId, author.id, channel, saidAt);
    // Whoever writes to us can be written to.
    await parts.closed.reopen(workspaceOf(guildId), channel);
    return guildId;
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

/** Of which server the conversation is cannot be known then: whichever it is, it stands in the same place. */
function whoWrote(
  delivery: TalkParts["delivery"],
  { id, channel_id: channel, author }: DiscordMessage,
): Affected {
  const place = { workspace: applicationWorkspace, channel: asId<ChannelId>(channel), thread: null };
  const asker = { person: asId<PersonId>(author.id), message: messageId(channel, id) };
  return {
    key: `${channel} ${author.id}`,
    tell: (sentence) => delivery.tellBriefly(place, asker, sentence),
  };
}

type MessageEventType = "message-said" | "message-edited";
