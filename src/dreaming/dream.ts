import { z } from "zod";
import { formatAudience, sameAudience } from "../core/audience.ts";
import { asId, type DreamId, type PersonId, type WorkspaceId } from "../core/ids.ts";
import { followEvidence } from "../core/memory/evidence.ts";
import { propose, recordDream } from "../core/memory/remember.ts";
import type { Parts } from "../core/parts.ts";
import type { JobHandler } from "../core/ports/jobs.ts";
import { dollarsOf, noUsage } from "../core/prices.ts";
import type { DreamRecord, ReflectionRecord, Watched } from "../core/record.ts";
import { readSettings, type Settings } from "../core/settings/settings.ts";
import { readBudgetLeft } from "../core/spending.ts";
import { estimateTokens } from "../core/text/tokens.ts";
import { announceQuietNight, presentDigests } from "./digest.ts";
import { type Gathered, gather } from "./gather.ts";
import { findReaders } from "./readers.ts";
import { judge, reflectAll } from "./reflect.ts";

/** With fewer new lines than this, a scheduled reflection waits for the next dream. */
const fewestLines = 20;

/** How long a reflection's answer is expected to be, in tokens. */
const usualAnswerTokens = 1500;

/** How long a line is handed on, in milliseconds. */
const watchLifetimeMs = 90 * 24 * 60 * 60 * 1000;

/** How many former dreams are asked for lines that they handed on. */
const dreamsRemembered = 300;

const dreamJob = z.object({ workspace: z.string(), period: z.number(), askedBy: z.string().nullable() });

/** Has a workspace dream, once for the period, or at once for somebody who asks. Safe to repeat. */
export async function enqueueDream(
  parts: Parts,
  workspace: WorkspaceId,
  period: number,
  askedBy: PersonId | null,
): Promise<boolean> {
  return parts.jobs.enqueue({
    id: `dream ${workspace} ${askedBy ? "now " : ""}${period}`,
    kind: "dream",
    key: `dream ${workspace}`,
    lane: `${workspace} dream`,
    at: parts.clock.now(),
    data: { workspace, period, askedBy },
  });
}

/** The job that dreams. Killed at any line it goes on where it was: each audience's part is stored in one step. */
export function dreamJobs(parts: Parts): Readonly<Record<string, JobHandler>> {
  return {
    dream: async ({ job, signal }) => {
      const { workspace, period, askedBy } = dreamJob.parse(job.data);
      await dream(
        parts,
        asId(workspace),
        asId(`${askedBy ? "now-" : ""}${period}`),
        period,
        askedBy ? asId(askedBy) : null,
        signal,
      );
    },
  };
}

async function dream(
  parts: Parts,
  workspace: WorkspaceId,
  id: DreamId,
  period: number,
  askedBy: PersonId | null,
  signal: AbortSignal,
): Promise<void> {
  const settings = await readSettings(parts, workspace, null);
  const model = settings.dreamModel ?? parts.model.defaults.dreams;
  const known = await parts.ledger.dream(workspace, id);
  let record: DreamRecord = known ?? startRecord(parts, workspace, id, period, model);
  if (record.status === "finished") return present(parts, record, settings, askedBy);
  const gathered = await gatherAll(parts, record, settings);
  record = { ...record, estimatedTokens: estimateAll(gathered) };
  await recordDream(parts, record);

  const { ready, records } = await sortOut(parts, record, gathered, askedBy !== null);
  record = { ...record, reflections: [...record.reflections, ...records] };
  const outcomes = await reflectAll(parts, workspace, model, ready, signal);
  for (const [index, each] of ready.entries()) {
    const outcome = outcomes[index] ?? { type: "failed", failure: "malformed", usage: noUsage };
    const judged = await judge(parts, workspace, id, model, each, outcome);
    const next: DreamRecord = { ...record, reflections: [...record.reflections, judged.record] };
    const { from, to, reader } = each;
    const cursor = judged.record.outcome === "failed" ? null : { audience: reader.audience, from, to };
    const stored = await propose(parts, { workspace, proposals: judged.proposals, dream: next, cursor });
    await followChanges(parts, workspace, id, each);
    // Where the cursor had moved meanwhile, another run did this part; its record stands.
    if (stored) record = next;
  }
  record = { ...record, status: "finished", finishedAt: parts.clock.now() };
  await recordDream(parts, record);
  parts.log.info("dream-finished", {
    workspace,
    reflections: record.reflections.length,
    proposed: record.reflections.reduce((sum, { proposed }) => sum + proposed, 0),
  });
  await present(parts, record, settings, askedBy);
}

/** What was edited or deleted while the model thought is followed through what has just been stored. */
async function followChanges(
  parts: Parts,
  workspace: WorkspaceId,
  dream: DreamId,
  { reader, transcript }: Gathered,
): Promise<void> {
  const shown = [...transcript.lines.values()];
  const standing = await parts.history.get(
    workspace,
    shown.map(({ id }) => id),
  );
  const versions = new Map(standing.map(({ id, version }) => [id, version]));
  const changed = shown.filter(({ id, version }) => versions.get(id) !== version).map(({ id }) => id);
  await followEvidence(parts, workspace, changed, `dream ${dream} ${formatAudience(reader.audience)}`);
}

async function present(
  parts: Parts,
  record: DreamRecord,
  settings: Settings,
  askedBy: PersonId | null,
): Promise<void> {
  const presented = await presentDigests(parts, record, settings);
  if (presented === 0 && askedBy) await announceQuietNight(parts, record, askedBy);
}

function startRecord(
  parts: Parts,
  workspace: WorkspaceId,
  id: DreamId,
  period: number,
  model: string,
): DreamRecord {
  return {
    workspace,
    id,
    period,
    status: "running",
    model,
    estimatedTokens: 0,
    startedAt: parts.clock.now(),
    finishedAt: null,
    reflections: [],
  };
}

async function gatherAll(parts: Parts, record: DreamRecord, settings: Settings): Promise<Gathered[]> {
  const { workspace } = record;
  const readers = await findReaders(parts, workspace, settings);
  const open = readers.filter(
    ({ audience }) => !record.reflections.some((done) => sameAudience(done.audience, audience)),
  );
  const watched = await readWatchedLines(parts, workspace);
  const gathered: Gathered[] = [];
  for (const reader of open) {
    const lines = watched.get(formatAudience(reader.audience)) ?? [];
    gathered.push(await gather(parts, workspace, reader, lines, settings));
  }
  return gathered;
}

/** The lines that each audience's newest reflection wanted to see again, as far as they are not too old. */
async function readWatchedLines(
  parts: Parts,
  workspace: WorkspaceId,
): Promise<Map<string, readonly Watched[]>> {
  const lines = new Map<string, readonly Watched[]>();
  const oldest = parts.clock.now() - watchLifetimeMs;
  for (const { reflections } of await parts.ledger.dreams(workspace, dreamsRemembered)) {
    for (const { audience, outcome, watch } of reflections) {
      const key = formatAudience(audience);
      if (outcome === "proposed" && !lines.has(key))
        lines.set(
          key,
          watch.filter(({ since }) => since >= oldest),
        );
    }
  }
  return lines;
}

function estimateAll(gathered: readonly Gathered[]): number {
  return gathered.reduce((sum, each) => sum + (each.linesThere > 0 ? estimateOf(each) : 0), 0);
}

function estimateOf({ transcript, prompt }: Gathered): number {
  return estimateTokens(prompt) + estimateTokens(transcript.content);
}

/** Parts what is to be reflected on now from what has nothing new, waits, or is beyond the budget. */
async function sortOut(
  parts: Parts,
  { workspace, model }: DreamRecord,
  gathered: readonly Gathered[],
  isAsked: boolean,
) {
  let budgetLeft = (await readBudgetLeft(parts, workspace, null)) ?? Number.POSITIVE_INFINITY;
  const ready: Gathered[] = [];
  const records: ReflectionRecord[] = [];
  for (const each of gathered) {
    const cost = dollarsOf(model, {
      ...noUsage,
      inputTokens: estimateOf(each),
      outputTokens: usualAnswerTokens,
    });
    const outcome = outcomeBefore(each, isAsked, budgetLeft <= 0 || cost > budgetLeft);
    if (outcome === "ready") {
      ready.push(each);
      budgetLeft -= cost;
    } else if (outcome !== "nothing-new") records.push(emptyRecord(each, outcome));
  }
  return { ready, records };
}

function outcomeBefore(
  { linesThere, hasSignal }: Gathered,
  isAsked: boolean,
  isOverBudget: boolean,
): "ready" | "nothing-new" | "waits" | "over-budget" {
  if (linesThere === 0) return "nothing-new";
  if (isOverBudget) return "over-budget";
  return isAsked || hasSignal || linesThere >= fewestLines ? "ready" : "waits";
}

function emptyRecord(
  { reader, linesThere }: Gathered,
  outcome: ReflectionRecord["outcome"],
): ReflectionRecord {
  return {
    audience: reader.audience,
    outcome,
    linesRead: 0,
    linesThere,
    inputTokens: 0,
    outputTokens: 0,
    dollars: 0,
    considered: 0,
    proposed: 0,
    dropped: [],
    watch: [],
  };
}
