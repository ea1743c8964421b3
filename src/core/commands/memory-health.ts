import type { Audience } from "../audience.ts";
import { type CardSection, type PrivateAnswer, show } from "../card.ts";
import type { PersonId, WorkspaceId } from "../ids.ts";
import { type BookHealth, ratesSentence } from "../memory/health.ts";
import { doubtButtons } from "../memory/memory-actions.ts";
import { readNaming } from "../memory/naming.ts";
import { audienceLabel, type Naming, quotesOf } from "../memory/proposal-card.ts";
import { readGiven, readHealth } from "../memory/read-health.ts";
import { readBookFor } from "../memory/readable-books.ts";
import { suspendedNote } from "../memory/suspended-note.ts";
import type { Change } from "../memory.ts";
import type { Parts } from "../parts.ts";

/** How many memories of each kind are shown. */
const shownAtMost = 5;

/** What the memories of an audience lack, and how people decide. Changes nothing; the buttons below each do. */
export async function memoryHealth(
  parts: Parts,
  workspace: WorkspaceId,
  person: PersonId,
  audience: Audience,
): Promise<PrivateAnswer> {
  const book = await readBookFor(parts, workspace, person, audience);
  const { given, answers } = await readGiven(parts, workspace, person);
  const { health, decided } = await readHealth(parts, book, given);
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
  const rates = ratesSentence(decided);
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
