import type { Audience } from "../../audience.ts";
import { asId, type DreamId, type PersonId, type WorkspaceId } from "../../ids.ts";
import { signalOf } from "../../memory.ts";
import type { Person } from "../../message.ts";
import type { Parts } from "../../parts.ts";
import type { Proposal } from "../../proposal.ts";
import { readSettings } from "../../settings/settings.ts";
import { draftProposal, earlierProposal } from "../draft-proposal.ts";
import { gatherGateFacts } from "../gate-facts.ts";
import { passGates } from "../gates/gates.ts";
import { kindOf } from "../kind-of.ts";
import { announce } from "../proposal-cards.ts";
import { propose } from "../remember.ts";
import { decidersOf, maySee, recheckStanding } from "../rights.ts";
import { isOfBook } from "./exported-book.ts";
import { type ImportLine, readImport } from "./import-lines.ts";

/** A document that somebody imports for an audience. */
export interface Import {
  readonly workspace: WorkspaceId;
  readonly person: PersonId;
  readonly audience: Audience;
  readonly document: string;
  /** Whether a person's memories are to join wherever that person asks, where the document does not say. */
  readonly travels: boolean;
  /** What it is asked by, once however often it is tried. */
  readonly seed: string;
}

/** How many lines wait now, and why others do not. */
export interface Imported {
  readonly proposed: number;
  /** How many lines were left out, by the gate's reason. */
  readonly leftOut: ReadonlyMap<string, number>;
  /** Those who decide, in words. */
  readonly deciders: string;
}

/** The most cards that are shown of an import; the rest waits under `review`. */
const cardsAtMost = 5;

/**
 * Makes every line of a document a proposal to those who decide over the audience: nothing of it is remembered before. The
 * lines pass the gates as everything else does. All are stored in one step or none is. Safe to repeat.
 */
export async function importMemories(
  parts: Parts,
  wish: Import,
): Promise<Imported | { readonly refusal: string }> {
  const { workspace, audience } = wish;
  const standing = await recheckStanding(parts, workspace, wish.person, audience);
  if (!standing.person || !maySee(audience, standing))
    return { refusal: "You cannot import memories for that audience here." };
  const read = readImport(wish.document);
  if ("refusal" in read) return read;
  // Of another workspace the ids say nothing here: its lines are taken as any others.
  const isOfAnotherBook = read.origin?.workspace === workspace && !isOfBook(read.origin, wish);
  if (isOfAnotherBook) return { refusal: anotherBook };
  const { approvers } = await readSettings(parts, workspace, null);
  const deciders = decidersOf(audience, approvers);
  const drafted = await draftAll(parts, wish, standing.person, read.lines);
  const { proposals, leftOut } = drafted;
  if (proposals.length > 0) {
    if (!drafted.isStored) await propose(parts, { workspace, proposals, dream: null, cursor: null });
    const shown = proposals.slice(0, cardsAtMost);
    const rest = proposals.length - shown.length;
    const announcement = {
      workspace,
      // Without the name: a card's record outlives the person in it.
      title: `Imported · ${proposals.length === 1 ? "one thing" : `${proposals.length} things`} to remember`,
      body: rest > 0 ? `${rest} more wait under \`/reverie review\`.` : "",
      proposals: shown,
      rest,
    };
    await announce(parts, announcement, parts.clock.now());
  }
  return { proposed: proposals.length, leftOut, deciders };
}

const anotherBook =
  "These are the memories of somebody else, or of another place here. They can be imported only where they come from; `/reverie share` lets one of yours reach further.";

interface Drafted {
  readonly proposals: readonly Proposal[];
  readonly leftOut: ReadonlyMap<string, number>;
  /** Whether an earlier try has stored them. */
  readonly isStored: boolean;
}

async function draftAll(
  parts: Parts,
  { workspace, audience, travels, seed }: Import,
  person: Person,
  lines: readonly ImportLine[],
): Promise<Drafted> {
  const seeds = lines.map((_, index) => `${seed} ${index}`);
  const earlier = await Promise.all(seeds.map((each) => earlierProposal(parts, workspace, each)));
  const stored = earlier.flatMap((proposal) => proposal ?? []);
  if (stored.length > 0) return { proposals: stored, leftOut: new Map(), isStored: true };
  const facts = await gatherGateFacts(parts, workspace, audience, []);
  const proposals: Proposal[] = [];
  const leftOut = new Map<string, number>();
  for (const [index, line] of lines.entries()) {
    const candidate = {
      change: "add" as const,
      memory: null,
      kind: line.kind ?? kindOf(line.text),
      text: line.text,
      why: `${person.name} imported it.`,
      receipts: [signalOf("import", person.id, parts.clock.now())],
      travels: line.travels ?? travels,
      warnings: [],
    };
    // What the document itself says twice is proposed once.
    const outcome = await passGates(candidate, { ...facts, pending: [...facts.pending, ...proposals] });
    if (!outcome.passed) {
      leftOut.set(outcome.reason, (leftOut.get(outcome.reason) ?? 0) + 1);
      continue;
    }
    const origin = { source: "import" as const, dream: asId<DreamId>(seed), seed: seeds[index] ?? seed };
    proposals.push(await draftProposal(parts, workspace, audience, outcome.candidate, origin));
  }
  return { proposals, leftOut, isStored: false };
}
