import { Routes } from "discord.js";
import { z } from "zod";
import type { DiscordCalls } from "./web/discord-calls.ts";

/** The most messages that Discord gives at once. */
export const pageSize = 100;

/** At most `limit` messages before a snowflake or up to now: the oldest first, notices of Discord's own among them. */
export async function newestMessages(
  calls: DiscordCalls,
  channel: string,
  before: string | null,
  limit: number,
): Promise<readonly unknown[]> {
  const kind = { method: "history", channel, repeatable: true };
  const query = new URLSearchParams({ limit: String(limit), ...(before === null ? {} : { before }) });
  const found = await calls.call(kind, (rest) => rest.get(Routes.channelMessages(channel), { query }));
  return z.array(z.unknown()).parse(found).toReversed();
}
