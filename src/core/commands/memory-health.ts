import type { Audience } from "../audience.ts";
import { type CardSection, type PrivateAnswer, show } from "../card.ts";
import type { MemoryId, PersonId, WorkspaceId } from "../ids.ts";
import { type Doubts, readDoubts } from "../memory/doubts.ts";
import { type BookHealth, countDecided, examineBook, ratesSentence } from "../memory/health.ts";
import { doubtButtons } from "../memory/memory-actions.ts";
import { readNaming } from "../memory/naming.ts";
import { audienceLabel, type Naming, quotesOf } from "../memory/proposal-card.ts";
import { readBookFor } from "../memory/readable-books.ts";
import { suspendedNote } from "../memory/suspended-note.ts";
import type { Book, Change } from "../memory.ts";
import type { Parts } from "../parts.ts";
import { directoryOf } from "../platforms.ts";
import type { ProposalStatus } from "../proposal.ts";

/** How many of the newest messages of a channel are looked through for answers. */
const messagesPerChannel = 500;

/** How many proposals of each ending are counted. */
const proposalsRead = 1000;

/** How many memories of each kind are shown. */
const shownAtMost = 5;

const endings: readonly ProposalStatus[] = ["approved", "rejected", "expired", "undone"];

/** What the memories of an audience lack, and how people decide. Changes nothing; the buttons below each do. */
export async function memoryHealth(
  parts: Parts,
  workspace: WorkspaceId,
  person: PersonId,
  audience: Audience,
): Promise<PrivateAnswer> {
  const book = await readBookFor(parts, workspace, person, audience);
  const [{ given, answers }, doubts, decided] = await Promise.all([
    readGiven(parts, workspace, person),
    readAllDoubts(parts, workspace, book),
    Promise.all(endings.map((ending) => parts.ledger.proposals(workspace, audience, ending, proposalsRead))),
  ]);
  const health = examineBook(book, { now: parts.clock.now(), given, doubts });
  const shown = chosen(health);
  const naming = await readNaming(
    parts,
    workspace,
    shown.flatMap(({ change }) => change.receipts),
  );
  const counts = [
    `${health.live} in use`,
    `${health.duplicates.length} said twice`,
    `${health.stale.length} unchanged for half a year`,
    `${health.unsupported.length} out of use`,
    `${health.neverUsed.length} given to none of the last ${answers} answers that you can see`,
    `${health.doubted.length} doubted`,
  ].join(" · ");
  const rates = ratesSentence(countDecided(decided.flat()));
  const label = audience.type === "person" ? "what I remember for you" : audienceLabel(audience, naming);
  return show({
    title: `Memory health: ${label}`,
    body: rates === "" ? `${counts}.` : `${counts}.\n${rates}`,
    sections: shown.map((each) => section(each, naming)),
    footer:
      shown.length === 0
        ? "Nothing needs a look."
        : `Up to ${shownAtMost} of each kind. Looking changed nothing; what a button asks for waits for approval.`,
  });
}

/** Which memories were given to the newest answers in the channels that the person is in. */
async function readGiven(
  parts: Parts,
  workspace: WorkspaceId,
  person: PersonId,
): Promise<{ readonly given: ReadonlySet<MemoryId>; readonly answers: number }> {
  const given = new Set<MemoryId>();
  let answers = 0;
  for (const channel of await directoryOf(parts, workspace).channelsOf(workspace, person)) {
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

/** A memory that needs a look, and why. */
interface Shown {
  readonly change: Change;
  readonly why: string;
}

/** Some of each kind, each memory once, with all that it lacks. */
function chosen({ duplicates, stale, unsupported, neverUsed, doubted }: BookHealth): Shown[] {
  const reasons = new Map<Change, string[]>();
  const add = (change: Change, why: string) => reasons.set(change, [...(reasons.get(change) ?? []), why]);
  for (const change of unsupported.slice(0, shownAtMost)) add(change, suspendedNote(change));
  for (const change of doubted.slice(0, shownAtMost)) add(change, "Somebody doubts it.");
  for (const [one, other] of duplicates.slice(0, shownAtMost))
    add(one, `It says nearly the same as ${other.memory}: “${other.text}”`);
  for (const change of neverUsed.slice(0, shownAtMost)) add(change, "No answer was given it lately.");
  for (const change of stale.slice(0, shownAtMost)) add(change, "It is unchanged for half a year.");
  return [...reasons].map(([change, why]) => ({ change, why: why.join(" ") }));
}

function section({ change, why }: Shown, naming: Naming): CardSection {
  const { memory, kind, text, receipts, disputed } = change;
  return {
    title: `${memory} · ${kind}`,
    text,
    before: null,
    warnings: [],
    note: why,
    quotes: quotesOf(receipts, naming),
    // What is out of use waits for somebody's word already.
    actions: disputed || receipts.length === 0 ? [] : doubtButtons(memory, text),
  };
}
