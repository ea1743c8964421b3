import type { Audience } from "./audience.ts";
import type { CardQuote } from "./card.ts";
import { ofAudience, readProposalsByDream } from "./dream-verdicts.ts";
import type { DreamId, PersonId, ProposalId, WorkspaceId } from "./ids.ts";
import { readNaming } from "./memory/naming.ts";
import { audienceLabel, type Naming, quotesOf } from "./memory/proposal-card.ts";
import { readableProposals } from "./memory/proposal-sources.ts";
import { readSeen } from "./memory/seen-audiences.ts";
import { supportOf, supportSentence } from "./memory/support.ts";
import { warningSentences } from "./memory/warnings.ts";
import type { Parts } from "./parts.ts";
import type { Proposal, RejectionReason } from "./proposal.ts";
import type { DreamRecord, Dropped, ReflectionRecord } from "./record.ts";

/** What a dream did, as far as somebody may see it. */
export interface DreamReport {
  readonly id: DreamId;
  /** When it began, and when it ended or null; in milliseconds. */
  readonly startedAt: number;
  readonly finishedAt: number | null;
  readonly status: DreamRecord["status"];
  /** Whether the model makes the reflections when it has time. */
  readonly isSubmitted: boolean;
  readonly model: string;
  readonly reflections: readonly ReflectionReport[];
}

/** What one audience's part of a dream read, proposed and dropped. */
export interface ReflectionReport
  extends Pick<
    ReflectionRecord,
    "audience" | "outcome" | "linesRead" | "linesThere" | "considered" | "proposed" | "dollars"
  > {
  /** The audience as people read it. */
  readonly label: string;
  readonly tokens: number;
  readonly proposals: readonly ReportedProposal[];
  readonly dropped: readonly Pick<Dropped, "gate" | "reason" | "text">[];
}

/** What a dream proposed, and what became of it. */
export interface ReportedProposal {
  readonly id: ProposalId;
  readonly change: Proposal["change"]["change"];
  readonly kind: Proposal["change"]["kind"];
  /** Empty where its words are gone. */
  readonly text: string;
  readonly status: Proposal["status"];
  readonly reason: RejectionReason | null;
  /** Who decided; null where nobody did. */
  readonly decidedBy: string | null;
  readonly why: string;
  /** How widely it is supported, in one sentence; empty where nothing was said. */
  readonly support: string;
  readonly warnings: readonly string[];
  readonly quotes: readonly CardQuote[];
}

/** The newest dreams with what each did, newest first, as far as somebody may see it. */
export async function readDreamReports(
  parts: Parts,
  workspace: WorkspaceId,
  person: PersonId,
  atMost: number,
): Promise<DreamReport[]> {
  return reportDreams(parts, workspace, person, await parts.ledger.dreams(workspace, atMost));
}

/**
 * What these dreams did. What was considered for others is theirs: of each audience only those who may see its memory
 * read. What rests on a place that has become narrower since is for those who are in it (law 3).
 */
export async function reportDreams(
  parts: Parts,
  workspace: WorkspaceId,
  person: PersonId,
  dreams: readonly DreamRecord[],
): Promise<DreamReport[]> {
  const audiences = dreams.flatMap(({ reflections }) => reflections.map(({ audience }) => audience));
  const [byDream, isSeen] = await Promise.all([
    readProposalsByDream(parts, workspace),
    readSeen(parts, workspace, person, audiences),
  ]);
  const proposed = dreams.flatMap(({ id }) => byDream.get(id) ?? []);
  const readable = new Set(await readableProposals(parts, workspace, person, proposed));
  const ofDream = (id: DreamId, audience: Audience) =>
    ofAudience(byDream.get(id) ?? [], audience).filter((proposal) => readable.has(proposal));
  const visible = dreams.map((dream) => ({
    dream,
    reflections: dream.reflections
      .filter(({ audience }) => isSeen(audience))
      .map((reflection) => ({ reflection, proposals: ofDream(dream.id, reflection.audience) })),
  }));
  const shown = visible.flatMap(({ reflections }) => reflections.flatMap(({ proposals }) => proposals));
  const receipts = shown.flatMap(({ change }) => change.receipts);
  const naming = await readNaming(parts, workspace, receipts);
  return visible.map(({ dream, reflections }) => ({
    id: dream.id,
    startedAt: dream.startedAt,
    finishedAt: dream.finishedAt,
    status: dream.status,
    isSubmitted: dream.batch !== null,
    model: dream.model,
    reflections: reflections.map(({ reflection, proposals }) =>
      reflectionReport(reflection, proposals, naming),
    ),
  }));
}

function reflectionReport(
  reflection: ReflectionRecord,
  proposals: readonly Proposal[],
  naming: Naming,
): ReflectionReport {
  const { audience, outcome, linesRead, linesThere, considered, proposed, dollars } = reflection;
  return {
    audience,
    label: audienceLabel(audience, naming),
    outcome,
    linesRead,
    linesThere,
    considered,
    proposed,
    dollars,
    tokens: reflection.inputTokens + reflection.outputTokens,
    proposals: proposals.map((proposal) => reportedProposal(proposal, naming)),
    dropped: reflection.dropped.map(({ gate, reason, text }) => ({ gate, reason, text })),
  };
}

function reportedProposal({ id, change, status, decision }: Proposal, naming: Naming): ReportedProposal {
  return {
    id,
    change: change.change,
    kind: change.kind,
    text: change.text,
    status,
    reason: decision?.reason ?? null,
    decidedBy: decision?.byName ?? null,
    why: change.why,
    support: supportSentence(supportOf(change.receipts)),
    warnings: warningSentences(change.warnings),
    quotes: quotesOf(change.receipts, naming),
  };
}
