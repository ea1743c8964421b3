import { type Audience, formatAudience } from "../audience.ts";
import type { PersonId, WorkspaceId } from "../ids.ts";
import { noMarks, readMarks } from "../memory/marks.ts";
import { readNaming } from "../memory/naming.ts";
import { audienceLabel } from "../memory/proposal-card.ts";
import { readGiven } from "../memory/read-health.ts";
import { readBookFor, readerOf } from "../memory/readable-books.ts";
import { readAudiencesOf } from "../memory/seen-audiences.ts";
import type { Parts } from "../parts.ts";
import { directoryOf } from "../platforms.ts";
import { readSettings } from "../settings/settings.ts";
import { monthOf, readSpent } from "../spending.ts";
import { type LibraryHealth, libraryHealth } from "./library-health.ts";
import { type LibraryMemory, libraryMemory } from "./library-memory.ts";
import { type Refused, readRefused } from "./refused.ts";
import { readWaiting, type Waiting } from "./waiting.ts";

/**
 * All of memory that one person may see, to look things up in: never another person's, for administrators neither
 * (law 4), and nothing that rests on a place which has become narrower and that they are not in (law 3).
 */
export interface Library {
  readonly audiences: readonly LibraryAudience[];
  /** What is remembered and not forgotten, newest first. */
  readonly memories: readonly LibraryMemory[];
  readonly waiting: Waiting;
  /** What people refused, newest first. What was forgotten has no words and is not among it. */
  readonly refused: readonly Refused[];
  readonly spend: LibrarySpend;
}

/** An audience whose memories the person sees. */
export interface LibraryAudience {
  /** As in `formatAudience`: what everything else in the library names it by. */
  readonly name: string;
  readonly type: Audience["type"];
  readonly label: string;
  readonly revision: number;
  readonly health: LibraryHealth;
}

/** What the workspace used up in the running month. */
export interface LibrarySpend {
  /** The calendar month in UTC, such as `2026-11`. */
  readonly month: string;
  readonly answers: Spent;
  readonly dreams: Spent;
  /** What may be spent in a month; null where no budget is set. */
  readonly budgetDollars: number | null;
}

interface Spent {
  readonly requests: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly dollars: number;
}

/** Reads the library of one person. Changes nothing. Rejects when the store or the platform fails. */
export async function readLibrary(parts: Parts, workspace: WorkspaceId, person: PersonId): Promise<Library> {
  const [reader, audiences, mayRead, given, spend] = await Promise.all([
    directoryOf(parts, workspace).person(workspace, person),
    readAudiencesOf(parts, workspace, person),
    readerOf(parts, workspace, person),
    readGiven(parts, workspace, person),
    readSpend(parts, workspace),
  ]);
  const [books, marks, waiting, refused] = await Promise.all([
    Promise.all(audiences.map((audience) => readBookFor(parts, workspace, person, audience))),
    Promise.all(audiences.map((audience) => readMarks(parts, workspace, audience))),
    readWaiting(parts, workspace, reader, audiences),
    readRefused(parts, workspace, audiences, person),
  ]);
  const memories = books.flatMap((book) => book.memories);
  const receipts = memories.flatMap(({ changes }) => changes.flatMap((change) => change.receipts));
  const naming = await readNaming(parts, workspace, receipts);
  return {
    audiences: await Promise.all(
      books.map(async (book) => ({
        name: formatAudience(book.audience),
        type: book.audience.type,
        label: audienceLabel(book.audience, naming),
        revision: book.revision,
        health: await libraryHealth(parts, book, given),
      })),
    ),
    memories: books
      .flatMap((book, index) =>
        book.memories.flatMap(
          (memory) => libraryMemory(memory, naming, marks[index] ?? noMarks, mayRead) ?? [],
        ),
      )
      .toSorted((one, other) => other.at - one.at),
    waiting,
    refused,
    spend,
  };
}

async function readSpend(parts: Parts, workspace: WorkspaceId): Promise<LibrarySpend> {
  const month = monthOf(parts.clock.now());
  const [{ answers, dreams }, { budgetDollars }] = await Promise.all([
    readSpent(parts, workspace, month),
    readSettings(parts, workspace, null),
  ]);
  return { month, answers, dreams, budgetDollars };
}
