import type { ConversationId } from "../ids.ts";
import { type RecordedMessage, reverie } from "../message.ts";
import type { Parts } from "../parts.ts";
import { estimateTokens } from "../text/tokens.ts";
import type { Setting } from "./surroundings.ts";
import { readUnrecordedTalk } from "./unrecorded-talk.ts";

const talkTokens = 3000;
const missedTokens = 8000;
const conversationLines = 40;
const channelLines = 20;
const missedLines = 300;

/** The recent talk before a question: its conversation, and in a channel what was said around it. */
export async function recentTalk(
  parts: Parts,
  setting: Setting,
  conversation: ConversationId,
  asked: readonly RecordedMessage[],
): Promise<RecordedMessage[]> {
  const { workspace, channel, optedOut } = setting;
  const beforeAt = Math.min(...asked.map(({ saidAt }) => saidAt)) + 1;
  const [unrecorded, own, around] = await Promise.all([
    readUnrecordedTalk(parts, setting, conversation, asked),
    parts.history.conversation(workspace, conversation, conversationLines),
    channel.reach === "direct" ? [] : parts.history.channel(workspace, channel.id, beforeAt, channelLines),
  ]);
  const ids = new Set(asked.map(({ id }) => id));
  const byId = new Map([...unrecorded, ...around, ...own].map((message) => [message.id, message]));
  return newestWithin(
    [...byId.values()].filter(({ id, author }) => !ids.has(id) && !optedOut.has(author)),
    talkTokens,
  );
}

/** What was said in the place since the asker last spoke there, for somebody who wants to catch up. */
export async function missedTalk(
  parts: Parts,
  { workspace, channel, asker, optedOut }: Setting,
  conversation: ConversationId,
  asked: readonly RecordedMessage[],
): Promise<RecordedMessage[]> {
  const ids = new Set(asked.map(({ id }) => id));
  const beforeAt = Math.min(...asked.map(({ saidAt }) => saidAt)) + 1;
  const inThread = asked.some(({ thread }) => thread !== null);
  const all = inThread
    ? await parts.history.conversation(workspace, conversation, missedLines)
    : await parts.history.channel(workspace, channel.id, beforeAt, missedLines);
  const others = all.filter(({ id, author }) => !ids.has(id) && !optedOut.has(author));
  const last = others.findLastIndex(({ author }) => author === asker.id);
  // Somebody who has just spoken here asks for the whole, not for nothing.
  const since = others.slice(last + 1).some(({ author }) => author !== reverie)
    ? others.slice(last + 1)
    : others;
  return newestWithin(since, missedTokens);
}

/** The newest messages that fit the budget, oldest first. */
function newestWithin(messages: readonly RecordedMessage[], budget: number): RecordedMessage[] {
  const kept: RecordedMessage[] = [];
  let spent = 0;
  for (const message of messages.toSorted(
    (one, other) => other.saidAt - one.saidAt || other.sequence - one.sequence,
  )) {
    spent += estimateTokens(message.text);
    if (spent > budget && kept.length > 0) break;
    kept.unshift(message);
  }
  return kept;
}

/** Whether somebody asks to be told what was said. */
export function asksToCatchUp(asked: string): boolean {
  return /\b(?:catch (?:me|us) up|what did (?:i|we) miss|summari[sz]e (?:this|the) (?:thread|channel|conversation)|bring me up to (?:speed|date)|tl;?dr)\b/iu.test(
    asked,
  );
}
