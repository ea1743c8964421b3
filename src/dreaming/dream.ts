import { formatAudience, sameAudience } from "../core/audience.ts";
import { ModelError } from "../core/errors.ts";
import { asId, type MessageId, type WorkspaceId } from "../core/ids.ts";
import { followEvidence } from "../core/memory/evidence.ts";
import { propose, recordDream } from "../core/memory/remember.ts";
import type { Parts } from "../core/parts.ts";
import type { JobHandler, JobRun } from "../core/ports/jobs.ts";
import type { ReflectionOutcome } from "../core/ports/model.ts";
import { batchShare, noUsage } from "../core/prices.ts";
import type { DreamRecord, SubmittedBatch } from "../core/record.ts";
import { readSettings, type Settings } from "../core/settings/settings.ts";
import { readBudgetLeft } from "../core/spending.ts";
import { batchKey, keepShown, readShown } from "./batch.ts";
import { announceQuietNight, presentDigests } from "./digest.ts";
import { type DreamJob, dreamIdOf, dreamJob, lookLater, tryAgainTomorrow } from "./dream-job.ts";
import { gatherAll } from "./gather.ts";
import { type Asked, type Judged, judge } from "./judge.ts";
import { type DreamPlan, planDream, type Ready } from "./plan.ts";
import { findReaders, type Reader } from "./readers.ts";
import { countSpending, reflectNow, requestsFor } from "./reflect.ts";

/** A batch that has not come to its end after this time never will: endpoints give them a day. */
const batchPatienceMs = 25 * 60 * 60 * 1000;

/** The job that dreams. Killed at any line it goes on where it was: each audience's part is stored in one step. */
export function dreamJobs(parts: Parts): Readonly<Record<string, JobHandler>> {
  return { dream: (run) => dream(parts, dreamJob.parse(run.job.data), run) };
}

async function dream(parts: Parts, job: DreamJob, run: JobRun): Promise<void> {
  const workspace: WorkspaceId = asId(job.workspace);
  const settings = await readSettings(parts, workspace, null);
  const known = await parts.ledger.dream(workspace, dreamIdOf(job));
  if (known?.status === "finished") {
    await tryAgainTomorrow(parts, job, known);
    return present(parts, job, known);
  }
  const begun = known ?? startRecord(parts, job, settings);
  const record = begun.batch
    ? await goOnWithBatch(parts, job, begun, settings, run)
    : await begin(parts, job, begun, settings, run);
  // It goes on when its batch is looked at again.
  if (!record) return;
  const finished: DreamRecord = { ...record, status: "finished", finishedAt: parts.clock.now(), batch: null };
  await recordDream(parts, finished);
  parts.log.info("dream-finished", {
    workspace,
    reflections: finished.reflections.length,
    proposed: finished.reflections.reduce((sum, { proposed }) => sum + proposed, 0),
  });
  await tryAgainTomorrow(parts, job, finished);
  await present(parts, job, finished);
}

function startRecord(parts: Parts, job: DreamJob, settings: Settings): DreamRecord {
  return {
    workspace: asId(job.workspace),
    id: dreamIdOf(job),
    period: job.period,
    status: "running",
    model: settings.dreamModel ?? parts.model.defaults.dreams,
    estimatedTokens: 0,
    estimatedDollars: 0,
    batch: null,
    startedAt: parts.clock.now(),
    finishedAt: null,
    reflections: [],
  };
}

/** Gathers, estimates, and asks: at once where somebody waits, else in a batch where the model has them. */
async function begin(
  parts: Parts,
  job: DreamJob,
  begun: DreamRecord,
  settings: Settings,
  run: JobRun,
): Promise<DreamRecord | undefined> {
  const { workspace, model } = begun;
  const readers = await openReaders(parts, job, begun, settings);
  const gathered = await gatherAll(parts, workspace, readers, settings);
  const plan = planDream(gathered, {
    prices: parts.prices,
    model,
    // What a batch would save is not known to be saved.
    priceShare: 1,
    budgetLeft: (await readBudgetLeft(parts, workspace, null)) ?? Number.POSITIVE_INFINITY,
    isAsked: job.askedBy !== null || job.again !== null,
  });
  const record = withPlan(begun, plan);
  await recordDream(parts, record);
  if (job.askedBy === null && plan.ready.length > 0) {
    const isSubmitted = await submit(parts, record, plan.ready, run);
    if (isSubmitted) {
      await lookLater(parts, job);
      return undefined;
    }
  }
  const outcomes = await reflectNow(parts, workspace, model, plan.ready, run.signal);
  const failed: ReflectionOutcome = { type: "failed", failure: "malformed", usage: noUsage };
  let next: DreamRecord = { ...record, reflections: [...record.reflections, ...plan.others], batch: null };
  for (const [index, { gathered: each }] of plan.ready.entries()) {
    const asked: Asked = { ...each, lines: each.transcript.lines };
    const versions = new Map([...asked.lines.values()].map(({ id, version }) => [id, version]));
    next = await take(parts, next, asked, versions, outcomes[index] ?? failed, 1);
  }
  return next;
}

function withPlan(record: DreamRecord, { estimatedTokens, estimatedDollars }: DreamPlan): DreamRecord {
  return { ...record, estimatedTokens, estimatedDollars };
}

/** Submits a batch, its keys stored before and its id right after. False where the model has no batches. */
async function submit(
  parts: Parts,
  record: DreamRecord,
  ready: readonly Ready[],
  { signal, last }: JobRun,
): Promise<boolean> {
  const { workspace, model } = record;
  const requests = await requestsFor(parts, workspace, model, ready);
  const keyed = requests.map((request, index) => ({
    key: batchKey(record, (ready[index] as Ready).gathered.reader),
    request,
  }));
  const batch: SubmittedBatch = {
    id: null,
    keys: keyed.map(({ key }) => key),
    submittedAt: parts.clock.now(),
  };
  await keepShown(parts, record, ready);
  await recordDream(parts, { ...record, batch });
  const id = await parts.model.batches.submit(keyed, signal).catch((error: unknown) => {
    // It may have been made all the same: the next try looks for it. After the last one it is asked for at once.
    if (!last || !(error instanceof ModelError)) throw error;
    return null;
  });
  if (id === null) return false;
  await recordDream(parts, { ...record, batch: { ...batch, id } });
  parts.log.info("dream-batch-submitted", { workspace, requests: keyed.length });
  return true;
}

/** Takes up what a batch has brought, or waits on. Where it was never submitted, or is lost, the dream begins anew. */
async function goOnWithBatch(
  parts: Parts,
  job: DreamJob,
  record: DreamRecord,
  settings: Settings,
  run: JobRun,
): Promise<DreamRecord | undefined> {
  const batch = record.batch as SubmittedBatch;
  const id = batch.id ?? (await parts.model.batches.find(batch.keys, batch.submittedAt, run.signal));
  if (id === null) return begin(parts, job, { ...record, batch: null }, settings, run);
  if (batch.id === null) await recordDream(parts, { ...record, batch: { ...batch, id } });
  const isLate = parts.clock.now() - batch.submittedAt > batchPatienceMs;
  const collected = await parts.model.batches.collect(id, run.signal).catch((error: unknown) => {
    // The batch goes on without being looked at.
    if (error instanceof ModelError) return null;
    throw error;
  });
  if (collected === null && !isLate) {
    await lookLater(parts, job);
    return undefined;
  }
  return takeBatch(parts, job, record, settings, collected ?? new Map());
}

async function takeBatch(
  parts: Parts,
  job: DreamJob,
  record: DreamRecord,
  settings: Settings,
  outcomes: ReadonlyMap<string, ReflectionOutcome>,
): Promise<DreamRecord> {
  const missing: ReflectionOutcome = { type: "failed", failure: "not in the batch", usage: noUsage };
  let next = record;
  for (const reader of await openReaders(parts, job, record, settings)) {
    const key = batchKey(record, reader);
    const asked = record.batch?.keys.includes(key) ? await readShown(parts, record, reader) : undefined;
    if (!asked) continue;
    const outcome = outcomes.get(key) ?? missing;
    next = await take(parts, next, asked, asked.versions, outcome, batchShare);
  }
  return next;
}

/** Judges one reflection's answer and stores what came of it with the audience's cursor, in one step. */
async function take(
  parts: Parts,
  record: DreamRecord,
  asked: Asked,
  versions: ReadonlyMap<MessageId, number>,
  outcome: ReflectionOutcome,
  priceShare: number,
): Promise<DreamRecord> {
  const { workspace, id: dream, model } = record;
  if (priceShare !== 1) await countSpending(parts, workspace, model, [outcome], priceShare);
  const judged: Judged = await judge(parts, { workspace, dream, model, priceShare }, asked, outcome);
  const next: DreamRecord = { ...record, reflections: [...record.reflections, judged.record] };
  const { from, to, reader } = asked;
  const cursor = judged.record.outcome === "failed" ? null : { audience: reader.audience, from, to };
  const stored = await propose(parts, { workspace, proposals: judged.proposals, dream: next, cursor });
  await followChanges(parts, record, reader, versions);
  // Where the cursor had moved meanwhile, another run did this part; its record stands.
  return stored ? next : record;
}

/** What was edited or deleted while the model thought is followed through what has just been stored. */
async function followChanges(
  parts: Parts,
  { workspace, id }: DreamRecord,
  reader: Reader,
  versions: ReadonlyMap<MessageId, number>,
): Promise<void> {
  const standing = await parts.history.get(workspace, [...versions.keys()]);
  const now = new Map(standing.map((message) => [message.id, message.version]));
  const changed = [...versions]
    .filter(([message, version]) => now.get(message) !== version)
    .map(([message]) => message);
  await followEvidence(parts, workspace, changed, `dream ${id} ${formatAudience(reader.audience)}`);
}

async function present(parts: Parts, { askedBy }: DreamJob, record: DreamRecord): Promise<void> {
  // As they are now: a batch may have taken a night.
  const settings = await readSettings(parts, record.workspace, null);
  const presented = await presentDigests(parts, record, settings);
  if (presented === 0 && askedBy) await announceQuietNight(parts, record, asId(askedBy));
}

/** The audiences that this dream has yet to read. */
async function openReaders(
  parts: Parts,
  { again }: DreamJob,
  record: DreamRecord,
  settings: Settings,
): Promise<Reader[]> {
  const { workspace } = record;
  const readers = await findReaders(parts, workspace, settings);
  const isDone = ({ audience }: Reader) =>
    record.reflections.some((done) => sameAudience(done.audience, audience));
  const open = readers.filter((reader) => !isDone(reader));
  if (again === null) return open;
  const before = await parts.ledger.dream(workspace, asId(again));
  const failed = (before?.reflections ?? []).filter(({ outcome }) => outcome === "failed");
  return open.filter(({ audience }) => failed.some((each) => sameAudience(each.audience, audience)));
}
