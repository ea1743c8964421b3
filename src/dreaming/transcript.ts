import { type Audience, formatAudience } from "../core/audience.ts";
import type { MessageId } from "../core/ids.ts";
import { type RecordedMessage, reverie } from "../core/message.ts";
import type { RejectionReason } from "../core/proposal.ts";
import { shortLocalTime } from "../core/text/local-time.ts";
import { quotedData, quotedName } from "../core/text/quoted-data.ts";
import { estimateTokens, shorten } from "../core/text/tokens.ts";
import { memoryNote, type NotedMemory } from "./memory-notes.ts";
import { shownUnits } from "./shown-words.ts";
import type { Signal } from "./signals.ts";

/** What a reflection is shown, with the message behind each number. */
export interface Transcript {
  readonly content: string;
  readonly lines: ReadonlyMap<number, RecordedMessage>;
}

/** The same for Reverie's own lines: they are context and never evidence. */
const ownLineUnits = 400;

/** A change that people refused, and why where they said it. */
export interface Refusal {
  readonly text: string;
  readonly reason: RejectionReason | null;
}

/** What one audience's reflection is made from. */
export interface TranscriptSources {
  readonly audience: Audience;
  readonly memories: readonly NotedMemory[];
  readonly refused: readonly Refusal[];
  readonly signals: readonly Signal[];
  readonly messages: readonly RecordedMessage[];
  /** The words of a message as they are shown: without secrets. */
  readonly wordsOf: (message: RecordedMessage) => string;
  readonly timeZone: string;
}

/**
 * Writes the user content of a reflection: the audience, what is remembered, what was refused, and the
 * talk by day and channel with numbered lines. Programs that record and replay rely on the form.
 */
export function writeTranscript(sources: TranscriptSources): Transcript {
  const { audience, memories, refused, signals, messages, wordsOf, timeZone } = sources;
  const ordered = byDayAndChannel(messages, timeZone);
  const lines = new Map(ordered.map((message, index) => [index + 1, message]));
  const written: string[] = [
    `Audience: ${formatAudience(audience)}`,
    "",
    ...memoryLines(memories),
    ...refusedLines(refused),
    ...signalLines(signals, lines),
    "Transcript:",
  ];
  let heading = "";
  for (const [number, message] of lines) {
    const { day, time } = localTime(message.saidAt, timeZone);
    if (heading !== `${day} ${message.channel}`) written.push(`## ${day}`);
    heading = `${day} ${message.channel}`;
    written.push(`[${number}] ${time} ${lineOf(message, wordsOf(message))}`);
  }
  return { content: written.join("\n"), lines };
}

/** What is remembered, and below it what is known of its age and use. */
function memoryLines(memories: readonly NotedMemory[]): string[] {
  const known = memories.map(({ memory }) => `[${memory.id}] (${memory.kind}) ${quotedData(memory.text)}`);
  const notes = memories.flatMap((noted) => {
    const note = memoryNote(noted);
    return note === "" ? [] : [`- ${noted.memory.id}: ${note}`];
  });
  return ["Existing memories:", ...known, "", ...(notes.length > 0 ? ["Age and use:", ...notes, ""] : [])];
}

/** A refusal as it stands in the transcript. */
export function refusedLine({ text, reason }: Refusal): string {
  return `- ${quotedData(text)}${reason ? ` (${reason})` : ""}`;
}

function refusedLines(refused: readonly Refusal[]): string[] {
  const lines = refused.map(refusedLine);
  return lines.length > 0 ? ["Refused before:", ...lines, ""] : [];
}

/** The signals whose lines are all shown. */
function signalLines(signals: readonly Signal[], lines: ReadonlyMap<number, RecordedMessage>): string[] {
  const numbers = new Map<MessageId, number>([...lines].map(([number, { id }]) => [id, number]));
  const said = signals.flatMap(({ messages, say }) => {
    const shown = messages.flatMap((id) => numbers.get(id) ?? []);
    return shown.length === messages.length ? [`- ${say(shown)}`] : [];
  });
  return said.length > 0 ? ["Signals:", ...said, ""] : [];
}

/** Who said it and what, on one line that nothing in it can end. */
function lineOf({ author, authorName }: RecordedMessage, words: string): string {
  return author === reverie
    ? `Reverie: ${quotedData(shorten(words, ownLineUnits))}`
    : `${quotedName(authorName)}: ${quotedData(shorten(words, shownUnits))}`;
}

/** By day and channel, and there by conversation, so that the replies in a thread stand below what they answer. */
function byDayAndChannel(messages: readonly RecordedMessage[], timeZone: string): RecordedMessage[] {
  const keyed = messages.map((message) => ({ message, day: localTime(message.saidAt, timeZone).day }));
  const threadOf = ({ message, day }: (typeof keyed)[number]) =>
    `${day} ${message.channel} ${message.conversation}`;
  const begun = new Map<string, number>();
  for (const each of keyed)
    begun.set(
      threadOf(each),
      Math.min(begun.get(threadOf(each)) ?? each.message.saidAt, each.message.saidAt),
    );
  keyed.sort(
    (one, other) =>
      compare(one.day, other.day) ||
      compare(one.message.channel, other.message.channel) ||
      (begun.get(threadOf(one)) ?? 0) - (begun.get(threadOf(other)) ?? 0) ||
      compare(one.message.conversation, other.message.conversation) ||
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

/** Tokens of a line's number and time beside its words. */
const frameTokens = 4;

/** About how many tokens the lines of these messages take. */
export function costOf(messages: readonly RecordedMessage[]): number {
  return messages.reduce(
    (sum, message) => sum + estimateTokens(lineOf(message, message.text)) + frameTokens,
    0,
  );
}
