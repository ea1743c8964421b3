import { formatAudience, sameAudience } from "../core/audience.ts";
import { holdBudget, releaseBudget } from "../core/budget-holds.ts";
import { ModelError } from "../core/errors.ts";
import { asId, type MessageId, type WorkspaceId } from "../core/ids.ts";
import { followEvidence } from "../core/memory/evidence.ts";
import { propose, recordDream } from "../core/memory/remember.ts";
import type { Parts } from "../core/parts.ts";
import type { FoundBatch } from "../core/ports/batches.ts";
import type { JobHandler, JobRun } from "../core/ports/jobs.ts";
import type { ReflectionOutcome } from "../core/ports/model.ts";
import { batchShare, noUsage } from "../core/prices.ts";
import type { DreamRecord, SubmittedBatch } from "../core/record.ts";
import { readSettings, type Settings } from "../core/settings/settings.ts";
import { forEverybody } from "../core/spending.ts";
import { batchKey, batchPatienceMs, keepShown, otherBatches, readShown } from "./batch.ts";
import { announceQuietNight, presentDigests } from "./digest.ts";
import { type DreamJob, dreamIdOf, dreamJob, lookLater, tryAgainTomorrow } from "./dream-job.ts";
import { gatherAll } from "./gather.ts";
import { changedMeanwhile, type Judged, judge } from "./judge.ts";
import { lookAfter } from "./look-after.ts";
import { type DreamPlan, planDream, type Ready } from "./plan.ts";
import { findReaders, type Reader } from "./readers.ts";
import { countSpending, reflectNow, requestsFor } from "./reflect.ts";
import { lookAgain, type Shown, shownBy } from "./shown.ts";

/** The job that dreams. Killed at any line it goes on where it was: each audience's part is stored in one step. */
export function dreamJobs(parts: Parts): Readonly<Record<string, JobHandler>> {
  return { dream: (run) => dream(parts, dreamJob.parse(run.job.data), run) };
}

async function dream(parts: Parts, job: DreamJob, run: JobRun): Promise<void> {
  const workspace: WorkspaceId = asId(job.workspace);
  const settings = await readSettings(parts, workspace, null);
  const known = await parts.ledger.dream(workspace, dreamIdOf(job));
  if (known?.status === "finished") return conclude(parts, job, known);
  // Off means off, also for what was due before (law 11). What is paid for already is waited for and counted.
  if (isOff(job, settings) && !known?.batch) return;
  const begun = known ?? startRecord(parts, job, settings);
  const record = begun.batch
    ? await goOnWithBatch(parts, job, begun, settings, run)
    : await begin(parts, job, begun, settings, run);
  // It goes on when its batch is looked at again.
  if (!record) return;
  if (!isOff(job, settings) && job.again === null) await lookAfterAll(parts, record, settings);
  const finished: DreamRecord = { ...record, status: "finished", finishedAt: parts.clock.now(), batch: null };
  await recordDream(parts, finished);
  parts.log.info("dream-finished", {
    workspace,
    reflections: finished.reflections.length,
    proposed: finished.reflections.reduce((sum, { proposed }) => sum + proposed, 0),
  });
  await conclude(parts, job, finished);
}

/** Looks after the memories of each audience, also where there was nothing new to read. */
async function lookAfterAll(parts: Parts, record: DreamRecord, settings: Settings): Promise<void> {
  for (const reader of await findReaders(parts, record.workspace, settings))
    await lookAfter(parts, record, reader);
}

/** Whether a dream that nobody asked for is not wanted any more. */
function isOff({ askedBy }: DreamJob, { cadence }: Settings): boolean {
  return askedBy === null && cadence.type === "off";
}

/** What is left to do for a dream that is over. Safe to repeat. */
async function conclude(parts: Parts, job: DreamJob, record: DreamRecord): Promise<void> {
  const { workspace } = record;
  await releaseBudget(parts, { workspace, spentFor: forEverybody, name: holdOf(record) });
  await tryAgainTomorrow(parts, job, record);
  // As they are now: a batch may have taken a night.
  const settings = await readSettings(parts, workspace, null);
  if (isOff(job, settings)) return;
  const presented = await presentDigests(parts, record);
  if (presented > 0 || !job.askedBy) return;
  const isUnderWay = (await otherBatches(parts, record)).length > 0;
  await announceQuietNight(parts, record, asId(job.askedBy), isUnderWay);
}

/** The name under which a dream sets aside what it may spend. */
function holdOf({ id }: Pick<DreamRecord, "id">): string {
  return `dream ${id}`;
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
  const gathered = await gatherAll(
    parts,
    workspace,
    await openReaders(parts, job, begun, settings),
    settings,
  );
  const until = parts.clock.now() + batchPatienceMs;
  const hold = { workspace, spentFor: forEverybody, name: holdOf(begun), until };
  const plan = await holdBudget(parts, hold, (budgetLeft) =>
    planDream(gathered, {
      prices: parts.prices,
      model,
      // What a batch would save is not known to be saved.
      priceShare: 1,
      budgetLeft,
      isAsked: job.askedBy !== null || job.again !== null,
    }),
  );
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
  const asked = new Map(
    plan.ready.map(({ gathered: each }, index) => [
      formatAudience(each.reader.audience),
      { shown: shownBy(each), outcome: outcomes[index] ?? failed("malformed") },
    ]),
  );
  const read: DreamRecord = { ...record, reflections: [...record.reflections, ...plan.others], batch: null };
  return takeAll(parts, job, read, settings, 1, async ({ audience }) => asked.get(formatAudience(audience)));
}

function withPlan(record: DreamRecord, { estimatedTokens, estimatedDollars }: DreamPlan): DreamRecord {
  return { ...record, estimatedTokens, estimatedDollars };
}

function failed(failure: string): ReflectionOutcome {
  return { type: "failed", failure, usage: noUsage };
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
  const isLate = parts.clock.now() - batch.submittedAt > batchPatienceMs;
  const found = await findBatch(parts, batch, run);
  const wait = async () => {
    await lookLater(parts, job);
    return undefined;
  };
  if (found.type === "unsure" && !isLate) return wait();
  if (found.type !== "found") {
    const anew = { ...record, batch: null };
    return isOff(job, settings) ? anew : begin(parts, job, anew, settings, run);
  }
  const { id } = found;
  if (batch.id === null) await recordDream(parts, { ...record, batch: { ...batch, id } });
  const collected = await parts.model.batches.collect(id, run.signal).catch((error: unknown) => {
    // The batch goes on without being looked at.
    if (error instanceof ModelError) return null;
    throw error;
  });
  if (collected === null && !isLate) return wait();
  return takeBatch(parts, job, record, settings, id, collected ?? new Map());
}

async function findBatch(
  parts: Parts,
  { id, keys, submittedAt }: SubmittedBatch,
  { signal }: JobRun,
): Promise<FoundBatch> {
  return id === null ? parts.model.batches.find(keys, submittedAt, signal) : { type: "found", id };
}

async function takeBatch(
  parts: Parts,
  job: DreamJob,
  record: DreamRecord,
  settings: Settings,
  id: string,
  outcomes: ReadonlyMap<string, ReflectionOutcome>,
): Promise<DreamRecord> {
  const { workspace, model } = record;
  // All of it, whatever is taken of it, and once: it is paid for.
  await countSpending(parts, workspace, model, outcomes.values(), batchShare, `batch ${id}`);
  if (isOff(job, settings)) return record;
  return takeAll(parts, job, record, settings, batchShare, async (reader) => {
    const shown = await readShown(parts, record, reader);
    return shown && { shown, outcome: outcomes.get(batchKey(record, reader)) ?? failed("not in the batch") };
  });
}

/** What a reflection was shown, and what came of it. */
interface Made {
  readonly shown: Shown;
  readonly outcome: ReflectionOutcome;
}

/** Takes what was made for each audience that is still one, as far as it may read now what it was shown. */
async function takeAll(
  parts: Parts,
  job: DreamJob,
  record: DreamRecord,
  settings: Settings,
  priceShare: number,
  madeFor: (reader: Reader) => Promise<Made | undefined>,
): Promise<DreamRecord> {
  let next = record;
  for (const reader of await openReaders(parts, job, record, settings)) {
    const made = await madeFor(reader);
    if (made) next = await take(parts, next, reader, made, priceShare);
  }
  return next;
}

/** Judges one reflection's answer and stores what came of it with the audience's cursor, in one step. */
async function take(
  parts: Parts,
  record: DreamRecord,
  reader: Reader,
  { shown, outcome }: Made,
  priceShare: number,
): Promise<DreamRecord> {
  const { workspace, id: dream, model } = record;
  const { asked, changed } = await lookAgain(parts, workspace, reader, shown);
  const usable: ReflectionOutcome =
    changed.length > 0 ? { type: "failed", failure: changedMeanwhile, usage: outcome.usage } : outcome;
  const judged: Judged = await judge(
    parts,
    { workspace, dream, model, priceShare, ofTeam: [] },
    asked,
    usable,
  );
  const next: DreamRecord = { ...record, reflections: [...record.reflections, judged.record] };
  const { from, to } = asked;
  const cursor = judged.record.outcome === "failed" ? null : { audience: reader.audience, from, to };
  const stored = await propose(parts, { workspace, proposals: judged.proposals, dream: next, cursor });
  await followChanges(parts, record, reader, shown);
  // Where the cursor had moved meanwhile, another run did this part; its record stands.
  return stored ? next : record;
}

/** What was edited or deleted in between is followed through what has just been stored. */
async function followChanges(
  parts: Parts,
  { workspace, id }: DreamRecord,
  reader: Reader,
  { lines }: Shown,
): Promise<void> {
  const standing = await parts.history.get(
    workspace,
    lines.map(({ message }) => message),
  );
  const versions = new Map<MessageId, number>(standing.map((message) => [message.id, message.version]));
  const changed = lines.flatMap(({ message, version }) =>
    versions.get(message) === version ? [] : [message],
  );
  await followEvidence(parts, workspace, changed, `dream ${id} ${formatAudience(reader.audience)}`);
}

/** The audiences that this dream has yet to read, and that no other one is reading. */
async function openReaders(
  parts: Parts,
  { again }: DreamJob,
  record: DreamRecord,
  settings: Settings,
): Promise<Reader[]> {
  const { workspace } = record;
  const [readers, others] = await Promise.all([
    findReaders(parts, workspace, settings),
    otherBatches(parts, record),
  ]);
  const isDone = ({ audience }: Reader) =>
    record.reflections.some((done) => sameAudience(done.audience, audience));
  const isTaken = (reader: Reader) =>
    others.some((other) => other.batch?.keys.includes(batchKey(other, reader)));
  const open = readers.filter((reader) => !isDone(reader) && !isTaken(reader));
  if (again === null) return open;
  const before = await parts.ledger.dream(workspace, asId(again));
  const failed = (before?.reflections ?? []).filter(({ outcome }) => outcome === "failed");
  return open.filter(({ audience }) => failed.some((each) => sameAudience(each.audience, audience)));
}
