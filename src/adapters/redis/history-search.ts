import { asId, type ChannelId } from "../../core/ids.ts";
import type { SearchHit } from "../../core/ports/history.ts";
import type { Log } from "../../core/ports/log.ts";
import { searchable, termCounter } from "../../core/terms.ts";
import type { RedisClient } from "./connection.ts";
import { readWords } from "./history-records.ts";
import { readReadable } from "./readable.ts";

/** How many messages a search gives. Core ranks them. */
const searchLimit = 500;

/** How many of the newest messages in the asked channels are looked through: what is older is not found. */
const searchedMessages = 5000;

/** How many messages of one channel are asked for first, and in each step after, and how many words in one command. */
const firstStep = 100;
const laterStep = 500;
const wordsAtOnce = 1000;

/** Members are a number of twelve digits, a space and an id. */
const idFrom = 13;

interface Listed {
  readonly value: string;
  readonly score: number;
}

/** The newest messages of some channels that hold one of the terms, among the newest 5,000 of them, newest first. */
export async function searchNewest(
  client: RedisClient,
  key: string,
  channels: readonly ChannelId[],
  terms: readonly string[],
  log: Log,
): Promise<SearchHit[]> {
  const wanted = new Set(searchable(terms));
  if (wanted.size === 0 || channels.length === 0) return [];
  const countTerms = termCounter(wanted);
  const members = await newestMembers(client, key, [...new Set(channels)]);
  const found: SearchHit[] = [];
  for (let from = 0; from < members.length && found.length < searchLimit; from += wordsAtOnce) {
    const ids = members.slice(from, from + wordsAtOnce).map(({ value }) => value.slice(idFrom));
    const words = await client.hmGet(`${key}words`, ids);
    const listed = words.flatMap((text, index) => (text === null ? [] : [{ id: ids[index] ?? "", text }]));
    const read = readReadable(listed, "words", log, ({ id, text }) => readWords(asId(id), text));
    found.push(...read.filter(({ text }) => countTerms(text).size > 0));
  }
  return found.slice(0, searchLimit);
}

/** The newest of all channels together, newest first: each channel is read on only as far as it is needed. */
async function newestMembers(
  client: RedisClient,
  key: string,
  channels: readonly ChannelId[],
): Promise<Listed[]> {
  const read = (channel: ChannelId, from: number, count: number): Promise<Listed[]> =>
    client.zRangeWithScores(`${key}channel:${channel}`, from, from + count - 1, { REV: true });
  const lines = await Promise.all(
    channels.map(async (channel) => ({
      channel,
      listed: await read(channel, 0, firstStep),
      next: 0,
    })),
  );
  const newest: Listed[] = [];
  while (newest.length < searchedMessages) {
    let best: (typeof lines)[number] | undefined;
    for (const line of lines) if (isNewer(line.listed[line.next], best?.listed[best.next])) best = line;
    const member = best?.listed[best.next];
    if (!best || !member) return newest;
    newest.push(member);
    best.next += 1;
    if (best.next === best.listed.length && best.next >= firstStep)
      best.listed.push(...(await read(best.channel, best.next, laterStep)));
  }
  return newest;
}

function isNewer(one: Listed | undefined, other: Listed | undefined): boolean {
  if (!one || !other) return one !== undefined;
  return one.score > other.score || (one.score === other.score && one.value > other.value);
}
