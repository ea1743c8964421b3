import { acceptedCount, ofAudience, readProposalsByDream } from "./dream-verdicts.ts";
import type { DreamId, PersonId, WorkspaceId } from "./ids.ts";
import { readSeen } from "./memory/seen-audiences.ts";
import type { Parts } from "./parts.ts";
import type { DreamRecord, ReflectionRecord } from "./record.ts";

/** A dream in numbers, of the audiences whose memory somebody may see. */
export interface DreamFigures {
  readonly id: DreamId;
  /** When it began, in milliseconds. */
  readonly at: number;
  readonly status: DreamRecord["status"];
  readonly linesRead: number;
  readonly considered: number;
  /** How many each gate dropped. */
  readonly dropped: Readonly<Record<string, number>>;
  readonly proposed: number;
  /** How many of the proposed people accepted, and how many still wait. */
  readonly approved: number;
  readonly waiting: number;
  readonly tokens: number;
  readonly dollars: number;
}

/** The newest dreams in numbers, oldest first. Nobody learns how many things were considered for others. */
export async function readDreamFigures(
  parts: Parts,
  workspace: WorkspaceId,
  person: PersonId,
  atMost: number,
): Promise<DreamFigures[]> {
  const [dreams, byDream] = await Promise.all([
    parts.ledger.dreams(workspace, atMost),
    readProposalsByDream(parts, workspace),
  ]);
  const audiences = dreams.flatMap(({ reflections }) => reflections.map(({ audience }) => audience));
  const isSeen = await readSeen(parts, workspace, person, audiences);
  return dreams.toReversed().map((dream) => {
    const reflections = dream.reflections.filter(({ audience }) => isSeen(audience));
    const all = byDream.get(dream.id) ?? [];
    const proposals = reflections.flatMap(({ audience }) => ofAudience(all, audience));
    const sum = (pick: (each: ReflectionRecord) => number) =>
      reflections.reduce((total, each) => total + pick(each), 0);
    return {
      id: dream.id,
      at: dream.startedAt,
      status: dream.status,
      linesRead: sum(({ linesRead }) => linesRead),
      considered: sum(({ considered }) => considered),
      dropped: countByGate(reflections),
      proposed: sum(({ proposed }) => proposed),
      approved: acceptedCount(proposals),
      waiting: proposals.filter(({ status }) => status === "pending").length,
      tokens: sum(({ inputTokens, outputTokens }) => inputTokens + outputTokens),
      dollars: sum((each) => each.dollars),
    };
  });
}

function countByGate(reflections: readonly ReflectionRecord[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { gate } of reflections.flatMap(({ dropped }) => dropped))
    counts[gate] = (counts[gate] ?? 0) + 1;
  return counts;
}
