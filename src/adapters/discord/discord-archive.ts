import { type Guild, type GuildBasedChannel, Routes } from "discord.js";
import { unlessUnknown } from "../../core/calls/unless-unknown.ts";
import { PlatformError } from "../../core/errors.ts";
import type { ChannelId, MessageId, WorkspaceId } from "../../core/ids.ts";
import type { Archive, IncomingMessage } from "../../core/ports/platform.ts";
import { fetchAttachedFile } from "./attached-files.ts";
import { holdsThreadsOnly } from "./directory/reach.ts";
import type { Servers } from "./directory/servers.ts";
import { nothingPast, pastOf, pastOfForum } from "./discord-past.ts";
import { guildIn } from "./identity.ts";
import { newestMessages, pageSize } from "./newest-messages.ts";
import { type DiscordMessage, discordMessage, replyTarget, saidTypes } from "./receive/discord-message.ts";
import type { MessageReader } from "./receive/message-reader.ts";
import { channelIn, snowflakeIn, threadIn } from "./snowflakes.ts";
import { unknownChannelCode, unknownMessageCode } from "./web/call-failure.ts";
import type { DiscordCalls } from "./web/discord-calls.ts";

/** The most pages that are read for one answer. */
const pagesAtMost = 5;

/** The most links of a chain of replies that are followed. */
const linksAtMost = 20;

/** What was said, oldest first, and whether there is nothing before it. */
interface Said {
  readonly messages: readonly DiscordMessage[];
  readonly isWhole: boolean;
}

/** Reads what Discord still has of the past. */
export function createDiscordArchive(calls: DiscordCalls, servers: Servers, reader: MessageReader): Archive {
  /** What people and bots said: notices have no words of anybody's, and are read over. */
  const saidBefore = async (channel: string, before: string | null, limit: number): Promise<Said> => {
    let messages: readonly DiscordMessage[] = [];
    let from = before;
    for (let count = 0; count < pagesAtMost && messages.length < limit; count += 1) {
      // Where notices fill the first page, there may be many more of them.
      const size = count === 0 ? Math.min(limit, pageSize) : pageSize;
      const raw = await newestMessages(calls, channel, from, size);
      const read = raw.flatMap((each) => discordMessage.safeParse(each).data ?? []);
      messages = [...read.filter(isSaid), ...messages];
      if (raw.length < size) return { messages, isWhole: true };
      from = read[0]?.id ?? from;
    }
    return { messages, isWhole: false };
  };

  const one = async (channel: string, message: string): Promise<DiscordMessage | undefined> => {
    const kind = { method: "message", channel, repeatable: true };
    const found = await unlessUnknown([unknownMessageCode, unknownChannelCode], () =>
      calls.call(kind, (rest) => rest.get(Routes.channelMessage(channel, message))),
    );
    return discordMessage.safeParse(found).data;
  };

  /** From a message up to what it replies to, and what that replies to, within the channel. */
  const chainAbove = async (message: MessageId, limit: number): Promise<DiscordMessage[]> => {
    const chain: DiscordMessage[] = [];
    let link = await one(channelIn(message), snowflakeIn(message));
    while (link && chain.length < Math.min(limit, linksAtMost)) {
      const target = replyTarget(link);
      // What was passed on from another server replies to what is said there.
      link = target?.channel === link.channel_id ? await one(target.channel, target.message) : undefined;
      if (link) chain.unshift(link);
    }
    return chain.filter(isSaid);
  };

  /** A thread with the message that it hangs on, which stands in the channel above: a forum has none. */
  const threadBefore = async (
    thread: string,
    channel: GuildBasedChannel | undefined,
    before: string | null,
    limit: number,
  ): Promise<readonly DiscordMessage[]> => {
    const { messages, isWhole } = await saidBefore(thread, before, limit);
    const hangs = channel?.isTextBased() && !channel.isThread();
    if (!isWhole || before === thread || !hangs) return messages;
    // It has the thread's own id.
    const root = await one(channel.id, thread);
    return root && isSaid(root) ? [root, ...messages] : messages;
  };

  const guildOf = async (workspace: WorkspaceId): Promise<Guild> => {
    const guild = await servers.find(guildIn(workspace));
    if (!guild) throw new PlatformError("Discord", "unknown-server", true);
    return guild;
  };

  /** A channel of the server; undefined for a direct conversation. Rejects where it is neither. */
  const channelOf = async (guild: Guild, channel: ChannelId): Promise<GuildBasedChannel | undefined> => {
    const found = await servers.channel(guild, channel);
    if (found || guild.client.channels.cache.get(channel)?.isDMBased()) return found;
    throw new PlatformError("Discord", unknownChannelCode, true);
  };

  return {
    async past({ workspace, channel, thread }, period, before) {
      const guild = await guildOf(workspace);
      const known = await channelOf(guild, channel);
      const place = threadIn(thread);
      // A chain of replies stands in its channel, and is read with it.
      if (thread !== null && place === undefined) return nothingPast;
      if (place === undefined && known && holdsThreadsOnly(known))
        return pastOfForum(calls, guild, channel, period.from, before);
      return pastOf(calls, reader, { guild, channel: place ?? channel }, period, before);
    },
    async earlier({ workspace, channel, thread }, before, limit) {
      const guild = await guildOf(workspace);
      const known = await channelOf(guild, channel);
      const discordThread = threadIn(thread);
      const from = before && snowflakeIn(before);
      const read = async (): Promise<readonly DiscordMessage[]> => {
        if (discordThread !== undefined) return threadBefore(discordThread, known, from, limit);
        if (thread === null) return (await saidBefore(channel, from, limit)).messages;
        // A chain of replies is known from its end alone.
        return before === null ? [] : chainAbove(before, limit);
      };
      const messages = (await read()).slice(-limit);
      const all = await Promise.all(
        messages.map((message) =>
          known ? reader.inServer(guild, message) : reader.inDirect(guild, message),
        ),
      );
      return all.flatMap((message): IncomingMessage[] => (message ? [message] : []));
    },
    async reread({ workspace, channel }, message) {
      const guild = await guildOf(workspace);
      const known = await channelOf(guild, channel);
      const found = await one(channelIn(message), snowflakeIn(message));
      if (!found) return "gone";
      return (await (known ? reader.inServer(guild, found) : reader.inDirect(guild, found))) ?? "unknown";
    },
    fetchFile: (_workspace, file) => fetchAttachedFile(calls, file),
  };
}

function isSaid({ type }: DiscordMessage): boolean {
  return saidTypes.has(type);
}
