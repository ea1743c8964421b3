import type { Audience } from "../audience.ts";
import { asId, type MemoryId, type PersonId, type WorkspaceId } from "../ids.ts";
import {
  type Change,
  currentChange,
  type Memory,
  memoryState,
  type SignalReceipt,
  signalOf,
  sourcesOf,
} from "../memory.ts";
import type { Parts } from "../parts.ts";
import type { Proposal } from "../proposal.ts";
import { approving } from "./approving.ts";
import type { Candidate } from "./candidate.ts";
import { draftProposal } from "./draft-proposal.ts";
import { announce, redraw } from "./proposal-cards.ts";
import { readerOf } from "./readable-books.ts";
import { decide, propose } from "./remember.ts";
import { checkRight, maySee, nothingThere, readStanding } from "./rights.ts";

/** Who asks to forget what. */
export interface ForgetWish {
  readonly workspace: WorkspaceId;
  readonly person: PersonId;
  /** The memory's id as it was typed or stands in a button. */
  readonly id: string;
  readonly act: SignalReceipt["act"];
}

/** What came of it: the removal, whose undo brings the memory back, or what the asker is told instead. */
export type ForgetOutcome =
  | { readonly type: "forgotten"; readonly removal: Proposal }
  | { readonly type: "forgotten-before"; readonly memory: Memory }
  | { readonly type: "told"; readonly sentence: string };

/** Finds a memory by its id as somebody wrote it, if they may see it and read all that it was made of (law 3). */
export async function findVisibleMemory(
  parts: Parts,
  workspace: WorkspaceId,
  person: PersonId,
  written: string,
): Promise<Memory | undefined> {
  const id = asId<MemoryId>(written.replace(/^\[|\]$/gu, "").toLowerCase());
  const memory = await parts.ledger.memory(workspace, id);
  if (!memory) return undefined;
  const standing = await readStanding(parts, workspace, person, memory.audience);
  if (!maySee(memory.audience, standing)) return undefined;
  const mayRead = await readerOf(parts, workspace, person);
  return mayRead(sourcesOf(memory), memory.audience) ? memory : undefined;
}

/** Forgets a memory by the verdict of somebody whose right is checked now; every wording gets a tombstone. */
export async function forgetMemory(parts: Parts, wish: ForgetWish): Promise<ForgetOutcome> {
  const { workspace, person } = wish;
  const memory = await findVisibleMemory(parts, workspace, person, wish.id);
  const change = memory && currentChange(memory);
  if (!change) return { type: "told", sentence: nothingThere };
  if (memoryState(memory) === "removed") return { type: "forgotten-before", memory };
  const { audience, kind, text, travels } = change;
  const right = await checkRight(parts, workspace, person, audience);
  if ("refusal" in right) return { type: "told", sentence: right.refusal };
  const candidate = {
    change: "remove" as const,
    memory: memory.id,
    kind,
    text,
    travels,
    warnings: [],
    why: `Forgotten by a ${wish.act}.`,
    receipts: [signalOf(wish.act, person, parts.clock.now())],
  };
  const waiting = await findWaitingForget(parts, change);
  const proposal = waiting ?? (await proposeForget(parts, workspace, audience, candidate));
  const verdict = await approving(parts, proposal, null);
  const outcome = await decide(parts, workspace, proposal.id, verdict, right.person);
  if (outcome.type === "counted") {
    await askOthers(parts, outcome.proposal);
    return {
      type: "told",
      sentence: "It takes more than one person to forget this. It waits for the others.",
    };
  }
  if (waiting && outcome.type !== "unknown") await redraw(parts, outcome.proposal);
  return outcome.type === "done"
    ? { type: "forgotten", removal: outcome.proposal }
    : { type: "told", sentence: "It changed meanwhile, so nothing was forgotten. Please try again." };
}

/** What somebody else has asked for already: whoever asks for the same joins them. */
async function findWaitingForget(
  parts: Parts,
  { workspace, audience, memory, id }: Change,
): Promise<Proposal | undefined> {
  const pending = await parts.ledger.proposals(workspace, audience, "pending", pendingRead);
  return pending.find(
    ({ source, change, basis }) => source === "forget" && change.memory === memory && basis === id,
  );
}

async function proposeForget(
  parts: Parts,
  workspace: WorkspaceId,
  audience: Audience,
  candidate: Candidate,
): Promise<Proposal> {
  const origin = { source: "forget" as const, dream: null, seed: null };
  const proposal = await draftProposal(parts, workspace, audience, candidate, origin);
  await propose(parts, { workspace, proposals: [proposal], dream: null, cursor: null });
  return proposal;
}

/** The most waiting proposals that are looked through for one of the same. */
const pendingRead = 500;

async function askOthers(parts: Parts, proposal: Proposal): Promise<void> {
  const { workspace } = proposal;
  const title = "Somebody asks to forget this";
  await announce(parts, { workspace, title, body: "", proposals: [proposal], rest: 0 }, parts.clock.now());
}
