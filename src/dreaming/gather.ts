import { formatAudience } from "../core/audience.ts";
import type { ChannelId, WorkspaceId } from "../core/ids.ts";
import { readOpenBook } from "../core/memory/readable-books.ts";
import { liveMemories } from "../core/memory.ts";
import type { RecordedMessage } from "../core/message.ts";
import type { Parts } from "../core/parts.ts";
import { type OptedOut, readOptedOut } from "../core/privacy.ts";
import type { Tombstone } from "../core/proposal.ts";
import type { Watched } from "../core/record.ts";
import type { Settings } from "../core/settings/settings.ts";
import { shortLocalTime } from "../core/text/local-time.ts";
import { estimateTokens } from "../core/text/tokens.ts";
import { chooseMemories, noteMemories } from "./memory-notes.ts";
import type { Reader } from "./readers.ts";
import { briefPrompt, reflectionPrompt } from "./reflection-prompt.ts";
import { readable, shownWords } from "./shown-words.ts";
import { findSignals } from "./signals.ts";
import { costOf, type Refusal, refusedLine, sample, type Transcript, writeTranscript } from "./transcript.ts";
import { readWatchedLines } from "./watched.ts";

/** The most tokens of talk that one reflection is shown. */
const transcriptTokens = 60_000;

/** The fewest tokens that memories and refusals may take, however little was said. */
const leastHeadTokens = 100;

/** The most refusals that a reflection is shown, the newest ones. */
const refusedAtMost = 50;

const pageLines = 2000;

/** What one reflection has before it. */
export interface Gathered {
  readonly reader: Reader;
  readonly transcript: Transcript;
  /** What is asked of the model about it. */
  readonly prompt: string;
  /** Whether something happened that deserves a look however little was said. */
  readonly hasSignal: boolean;
  readonly linesRead: number;
  readonly linesThere: number;
  readonly from: number;
  readonly to: number;
}

/** Reads what is new for an audience since its cursor, with what it wanted to see again. */
async function gather(
  parts: Parts,
  workspace: WorkspaceId,
  reader: Reader,
  watched: readonly Watched[],
  { timezone, sensitiveTopics }: Pick<Settings, "timezone" | "sensitiveTopics">,
): Promise<Gathered> {
  const { audience } = reader;
  const [from, to, book, tombstones, optedOut] = await Promise.all([
    parts.ledger.cursor(workspace, audience),
    parts.history.sequence(workspace),
    readOpenBook(parts, workspace, audience),
    parts.ledger.tombstones(workspace, audience),
    readOptedOut(parts, workspace),
  ]);
  const said = await readSince(parts, workspace, reader.channels, from, to);
  const keep = (messages: readonly RecordedMessage[]) => keptFor(messages, optedOut, sensitiveTopics);
  const fresh = relevant(reader, keep(said));
  const shown = sample(fresh, transcriptTokens);
  const again = fresh.length === 0 ? [] : keep(await readWatched(parts, workspace, reader, watched, shown));
  const lines = [...again, ...shown];
  const wordsOf = await shownWords(lines);
  const signals = findSignals(fresh);
  const linesTokens = costOf(lines);
  const prompt = promptFor(linesTokens);
  const frame = estimateTokens(prompt) + frameTokens(lines, signals.length, timezone);
  const room = roomBeside(linesTokens, frame);
  const keptOut = { topics: sensitiveTopics, optedOut: optedOut.names };
  const refused = readable(await readRefusals(parts, workspace, reader, tombstones), keptOut);
  const refusedTokens = room / 4;
  const noted = await noteMemories(parts, workspace, readable(liveMemories(book), keptOut), fresh);
  const texts = lines.map(({ text }) => text);
  const transcript = writeTranscript({
    audience,
    memories: chooseMemories(noted, texts, room - refusedTokens),
    refused: newestWithin(refused.slice(-refusedAtMost), refusedTokens),
    signals,
    messages: lines,
    wordsOf,
    timeZone: timezone,
  });
  return {
    reader,
    transcript,
    prompt,
    hasSignal: signals.length > 0,
    linesRead: shown.length,
    linesThere: fresh.length,
    from,
    to,
  };
}

/** As much as the lines take, less all else that is sent: so that the whole is at most twice the lines. */
function roomBeside(linesTokens: number, frame: number): number {
  return Math.max(leastHeadTokens, linesTokens - frame);
}

/** What a reflection would send over talk that is not stored. */
export interface ExpectedTalk {
  /** How many lines it would be shown. */
  readonly lines: number;
  /** The most tokens that it would send, memories and refusals among them. */
  readonly tokensAtMost: number;
}

/** What an audience's reflection would send if nothing but this talk, oldest first, were new. */
export function expectTalk(
  reader: Reader,
  messages: readonly RecordedMessage[],
  optedOut: OptedOut,
  { timezone, sensitiveTopics }: Pick<Settings, "timezone" | "sensitiveTopics">,
): ExpectedTalk {
  const fresh = relevant(reader, keptFor(messages, optedOut, sensitiveTopics));
  if (fresh.length === 0) return { lines: 0, tokensAtMost: 0 };
  const lines = sample(fresh, transcriptTokens);
  const linesTokens = costOf(lines);
  const signals = findSignals(fresh).length;
  const frame = estimateTokens(promptFor(linesTokens)) + frameTokens(lines, signals, timezone);
  return { lines: lines.length, tokensAtMost: linesTokens + frame + roomBeside(linesTokens, frame) };
}

/** The whole of what is asked, where the talk is long enough to bear it. */
function promptFor(linesTokens: number): string {
  return linesTokens >= estimateTokens(reflectionPrompt) + 2 * leastHeadTokens
    ? reflectionPrompt
    : briefPrompt;
}

/** Tokens of headings and signals, and of the lines that stand whatever was said. */
function frameTokens(lines: readonly RecordedMessage[], signals: number, timeZone: string): number {
  const headings = new Set(
    lines.map(({ saidAt, channel }) => `${shortLocalTime(saidAt, timeZone).slice(0, 10)} ${channel}`),
  );
  return 30 + 5 * headings.size + 15 * signals;
}

/** What may be material: nothing of those who opted out, nothing about them, nothing that touches a topic kept out. */
function keptFor(
  messages: readonly RecordedMessage[],
  optedOut: OptedOut,
  topics: readonly string[],
): RecordedMessage[] {
  const theirs = messages.filter(({ author }) => !optedOut.has(author));
  return readable(theirs, { topics, optedOut: optedOut.names });
}

/**
 * What was refused, as far as this audience may read what it was made of now. Where a message of it is not there any more,
 * nobody can tell, and the words are not shown.
 */
async function readRefusals(
  parts: Parts,
  workspace: WorkspaceId,
  { channels }: Reader,
  tombstones: readonly Tombstone[],
): Promise<Refusal[]> {
  const evidence = tombstones.flatMap((tombstone) => tombstone.evidence);
  const found = await parts.history.get(workspace, [...new Set(evidence)]);
  const shown = new Set(
    found.filter(({ channel }) => channels.includes(channel)).map((message) => message.id),
  );
  return tombstones.flatMap(({ because, text, reason, evidence: messages }) =>
    because === "rejected" && text !== null && messages.every((id) => shown.has(id))
      ? [{ text, reason }]
      : [],
  );
}

/** The newest refusals that fit, in their order. */
function newestWithin(refusals: readonly Refusal[], budgetTokens: number): Refusal[] {
  let left = budgetTokens;
  const kept: Refusal[] = [];
  for (const refusal of refusals.toReversed()) {
    // One more for the end of the line.
    left -= estimateTokens(refusedLine(refusal)) + 1;
    if (left < 0) break;
    kept.unshift(refusal);
  }
  return kept;
}

async function readSince(
  parts: Parts,
  workspace: WorkspaceId,
  channels: readonly ChannelId[],
  from: number,
  to: number,
): Promise<RecordedMessage[]> {
  const read: RecordedMessage[] = [];
  let cursor = from;
  for (;;) {
    const page = await parts.history.since(workspace, channels, cursor, pageLines);
    read.push(...page.filter(({ sequence }) => sequence <= to));
    const last = page.at(-1);
    // A page may be short: what cannot be read is left out of it.
    if (!last || last.sequence >= to) return read;
    cursor = last.sequence;
  }
}

/** For a person: their own words, Reverie's answers to them, and in between what was said just before, where all may read it. */
function relevant({ audience, isContext }: Reader, messages: readonly RecordedMessage[]): RecordedMessage[] {
  if (audience.type !== "person") return [...messages];
  const { person } = audience;
  const own = new Set(messages.filter(({ author }) => author === person).map(({ id }) => id));
  if (own.size === 0) return [];
  const kept = new Set<RecordedMessage>();
  const before = new Map<ChannelId, RecordedMessage>();
  for (const message of messages) {
    const { channel, author, answer } = message;
    const previous = before.get(channel);
    if (author === person) {
      if (previous && isContext(channel)) kept.add(previous);
      kept.add(message);
    }
    const answersOwn = answer?.answers.some((asked) => own.has(asked.message)) ?? false;
    if (answersOwn && isContext(channel)) kept.add(message);
    before.set(channel, message);
  }
  return [...kept];
}

async function readWatched(
  parts: Parts,
  workspace: WorkspaceId,
  { channels, audience }: Reader,
  watched: readonly Watched[],
  shown: readonly RecordedMessage[],
): Promise<RecordedMessage[]> {
  const known = new Set(shown.map(({ id }) => id));
  const ids = [...new Set(watched.map(({ message }) => message))].filter((id) => !known.has(id));
  const messages = await parts.history.get(workspace, ids);
  return messages.filter(
    ({ channel, author }) =>
      channels.includes(channel) && (audience.type !== "person" || author === audience.person),
  );
}

/** Reads what is new for each of these audiences, one after the other. */
export async function gatherAll(
  parts: Parts,
  workspace: WorkspaceId,
  readers: readonly Reader[],
  settings: Settings,
): Promise<Gathered[]> {
  const watched = await readWatchedLines(parts, workspace);
  const gathered: Gathered[] = [];
  for (const reader of readers) {
    const lines = watched.get(formatAudience(reader.audience)) ?? [];
    gathered.push(await gather(parts, workspace, reader, lines, settings));
  }
  return gathered;
}
