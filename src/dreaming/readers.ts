import { type Audience, channelAudience, personAudience, team } from "../core/audience.ts";
import type { ChannelId, WorkspaceId } from "../core/ids.ts";
import { type Channel, type Person, reverie } from "../core/message.ts";
import type { Parts } from "../core/parts.ts";
import { directoryOf } from "../core/platforms.ts";
import { readOptedOut } from "../core/privacy.ts";
import { isExcluded, type Settings } from "../core/settings/settings.ts";

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
