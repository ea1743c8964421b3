import { playgroundWorkspace } from "../../../src/adapters/playground/cast.ts";
import { asId } from "../../../src/core/ids.ts";
import { type Channel, conversationOf, type Message, type Person } from "../../../src/core/message.ts";
import { type Chance, sentence } from "../team-talk.ts";

/** The workspace is the playground's, so that the program finds what was recorded as its own. */
export const officeWorkspace = playgroundWorkspace;

export const officePeople: readonly Person[] = Array.from({ length: 30 }, (_, index) => ({
  id: asId(`person${index}`),
  name: `Person ${index}`,
  role: index === 0 ? "admin" : "member",
}));

export const officeChannels: readonly Channel[] = Array.from({ length: 20 }, (_, index) => ({
  id: asId(`channel${index}`),
  name: `channel-${index}`,
  reach: index % 5 === 4 ? "private" : "public",
  isFollowed: true,
  hearsAll: true,
}));

/** One of the list, the first ones more often than the last. */
export function oneOf<Item>(chance: Chance, list: readonly Item[]): Item {
  const item = list[Math.floor(list.length * chance() ** 2)];
  if (item === undefined) throw new Error("An empty list");
  return item;
}

const historyMs = 80 * 24 * 60 * 60 * 1000;
const threadSpan = 200;

/** Writes a history of so many messages as it would have been said in the last 80 days, the oldest first. */
export function* officeHistory(
  chance: Chance,
  { from, to, most, now }: { from: number; to: number; most: number; now: number },
): Generator<Message> {
  const stepMs = historyMs / most;
  const roots = new Map<string, string[]>();
  for (let number = from; number < to; number += 1) {
    const channel = oneOf(chance, officeChannels);
    const started = roots.get(channel.id) ?? [];
    const isReply = chance() < 0.5 && started.length > 0;
    const id = `m${number}`;
    const thread = isReply ? oneOf(chance, started.toReversed()) : null;
    if (!isReply) roots.set(channel.id, [...started, id].slice(-threadSpan));
    const saidAt = Math.floor(now - historyMs + number * stepMs);
    yield officeMessage(id, oneOf(chance, officePeople), channel, thread, sentence(chance), saidAt);
  }
}

export function officeMessage(
  id: string,
  author: Person,
  channel: Channel,
  thread: string | null,
  text: string,
  saidAt: number,
): Message {
  const place = { channel: channel.id, thread: thread === null ? null : asId<Message["id"]>(thread) };
  return {
    workspace: officeWorkspace,
    id: asId(id),
    ...place,
    conversation: conversationOf({ ...place, reach: channel.reach, id: asId(id) }),
    author: author.id,
    authorName: author.name,
    authorRole: author.role,
    text,
    files: [],
    saidAt,
    version: saidAt,
    asked: null,
    answer: null,
  };
}
