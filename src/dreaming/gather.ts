import { type Audience, channelAudience, personAudience, team } from "../core/audience.ts";
import type { ChannelId, WorkspaceId } from "../core/ids.ts";
import { liveMemories } from "../core/memory.ts";
import { type Channel, type Person, type RecordedMessage, reverie } from "../core/message.ts";
import type { Parts } from "../core/parts.ts";
import { directoryOf } from "../core/platforms.ts";
import { readOptedOut } from "../core/privacy.ts";
import type { Watched } from "../core/record.ts";
import { isExcluded, type Settings } from "../core/settings/settings.ts";
import { sample, type Transcript, writeTranscript } from "./transcript.ts";

/** The most tokens of talk that one reflection is shown. */
const transcriptTokens = 60_000;

const pageLines = 2000;

/** An audience that may have something new, with the channels that its reflection may read. */
export interface Reader {
  readonly audience: Audience;
  readonly channels: readonly ChannelId[];
  /** Of a channel that it reads, whether others' words join as context. */
  readonly isContext: (channel: ChannelId) => boolean;
}

/**
 * Finds the audiences of a workspace in the order in which they reflect: the team, each channel, each
 * person who said something. What each may read is decided here, before anything is read (law 3): never a
 * channel that is not followed.
 */
export async function findReaders(
  parts: Parts,
  workspace: WorkspaceId,
  settings: Settings,
): Promise<Reader[]> {
  const directory = directoryOf(parts, workspace);
  const [all, authors, optedOut] = await Promise.all([
    directory.channels(workspace),
    parts.history.authors(workspace),
    readOptedOut(parts, workspace),
  ]);
  // Where deletions are not told, nothing is evidence.
  const channels = all.filter(
    (channel) => channel.isFollowed && !isExcluded(channel, settings.excludedChannels),
  );
  const publicIds = new Set(channels.filter(({ reach }) => reach === "public").map(({ id }) => id));
  const everything = () => true;
  const readers: Reader[] = [
    { audience: team, channels: [...publicIds], isContext: everything },
    ...channels.map(
      ({ id }): Reader => ({ audience: channelAudience(id), channels: [id], isContext: everything }),
    ),
  ];
  for (const { author } of authors) {
    if (author === reverie || optedOut.has(author)) continue;
    const person = await directory.person(workspace, author);
    if (person && person.role !== "bot" && person.role !== "outsider") {
      readers.push(await personReader(parts, workspace, person, channels, publicIds));
    }
  }
  return readers;
}

/** A person's reflection sees their own words wherever Reverie listens; others' only where all may read them. */
async function personReader(
  parts: Parts,
  workspace: WorkspaceId,
  { id, role }: Person,
  channels: readonly Channel[],
  publicIds: ReadonlySet<ChannelId>,
): Promise<Reader> {
  const directory = directoryOf(parts, workspace);
  const own = new Set(await directory.channelsOf(workspace, id));
  const direct = await findDirect(parts, workspace, [...own], channels);
  const open = role === "guest" ? new Set([...publicIds].filter((each) => own.has(each))) : publicIds;
  const readable = channels.map((channel) => channel.id).filter((each) => open.has(each) || own.has(each));
  return {
    audience: personAudience(id),
    channels: [...readable, ...direct],
    isContext: (channel) => direct.includes(channel) || open.has(channel),
  };
}

/** The direct channel among somebody's channels; none is opened for the sake of looking. */
async function findDirect(
  parts: Parts,
  workspace: WorkspaceId,
  own: readonly ChannelId[],
  channels: readonly Channel[],
): Promise<ChannelId[]> {
  const others = own.filter((each) => !channels.some(({ id }) => id === each));
  const found = await Promise.all(
    others.map((each) => directoryOf(parts, workspace).channel(workspace, each)),
  );
  return found.flatMap((channel) => (channel?.reach === "direct" && channel.isFollowed ? [channel.id] : []));
}

/** What one reflection has before it. */
export interface Gathered {
  readonly reader: Reader;
  readonly transcript: Transcript;
  readonly linesRead: number;
  readonly linesThere: number;
  readonly from: number;
  readonly to: number;
}

/** Reads what is new for an audience since its cursor, with what it wanted to see again. */
export async function gather(
  parts: Parts,
  workspace: WorkspaceId,
  reader: Reader,
  watched: readonly Watched[],
  timeZone: string,
): Promise<Gathered> {
  const { audience } = reader;
  const [from, to, book, tombstones, optedOut] = await Promise.all([
    parts.ledger.cursor(workspace, audience),
    parts.history.sequence(workspace),
    parts.ledger.book(workspace, audience),
    parts.ledger.tombstones(workspace, audience),
    readOptedOut(parts, workspace),
  ]);
  const said = await readSince(parts, workspace, reader.channels, from, to);
  // What somebody said before they opted out is no material either.
  const fresh = relevant(
    reader,
    said.filter(({ author }) => !optedOut.has(author)),
  );
  const shown = sample(fresh, transcriptTokens);
  const watchedLines = fresh.length === 0 ? [] : await readWatched(parts, workspace, reader, watched, shown);
  const again = watchedLines.filter(({ author }) => !optedOut.has(author));
  const transcript = writeTranscript({
    audience,
    memories: liveMemories(book),
    refused: tombstones.filter(({ because }) => because === "rejected").slice(-50),
    messages: [...again, ...shown],
    timeZone,
  });
  return { reader, transcript, linesRead: shown.length, linesThere: fresh.length, from, to };
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
    if (!last || page.length < pageLines || last.sequence >= to) return read;
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
