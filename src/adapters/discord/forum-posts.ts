import { type Guild, Routes } from "discord.js";
import { z } from "zod";
import { snowflake } from "./receive/discord-message.ts";
import type { DiscordCalls } from "./web/discord-calls.ts";

/** The most posts that Discord lists at once, and how often it is asked for more. */
const listedAtOnce = 100;
const listsAtMost = 10;

const archivedPosts = z.object({
  threads: z.array(
    z.object({
      id: snowflake,
      thread_metadata: z.object({ archive_timestamp: z.iso.datetime({ offset: true }) }),
    }),
  ),
  has_more: z.boolean(),
});

/** The posts of a forum in which something may have been said since the instant, in milliseconds: the newest post first. */
export async function postsSince(
  calls: DiscordCalls,
  guild: Guild,
  forum: string,
  since: number,
): Promise<string[]> {
  const open = guild.channels.cache.filter(
    (channel) => channel.isThread() && channel.parentId === forum && channel.archived !== true,
  );
  const posts = [...open.keys(), ...(await archivedSince(calls, forum, since))];
  return [...new Set(posts)].sort((one, other) => (BigInt(one) < BigInt(other) ? 1 : -1));
}

/** What nobody writes in any more is archived; Discord lists it by when that was. */
async function archivedSince(calls: DiscordCalls, forum: string, since: number): Promise<string[]> {
  const kind = { method: "archived-threads", channel: forum, repeatable: true };
  const found: string[] = [];
  let before: string | null = null;
  for (let count = 0; count < listsAtMost; count += 1) {
    const query = new URLSearchParams({
      limit: String(listedAtOnce),
      ...(before === null ? {} : { before }),
    });
    const raw = await calls.call(kind, (rest) => rest.get(Routes.channelThreads(forum, "public"), { query }));
    const { threads, has_more: hasMore } = archivedPosts.parse(raw);
    const archivedAt = ({ thread_metadata: metadata }: (typeof threads)[number]) =>
      metadata.archive_timestamp;
    found.push(...threads.filter((thread) => Date.parse(archivedAt(thread)) >= since).map(({ id }) => id));
    const last = threads.at(-1);
    if (!hasMore || !last || Date.parse(archivedAt(last)) < since) break;
    before = archivedAt(last);
  }
  return found;
}
