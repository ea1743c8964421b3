import { type Audience, formatAudience } from "../core/audience.ts";
import type { LiveMemory } from "../core/memory.ts";
import { type RecordedMessage, reverie } from "../core/message.ts";
import type { Tombstone } from "../core/proposal.ts";
import { shortLocalTime } from "../core/text/local-time.ts";
import { quotedData, quotedName } from "../core/text/quoted-data.ts";
import { estimateTokens, shorten } from "../core/text/tokens.ts";

/** What a reflection is shown, with the message behind each number. */
export interface Transcript {
  readonly content: string;
  readonly lines: ReadonlyMap<number, RecordedMessage>;
}

/** The longest line of a transcript, in UTF-16 units: what is longer is cut with a mark. */
const lineUnits = 2000;

/** What one audience's reflection is made from. */
export interface TranscriptSources {
  readonly audience: Audience;
  readonly memories: readonly LiveMemory[];
  readonly refused: readonly Tombstone[];
  readonly messages: readonly RecordedMessage[];
  readonly timeZone: string;
}

/**
 * Writes the user content of a reflection: the audience, what is remembered, what was refused, and the
 * talk by day and channel with numbered lines. Programs that record and replay rely on the form.
 */
export function writeTranscript(sources: TranscriptSources): Transcript {
  const { audience, memories, refused, messages, timeZone } = sources;
  const lines = new Map<number, RecordedMessage>();
  const written: string[] = [`Audience: ${formatAudience(audience)}`, "", "Existing memories:"];
  for (const { id, kind, text } of memories) written.push(`[${id}] (${kind}) ${quotedData(text)}`);
  if (refused.length > 0) {
    written.push("", "Refused before:");
    for (const { text, reason } of refused) {
      if (text) written.push(`- ${quotedData(text)}${reason ? ` (${reason})` : ""}`);
    }
  }
  written.push("", "Transcript:");
  let heading = "";
  for (const message of byDayAndChannel(messages, timeZone)) {
    const { day, time } = localTime(message.saidAt, timeZone);
    if (heading !== `${day} ${message.channel}`) written.push(`## ${day}`);
    heading = `${day} ${message.channel}`;
    lines.set(lines.size + 1, message);
    written.push(`[${lines.size}] ${time} ${said(message)}`);
  }
  return { content: written.join("\n"), lines };
}

/** Who said it and what, on one line that nothing in it can end. */
function said({ author, authorName, text }: RecordedMessage): string {
  const name = author === reverie ? "Reverie" : quotedName(authorName);
  return `${name}: ${quotedData(shorten(text, lineUnits))}`;
}

function byDayAndChannel(messages: readonly RecordedMessage[], timeZone: string): RecordedMessage[] {
  const keyed = messages.map((message) => ({ message, day: localTime(message.saidAt, timeZone).day }));
  keyed.sort(
    (one, other) =>
      compare(one.day, other.day) ||
      compare(one.message.channel, other.message.channel) ||
      one.message.saidAt - other.message.saidAt ||
      one.message.sequence - other.message.sequence,
  );
  return keyed.map(({ message }) => message);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function localTime(at: number, timeZone: string): { day: string; time: string } {
  const [day = "", time = ""] = shortLocalTime(at, timeZone).split(" ");
  return { day, time };
}

/**
 * The newest threads that fit the budget, each kept whole; of a newest one that is longer than the budget, its
 * newest messages.
 */
export function sample(messages: readonly RecordedMessage[], budgetTokens: number): RecordedMessage[] {
  const threads = Map.groupBy(messages, ({ channel, conversation }) => `${channel} ${conversation}`);
  const newestFirst = [...threads.values()]
    .map((thread) => thread.toSorted(byNewest))
    .toSorted(([one], [other]) => (one && other ? byNewest(one, other) : 0));
  const kept: RecordedMessage[] = [];
  let left = budgetTokens;
  for (const thread of newestFirst) {
    const fitting = startWithin(thread, left);
    if (fitting.length < thread.length && kept.length > 0) continue;
    for (const message of fitting) kept.push(message);
    left -= costOf(fitting);
  }
  return kept;
}

function byNewest(one: RecordedMessage, other: RecordedMessage): number {
  return other.saidAt - one.saidAt || other.sequence - one.sequence;
}

function startWithin(messages: readonly RecordedMessage[], budgetTokens: number): RecordedMessage[] {
  let spent = 0;
  const end = messages.findIndex((message) => {
    spent += costOf([message]);
    return spent > budgetTokens;
  });
  return end < 0 ? [...messages] : messages.slice(0, end);
}

/** Tokens of a line's number, time and place beside its words. */
const frameTokens = 8;

function costOf(messages: readonly RecordedMessage[]): number {
  return messages.reduce((sum, message) => sum + estimateTokens(said(message)) + frameTokens, 0);
}
