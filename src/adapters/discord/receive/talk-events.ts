import { GatewayDispatchEvents as Dispatch } from "discord.js";
import { z } from "zod";
import { createOnceAtATime } from "../../../core/calls/once-at-a-time.ts";
import { asId, type PersonId, type WorkspaceId } from "../../../core/ids.ts";
import type { PlatformEvent, PlatformHandler } from "../../../core/ports/platform.ts";
import type { ClosedPlaces } from "../deliver/closed-places.ts";
import type { DirectChannels } from "../direct/direct-channels.ts";
import type { DirectTalk } from "../direct/direct-talk.ts";
import type { ServerChoice } from "../direct/server-choice.ts";
import type { Servers } from "../directory/servers.ts";
import { type Identity, workspaceOf } from "../identity.ts";
import { messageId } from "../snowflakes.ts";
import { type DiscordMessage, discordMessage, isSaid, snowflake } from "./discord-message.ts";
import { type EventReaders, reading } from "./event-intake.ts";
import type { MessageReader } from "./message-reader.ts";
import type { UnreadableReplies } from "./unreadable-replies.ts";

const deletedEvent = z.object({ id: snowflake, channel_id: snowflake, guild_id: snowflake.optional() });

const bulkDeletedEvent = z.object({
  ids: z.array(snowflake),
  channel_id: snowflake,
  guild_id: snowflake.optional(),
});

const reactionEvent = z.object({
  user_id: snowflake,
  channel_id: snowflake,
  message_id: snowflake,
  guild_id: snowflake.optional(),
  message_author_id: snowflake.optional(),
  emoji: z.object({ name: z.string().nullish() }),
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
      ? once(`${event.message.id} ${event.message.version}`, () => handler.receive(event))
      : handler.receive(event);

  /** What an event of a channel is about: of a direct one every server that it ever belonged to. */
  const workspacesOf = async (guildId: string | undefined, channelId: string): Promise<WorkspaceId[]> => {
    if (guildId !== undefined) return [workspaceOf(guildId)];
    const user = await parts.channels.personIn(channelId);
    return user === undefined ? [] : (await direct.usedBy(user)).map(workspaceOf);
  };

  const takeMessage = async (message: DiscordMessage, type: MessageEventType): Promise<void> => {
    // Discord changes a message to show a preview as well: only an edit has a time of its own.
    const isNews = type === "message-said" || Boolean(message.edited_timestamp);
    if (!isNews || !isSaid(message) || message.author.id === identity().userId) return;
    if (message.guild_id === undefined) return takeDirect(message, type);
    const guild = await servers.find(message.guild_id);
    const read = guild && (await parts.reader.inServer(guild, message));
    if (!read) return;
    const workspace = workspaceOf(message.guild_id);
    if (type === "message-said" && parts.unreadable.isOne(read))
      return parts.unreadable.tell(workspace, read);
    await tell({ type, workspace, message: read });
  };

  const takeDirect = async (message: DiscordMessage, type: MessageEventType): Promise<void> => {
    const { channel_id: channel, author } = message;
    const belonging = await direct.belongingOf(author.id);
    if (belonging.type !== "server") {
      if (type === "message-said") await parts.choice.ask(channel, message.id, belonging);
      return;
    }
    const guild = await servers.find(belonging.guildId);
    if (!guild) return;
    const workspace = workspaceOf(guild.id);
    await direct.use(guild.id, author.id, channel);
    // Whoever writes to us can be written to.
    await parts.closed.reopen(workspace, channel);
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

  const takeReaction = async (event: z.infer<typeof reactionEvent>, isAdded: boolean): Promise<void> => {
    const isGood = opinionOf(event.emoji.name);
    const own = identity().userId;
    const isOfOurs = event.message_author_id === undefined || event.message_author_id === own;
    if (isGood === undefined || event.user_id === own || !isOfOurs) return;
    const person = asId<PersonId>(event.user_id);
    const message = messageId(event.channel_id, event.message_id);
    for (const workspace of await workspacesOf(event.guild_id, event.channel_id))
      await tell({ type: "feedback-given", workspace, person, message, isGood: isAdded ? isGood : null });
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
    [Dispatch.MessageReactionAdd]: reading(reactionEvent, (event) => takeReaction(event, true)),
    [Dispatch.MessageReactionRemove]: reading(reactionEvent, (event) => takeReaction(event, false)),
  };
}

type MessageEventType = "message-said" | "message-edited";

/** What a thumb says of an answer; skin tones follow the thumb itself. */
function opinionOf(emoji: string | null | undefined): boolean | undefined {
  if (emoji?.startsWith("👍")) return true;
  return emoji?.startsWith("👎") ? false : undefined;
}
