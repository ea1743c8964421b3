import type { Press } from "../actions.ts";
import { formatAudience } from "../audience.ts";
import { type CardSection, type PrivateAnswer, say, show } from "../card.ts";
import type { MemoryId, PersonId, WorkspaceId } from "../ids.ts";
import { disputeButton } from "../memory/dispute.ts";
import { doubtButtons } from "../memory/memory-actions.ts";
import { readNaming } from "../memory/naming.ts";
import { audienceLabel, type Naming, quotesOf } from "../memory/proposal-card.ts";
import { readerOf } from "../memory/readable-books.ts";
import { maySee, readStanding } from "../memory/rights.ts";
import { type Change, currentChange, type Memory, memoryState, sourcesOf } from "../memory.ts";
import type { RecordedMessage } from "../message.ts";
import type { Parts } from "../parts.ts";
import { shorten } from "../text/tokens.ts";
import { findAnswer } from "./answer-parts.ts";

/** Shows whoever asked which memories an answer was given, as far as they may see them now (law 4). */
export async function showGivenMemories(
  parts: Parts,
  { workspace, person, message }: Press,
): Promise<PrivateAnswer> {
  const answer = message ? await findAnswer(parts, workspace, message) : undefined;
  if (!answer?.answer || !(await hasAsked(parts, answer, person)))
    return say("Only whoever asked can see what an answer was given, while the question stands.");
  const memories = await readVisible(parts, workspace, person, answer.answer.memories);
  const changes = memories.flatMap((memory) => standingChange(memory) ?? []);
  const naming = await readNaming(
    parts,
    workspace,
    changes.flatMap(({ receipts }) => receipts),
  );
  const facts = { naming, now: parts.clock.now(), answeredAt: answer.version };
  return show({
    title: "What this answer was given",
    body: memories.length === 0 ? "Nothing of it is for you to see any more." : "",
    sections: memories.map((memory) => memorySection(memory, facts)),
    footer: "Forgetting one stops its use from here on; this answer stays as it is.",
  });
}

async function hasAsked(
  parts: Parts,
  { workspace, answer }: RecordedMessage,
  person: PersonId,
): Promise<boolean> {
  const questions = await parts.history.get(workspace, answer?.answers.map(({ message }) => message) ?? []);
  return questions.some(({ author }) => author === person);
}

/** The memories that the person may see now, in the order in which the answer was given them (law 4). */
async function readVisible(
  parts: Parts,
  workspace: WorkspaceId,
  person: PersonId,
  ids: readonly MemoryId[],
): Promise<Memory[]> {
  const found = await Promise.all(ids.map((id) => parts.ledger.memory(workspace, id)));
  const memories = found.flatMap((memory) => memory ?? []);
  const audiences = new Map(memories.map(({ audience }) => [formatAudience(audience), audience]));
  const seen = new Set<string>();
  for (const [key, audience] of audiences) {
    if (maySee(audience, await readStanding(parts, workspace, person, audience))) seen.add(key);
  }
  // Words of a place that was made private since reach no further than that place.
  const mayRead = await readerOf(parts, workspace, person);
  return memories.filter(
    (memory) => seen.has(formatAudience(memory.audience)) && mayRead(sourcesOf(memory), memory.audience),
  );
}

/** What a memory says today; undefined where it was forgotten. */
function standingChange(memory: Memory): Change | undefined {
  return memoryState(memory) === "removed" ? undefined : currentChange(memory);
}

function memorySection(
  memory: Memory,
  facts: { readonly naming: Naming; readonly now: number; readonly answeredAt: number },
): CardSection {
  const { naming, now, answeredAt } = facts;
  const change = standingChange(memory);
  const label = audienceLabel(memory.audience, naming);
  if (!change) {
    return {
      title: label,
      text: "(Since forgotten.)",
      before: null,
      warnings: [],
      note: "",
      quotes: [],
      actions: [],
    };
  }
  const { kind, text, receipts, at, authorName } = change;
  const decided = `Approved by ${authorName}, ${naming.date(at)} (${ageLabel(now - at)}).`;
  const changed = at > answeredAt ? "Its words have changed since the answer." : "";
  return {
    title: `${label} · ${kind}`,
    text,
    before: null,
    warnings: [],
    note: [decided, sourceNote(change), changed].filter((part) => part !== "").join(" "),
    quotes: quotesOf(receipts, naming),
    actions: [
      ...doubtButtons(memory.id, text),
      ...(memory.audience.type === "person" || change.disputed ? [] : [disputeButton(memory.id, text)]),
      {
        verb: "forget",
        label: "Forget",
        description: `Forget: ${shorten(text, 80)}`,
        style: "plain",
        value: memory.id,
      },
    ],
  };
}

const acts = { command: "a command", click: "a click", form: "a form", import: "an import" } as const;

function sourceNote({ receipts }: Change): string {
  const signal = receipts.find((receipt) => receipt.type === "signal");
  return signal ? `It comes from ${acts[signal.act]}.` : "";
}

const hourMs = 60 * 60 * 1000;
const relative = new Intl.RelativeTimeFormat("en");

/** How long ago something was, such as `3 days ago`. */
function ageLabel(ageMs: number): string {
  const hours = Math.floor(ageMs / hourMs);
  if (hours < 1) return "less than an hour ago";
  return hours < 24 ? relative.format(-hours, "hour") : relative.format(-Math.floor(hours / 24), "day");
}
