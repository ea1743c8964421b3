import type { PersonId, WorkspaceId } from "../ids.ts";
import { type Memory, memoryState } from "../memory.ts";
import type { Person } from "../message.ts";
import type { Parts } from "../parts.ts";
import type { AuditEntry } from "../record.ts";
import { findVisibleMemory } from "./forget-memory.ts";
import { pinsAtMost, setPinned, setReviewBy } from "./marks.ts";
import { recordAct } from "./remember.ts";
import { checkRight, nothingThere } from "./rights.ts";

/** Who marks what. */
export interface MarkWish {
  readonly workspace: WorkspaceId;
  readonly person: PersonId;
  /** The memory's id as it was typed or stands in a button. */
  readonly id: string;
}

/** Pins a memory or takes the pin away, for those who decide over it. Gives what they are told. */
export async function pinMemory(parts: Parts, wish: MarkWish, isPinned: boolean): Promise<string> {
  const found = await findToMark(parts, wish);
  if ("refusal" in found) return found.refusal;
  const { memories } = await parts.ledger.book(wish.workspace, found.memory.audience);
  const standing = memories.filter((memory) => memoryState(memory) !== "removed").map(({ id }) => id);
  if (!(await setPinned(parts, wish.workspace, found.memory, isPinned, new Set(standing))))
    return `${pinsAtMost} memories are pinned there already. Unpin one first. Nothing changed.`;
  await note(parts, found, isPinned ? "pinned" : "unpinned");
  return isPinned
    ? "Pinned: every answer that may have it is given it."
    : "No longer pinned: it is given to the answers that it fits.";
}

/** Sets when a memory is to be looked at again, in milliseconds, or that it never is. Gives what they are told. */
export async function dateMemory(
  parts: Parts,
  wish: MarkWish,
  reviewAt: number | null,
  date: string,
): Promise<string> {
  const found = await findToMark(parts, wish);
  if ("refusal" in found) return found.refusal;
  await setReviewBy(parts, wish.workspace, found.memory, reviewAt);
  await note(parts, found, "dated");
  return reviewAt === null
    ? "It has no date any more."
    : `The first dream from ${date} on asks whether it still holds. Until somebody decides, it is used.`;
}

interface ToMark {
  readonly memory: Memory;
  readonly person: Person;
  readonly workspace: WorkspaceId;
}

async function findToMark(
  parts: Parts,
  { workspace, person, id }: MarkWish,
): Promise<ToMark | { readonly refusal: string }> {
  const memory = await findVisibleMemory(parts, workspace, person, id);
  if (!memory || memoryState(memory) === "removed") return { refusal: nothingThere };
  const right = await checkRight(parts, workspace, person, memory.audience);
  return "refusal" in right ? right : { memory, person: right.person, workspace };
}

function note(parts: Parts, { memory, person, workspace }: ToMark, act: AuditEntry["act"]): Promise<void> {
  const { id: subject, audience } = memory;
  const at = parts.clock.now();
  return recordAct(parts, {
    workspace,
    at,
    person: person.id,
    personName: person.name,
    act,
    subject,
    audience,
  });
}
