import { type Guild, type GuildBasedChannel, Routes } from "discord.js";
import { z } from "zod";
import { unlessUnknown } from "../../core/calls/unless-unknown.ts";
import { PlatformError } from "../../core/errors.ts";
import type { MessageId, WorkspaceId } from "../../core/ids.ts";
import type { Archive, IncomingMessage } from "../../core/ports/platform.ts";
import { fetchAttachedFile } from "./attached-files.ts";
import type { Servers } from "./directory/servers.ts";
import { guildIn } from "./identity.ts";
import { type DiscordMessage, discordMessage, replyTarget, saidTypes } from "./receive/discord-message.ts";
import type { MessageReader } from "./receive/message-reader.ts";
import { channelIn, snowflakeIn, threadIn } from "./snowflakes.ts";
import { unknownChannelCode, unknownMessageCode } from "./web/call-failure.ts";
import type { DiscordCalls } from "./web/discord-calls.ts";

/** The most messages that Discord gives at once. */
const pageSize = 100;

/** The most links of a chain of replies that are followed. */
const linksAtMost = 20;

/** Reads what Discord still has of the past. */
export function createDiscordArchive(calls: DiscordCalls, servers: Servers, reader: MessageReader): Archive {
  const page = async (channel: string, before: string | null, limit: number): Promise<DiscordMessage[]> => {
    const kind = { method: "history", channel, repeatable: true };
    const query = new URLSearchParams({
      limit: String(Math.min(limit, pageSize)),
      ...(before === null ? {} : { before }),
    });
    const found = await calls.call(kind, (rest) => rest.get(Routes.channelMessages(channel), { query }));
    return z
      .array(z.unknown())
      .parse(found)
      .flatMap((raw) => discordMessage.safeParse(raw).data ?? [])
      .toReversed();
  };

  const one = async (channel: string, message: string): Promise<DiscordMessage | undefined> => {
    const kind = { method: "message", channel, repeatable: true };
    const found = await unlessUnknown([unknownMessageCode, unknownChannelCode], () =>
      calls.call(kind, (rest) => rest.get(Routes.channelMessage(channel, message))),
    );
    return discordMessage.safeParse(found).data;
  };

  /** From a message up to what it replies to, and what that replies to. */
  const chainAbove = async (message: MessageId): Promise<DiscordMessage[]> => {
    const chain: DiscordMessage[] = [];
    let link = await one(channelIn(message), snowflakeIn(message));
    while (link && chain.length < linksAtMost) {
      const target = replyTarget(link);
      link = target && (await one(target.channel, target.message));
      if (link) chain.unshift(link);
    }
    return chain;
  };

  /** A thread with the message that it hangs on, which stands in the channel above: a forum has none. */
  const threadBefore = async (
    thread: string,
    channel: GuildBasedChannel | undefined,
    before: string | null,
    limit: number,
  ): Promise<DiscordMessage[]> => {
    const said = await page(thread, before, limit);
    if (said.length >= limit || !channel?.isTextBased() || channel.isThread()) return said;
    const root = await one(channel.id, thread);
    return root ? [root, ...said] : said;
  };

  const guildOf = async (workspace: WorkspaceId): Promise<Guild> => {
    const guild = await servers.find(guildIn(workspace));
    if (!guild) throw new PlatformError("Discord", "unknown-server", true);
    return guild;
  };

  /** Through the server where it is one's channel; else it is a direct conversation. */
  const read = async (
    guild: Guild,
    messages: readonly DiscordMessage[],
    isDirect: boolean,
  ): Promise<IncomingMessage[]> => {
    const all = await Promise.all(
      messages.map((message) =>
        isDirect ? reader.inDirect(guild, message) : reader.inServer(guild, message),
      ),
    );
    return all.flatMap((message) => message ?? []);
  };

  return {
    async earlier({ workspace, channel, thread }, before, limit) {
      const guild = await guildOf(workspace);
      const known = await servers.channel(guild, channel);
      const isDirect = known === undefined;
      const discordThread = threadIn(thread);
      const beforeId = before === null ? null : snowflakeIn(before);
      const isChain = thread !== null && discordThread === undefined && before !== null;
      const messages = isChain
        ? await chainAbove(before)
        : discordThread === undefined
          ? await page(channel, beforeId, limit)
          : await threadBefore(discordThread, known, beforeId, limit);
      // What people and bots said; notices of Discord's own have no words of anybody's.
      const said = messages.filter(({ type }) => saidTypes.has(type));
      return (await read(guild, said, isDirect)).slice(-limit);
    },
    fetchFile: (_workspace, file) => fetchAttachedFile(calls, file),
  };
}
