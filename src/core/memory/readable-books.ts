import type { Audience } from "../audience.ts";
import type { PersonId, WorkspaceId } from "../ids.ts";
import { type Book, type Receipt, sourcesOf } from "../memory.ts";
import type { Parts } from "../parts.ts";
import { directoryOf } from "../platforms.ts";
import { isNarrowed, narrowerPlaces } from "./fits-audience.ts";

/**
 * Tells whether somebody may read what rests on these receipts and is for an audience that they belong to: they are in
 * all its places that have become narrower than the audience (law 3).
 */
export async function readerOf(
  parts: Parts,
  workspace: WorkspaceId,
  person: PersonId,
): Promise<(receipts: readonly Receipt[], audience: Audience) => boolean> {
  const directory = directoryOf(parts, workspace);
  const [channels, own] = await Promise.all([
    directory.channels(workspace),
    directory.channelsOf(workspace, person),
  ]);
  const reaches = new Map(channels.map(({ id, reach }) => [id, reach]));
  return (receipts, audience) =>
    narrowerPlaces(receipts, audience, (channel) => reaches.get(channel)).every((place) =>
      own.includes(place),
    );
}

/** The book of an audience that somebody belongs to, with the memories that they may read. */
export async function readBookFor(
  parts: Parts,
  workspace: WorkspaceId,
  person: PersonId,
  audience: Audience,
): Promise<Book> {
  const [book, mayRead] = await Promise.all([
    parts.ledger.book(workspace, audience),
    readerOf(parts, workspace, person),
  ]);
  return { ...book, memories: book.memories.filter((memory) => mayRead(sourcesOf(memory), audience)) };
}

/** The book of an audience with the memories that everybody of the audience may read. */
export async function readOpenBook(parts: Parts, workspace: WorkspaceId, audience: Audience): Promise<Book> {
  const [book, channels] = await Promise.all([
    parts.ledger.book(workspace, audience),
    directoryOf(parts, workspace).channels(workspace),
  ]);
  const reaches = new Map(channels.map(({ id, reach }) => [id, reach]));
  const isOpen = (receipts: readonly Receipt[]) => !isNarrowed(receipts, audience, (id) => reaches.get(id));
  return { ...book, memories: book.memories.filter((memory) => isOpen(sourcesOf(memory))) };
}
