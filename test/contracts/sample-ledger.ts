import { type Audience, team } from "../../src/core/audience.ts";
import { asId } from "../../src/core/ids.ts";
import type { Change, QuoteReceipt } from "../../src/core/memory.ts";
import type { LedgerWrite } from "../../src/core/ports/ledger.ts";
import type { Proposal, Tombstone } from "../../src/core/proposal.ts";
import type { DreamRecord, ReflectionRecord } from "../../src/core/record.ts";
import { sampleSaidAt, sampleWorkspace } from "./sample-message.ts";

export function sampleQuote(message: string, overrides: Partial<QuoteReceipt> = {}): QuoteReceipt {
  return {
    type: "quote",
    message: asId(message),
    channel: asId("general"),
    author: asId("ana"),
    quote: `words of ${message}`,
    saidAt: sampleSaidAt,
    gone: false,
    ...overrides,
  };
}

export function sampleProposal(id: string, overrides: Partial<Proposal> = {}): Proposal {
  return {
    id: asId(id),
    workspace: sampleWorkspace,
    audience: team,
    version: 1,
    status: "pending",
    source: "dream",
    dream: null,
    change: {
      change: "add",
      memory: asId(`memory-${id}`),
      kind: "fact",
      text: `Text of ${id}`,
      why: "It came up.",
      receipts: [sampleQuote(`evidence-${id}`)],
      travels: false,
      warnings: [],
    },
    basis: null,
    before: null,
    proposedAt: sampleSaidAt,
    expiresAt: sampleSaidAt + 1000,
    approvals: [],
    decision: null,
    applied: null,
    ...overrides,
  };
}

export function sampleChange(id: string, revision: number, overrides: Partial<Change> = {}): Change {
  return {
    id: asId(id),
    workspace: sampleWorkspace,
    audience: team,
    memory: asId(`memory-${id}`),
    change: "add",
    kind: "fact",
    text: `Text of ${id}`,
    why: "It came up.",
    receipts: [sampleQuote(`evidence-${id}`)],
    travels: false,
    author: asId("ben"),
    authorName: "Ben",
    proposal: asId(`proposal-${id}`),
    revision,
    at: sampleSaidAt + revision,
    undone: null,
    disputed: null,
    ...overrides,
  };
}

export function sampleTombstone(proposal: string, overrides: Partial<Tombstone> = {}): Tombstone {
  return {
    workspace: sampleWorkspace,
    audience: team,
    proposal: asId(proposal),
    because: "rejected",
    text: `Text of ${proposal}`,
    reason: "wrong",
    fingerprints: ["a", "b"],
    evidence: [asId("m1")],
    at: sampleSaidAt,
    ...overrides,
  };
}

export function sampleReflection(
  audience: Audience,
  overrides: Partial<ReflectionRecord> = {},
): ReflectionRecord {
  return {
    audience,
    outcome: "proposed",
    linesRead: 2,
    linesThere: 3,
    inputTokens: 10,
    outputTokens: 5,
    dollars: 0.01,
    considered: 2,
    proposed: 1,
    dropped: [],
    watch: [],
    ...overrides,
  };
}

export function sampleDream(id: string, overrides: Partial<DreamRecord> = {}): DreamRecord {
  return {
    workspace: sampleWorkspace,
    id: asId(id),
    period: sampleSaidAt,
    status: "finished",
    model: "sample",
    estimatedTokens: 100,
    estimatedDollars: 0.02,
    batch: null,
    startedAt: sampleSaidAt,
    finishedAt: sampleSaidAt + 1,
    reflections: [sampleReflection(team)],
    ...overrides,
  };
}

/** A write of these things that expects nothing, unless told otherwise. */
export function sampleWrite(parts: Partial<LedgerWrite>): LedgerWrite {
  return {
    workspace: sampleWorkspace,
    expect: { proposals: [], books: [], cursors: [] },
    proposals: [],
    changes: [],
    tombstones: [],
    cursors: [],
    dreams: [],
    audit: [],
    ...parts,
  };
}
