import { type Guild, MessageType } from "discord.js";
import type { MessageId } from "../../core/ids.ts";
import type { PastPage, Period } from "../../core/ports/platform.ts";
import { postsSince } from "./forum-posts.ts";
import { newestMessages, pageSize } from "./newest-messages.ts";
import { type DiscordMessage, discordMessage, isSaid } from "./receive/discord-message.ts";
import type { MessageReader } from "./receive/message-reader.ts";
import { instantOf, messageId, snowflakeAt, snowflakeIn, threadId } from "./snowflakes.ts";
import type { DiscordCalls } from "./web/discord-calls.ts";

/** How many posts of a forum make a page of its past. */
const postsAtOnce = 20;

/** The past of a place in which nothing was said. */
export const nothingPast: PastPage = { messages: [], threads: [], before: null };

/** A page of the past of a channel or a thread of a server. */
export async function pastOf(
  calls: DiscordCalls,
  reader: MessageReader,
  { guild, channel }: { readonly guild: Guild; readonly channel: string },
  { from, to }: Period,
  before: MessageId | null,
): Promise<PastPage> {
  const latest = before === null ? snowflakeAt(to) : snowflakeIn(before);
  const raw = await newestMessages(calls, channel, latest, pageSize);
  const read = raw.flatMap((each) => discordMessage.safeParse(each).data ?? []);
  const within = read.filter(({ id }) => instantOf(id) >= from);
  const said = await Promise.all(within.filter(isSaid).map((message) => reader.inServer(guild, message)));
  const [oldest] = read;
  const goesOn = raw.length === pageSize && oldest !== undefined && instantOf(oldest.id) >= from;
  return {
    messages: said.flatMap((message) => message ?? []),
    threads: within.flatMap(threadOn).map(threadId),
    before: goesOn ? messageId(channel, oldest.id) : null,
  };
}

/** The thread that was started from a message, or of which a notice tells. */
function threadOn({ type, thread, message_reference: reference }: DiscordMessage): string[] {
  if (thread) return [thread.id];
  return type === MessageType.ThreadCreated && reference?.channel_id ? [reference.channel_id] : [];
}

/** A page of the past of a forum, which holds nothing but posts, and those are threads: the newest first. */
export async function pastOfForum(
  calls: DiscordCalls,
  guild: Guild,
  forum: string,
  from: number,
  before: MessageId | null,
): Promise<PastPage> {
  const all = await postsSince(calls, guild, forum, from);
  const older = before === null ? all : all.filter((id) => BigInt(id) < BigInt(snowflakeIn(before)));
  const posts = older.slice(0, postsAtOnce);
  const last = older.length > posts.length ? posts.at(-1) : undefined;
  return { ...nothingPast, threads: posts.map(threadId), before: last ? threadId(last) : null };
}
