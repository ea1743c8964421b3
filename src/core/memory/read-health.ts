import type { ChannelId, MemoryId, PersonId, WorkspaceId } from "../ids.ts";
import type { Book } from "../memory.ts";
import type { Parts } from "../parts.ts";
import { directoryOf } from "../platforms.ts";
import type { ProposalStatus } from "../proposal.ts";
import { type Doubts, readDoubts } from "./doubts.ts";
import { type BookHealth, countDecided, type Decided, examineBook } from "./health.ts";

/** How many of the newest messages of a channel are looked through for answers. */
const messagesPerChannel = 500;

/** How many proposals of each ending are counted. */
const proposalsRead = 1000;

const endings: readonly ProposalStatus[] = ["approved", "rejected", "expired", "undone"];

/** What the newest answers were given. */
export interface Given {
  readonly given: ReadonlySet<MemoryId>;
  /** How many answers were looked at. */
  readonly answers: number;
}

/** Which memories were given to the newest answers in the channels that the person is in. */
export async function readGiven(parts: Parts, workspace: WorkspaceId, person: PersonId): Promise<Given> {
  return readGivenIn(parts, workspace, await directoryOf(parts, workspace).channelsOf(workspace, person));
}

/** Which memories were given to the newest answers in these channels. */
export async function readGivenIn(
  parts: Parts,
  workspace: WorkspaceId,
  channels: readonly ChannelId[],
): Promise<Given> {
  const given = new Set<MemoryId>();
  let answers = 0;
  for (const channel of channels) {
    const messages = await parts.history.channel(
      workspace,
      channel,
      Number.MAX_SAFE_INTEGER,
      messagesPerChannel,
    );
    for (const { answer } of messages) {
      if (!answer) continue;
      answers += 1;
      for (const id of answer.memories) given.add(id);
    }
  }
  return { given, answers };
}

/** Examines a book with what is known beside it, and counts how people decided what was proposed for its audience. */
export async function readHealth(
  parts: Parts,
  book: Book,
  given: Given["given"],
): Promise<{ readonly health: BookHealth; readonly decided: Decided }> {
  const { workspace, audience } = book;
  const [doubts, decided] = await Promise.all([
    readAllDoubts(parts, workspace, book),
    Promise.all(endings.map((ending) => parts.ledger.proposals(workspace, audience, ending, proposalsRead))),
  ]);
  return {
    health: examineBook(book, { now: parts.clock.now(), given, doubts }),
    decided: countDecided(decided.flat()),
  };
}

async function readAllDoubts(
  parts: Parts,
  workspace: WorkspaceId,
  book: Book,
): Promise<ReadonlyMap<MemoryId, Doubts>> {
  const read = await Promise.all(
    book.memories.map(async ({ id }) => [id, await readDoubts(parts, workspace, id)] as const),
  );
  return new Map(read.flatMap(([id, doubts]) => (doubts ? [[id, doubts] as const] : [])));
}
