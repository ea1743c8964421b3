import { PlatformError } from "../../core/errors.ts";
import type { Parts } from "../../core/parts.ts";
import { deliveryOf, directoryOf } from "../../core/platforms.ts";
import { plainContent } from "../../core/ports/delivery.ts";
import type { JobRun } from "../../core/ports/jobs.ts";
import { readSettings } from "../../core/settings/settings.ts";
import { readBudgetLeft } from "../../core/spending.ts";
import { unlessRefused } from "../../core/unless-refused.ts";
import { enqueueDream } from "../dream-job.ts";
import { recordOnce } from "./audit.ts";
import { type Backfill, changeBackfill, intoState, readBackfill } from "./backfill.ts";
import { answeredOffer, reportContent } from "./cards.ts";
import { type BackfillJob, enqueueBackfill, readJob } from "./job.ts";
import { keepStretch } from "./keep-stretch.ts";
import { refusedSentence } from "./look.ts";
import { namingOf } from "./naming.ts";
import { whyNotHere } from "./place-rules.ts";
import { readStretch } from "./stretch.ts";
import { redraw, tell } from "./tell.ts";

/** How long it pauses when the platform does not answer however often it is asked, and how often it does. */
const pauseMs = 10 * 60 * 1000;
const pausesAtMost = 6;

/**
 * The job that reads one stretch of a channel's past and hands on to the next: the oldest first, so that replies come after
 * what they reply to. Killed at any line it goes on where it was.
 */
export async function read(parts: Parts, run: JobRun): Promise<void> {
  const job = readJob(run.job.data);
  const known = await readBackfill(parts, job.workspace, job.id);
  if (!known) return;
  const begun = known.state === "offered" ? await begin(parts, known) : known;
  const { state } = begun;
  if (state === "reading") {
    if (job.step === 0 && !(await problemOf(parts, begun))) await announce(parts, job, begun);
    await goOn(parts, job, begun, run);
  } else if ((state === "read" || state === "stopped") && begun.report === null) {
    await conclude(parts, job, begun);
  }
}

/** Of "Read them" and "Leave it" the first one counts. */
function begin(parts: Parts, backfill: Backfill): Promise<Backfill> {
  return changeBackfill(parts, backfill, (known) =>
    known.state === "offered" ? intoState(known, "reading", parts.clock.now()) : known,
  );
}

/** What is kept of a channel is said where it is kept, to everyone there. */
async function announce(parts: Parts, { person }: BackfillJob, backfill: Backfill): Promise<void> {
  const { workspace, channel, id, from } = backfill;
  await recordOnce(parts, backfill, person, "read-back");
  const naming = await namingOf(parts, backfill, from);
  await redraw(
    parts,
    workspace,
    backfill.offer,
    answeredOffer(naming, "I read them, and tell you when it is done."),
  );
  const sentence = `An administrator has me read what was said here since ${naming.since}: I keep it as I keep what is said from now on. \`/reverie privacy off\` leaves you out.`;
  await unlessRefused(parts, "backfill-not-announced", () =>
    deliveryOf(parts, workspace).post(
      { workspace, channel, thread: null },
      plainContent(sentence),
      `backfill ${id} begins`,
    ),
  );
}

async function goOn(parts: Parts, job: BackfillJob, backfill: Backfill, run: JobRun): Promise<void> {
  const next = await readOne(parts, job, backfill, run);
  // Taken back meanwhile: that has a job of its own.
  if (!next || next.state === "taking-back" || next.state === "taken-back") return;
  if (next.state === "reading") {
    await enqueueBackfill(parts, "backfill-read", next, { ...job, step: next.read, pauses: 0 });
  } else await conclude(parts, job, next);
}

/** Gives the backfill as it is then; undefined where it pauses. */
async function readOne(
  parts: Parts,
  job: BackfillJob,
  backfill: Backfill,
  run: JobRun,
): Promise<Backfill | undefined> {
  const { step } = job;
  // An earlier run of this step died after it.
  if (backfill.read !== step) return backfill;
  const problem = await problemOf(parts, backfill);
  if (problem) return stop(parts, backfill, problem);
  try {
    const recorded = await unlessRefused(parts, "past-not-read", () =>
      recordStretch(parts, backfill, step, run.signal),
    );
    if (recorded === undefined) return stop(parts, backfill, refusedSentence);
    return advance(parts, backfill, step, recorded);
  } catch (error) {
    if (!run.last || !(error instanceof PlatformError)) throw error;
    if (job.pauses >= pausesAtMost)
      return stop(parts, backfill, "the platform has not answered for an hour. Ask again later.");
    parts.log.warn("backfill-pauses", { workspace: backfill.workspace, step }, error);
    await enqueueBackfill(parts, "backfill-read", backfill, { ...job, pauses: job.pauses + 1 }, pauseMs);
    return undefined;
  }
}

async function recordStretch(
  parts: Parts,
  backfill: Backfill,
  step: number,
  signal: AbortSignal,
): Promise<number> {
  const before = backfill.stretches[backfill.stretches.length - 1 - step] ?? null;
  const { messages } = await readStretch(parts, backfill, before, signal);
  return keepStretch(parts, backfill, step, messages, signal);
}

function advance(parts: Parts, backfill: Backfill, step: number, recorded: number): Promise<Backfill> {
  return changeBackfill(parts, backfill, (known) => {
    if (known.state !== "reading" || known.read !== step) return known;
    const next = { ...known, read: step + 1, recorded: known.recorded + recorded };
    return next.read < known.stretches.length ? next : intoState(next, "read", parts.clock.now());
  });
}

function stop(parts: Parts, backfill: Backfill, because: string): Promise<Backfill> {
  return changeBackfill(parts, backfill, (known) =>
    known.state === "reading"
      ? { ...intoState(known, "stopped", parts.clock.now()), stoppedBecause: because }
      : known,
  );
}

/** The place may have changed since it was asked for. */
async function problemOf(parts: Parts, { workspace, channel }: Backfill): Promise<string | undefined> {
  const [place, settings] = await Promise.all([
    directoryOf(parts, workspace).channel(workspace, channel),
    readSettings(parts, workspace, channel),
  ]);
  return whyNotHere(place, settings);
}

/** Has a dream look at what was read, as for somebody who asks, and tells them. Safe to repeat. */
async function conclude(parts: Parts, { person }: BackfillJob, backfill: Backfill): Promise<void> {
  const { workspace, id, state, stateAt, recorded, stoppedBecause, from } = backfill;
  const budgetLeft = await readBudgetLeft(parts, workspace, null);
  const isDreaming = state === "read" && recorded > 0 && (budgetLeft === undefined || budgetLeft > 0);
  if (isDreaming) await enqueueDream(parts, workspace, stateAt, person);
  const naming = await namingOf(parts, backfill, from);
  const content = reportContent({ id, naming, recorded, stoppedBecause, isDreaming });
  const report = await tell(parts, workspace, person, content, `backfill ${id} report`);
  await changeBackfill(parts, backfill, (known) => ({ ...known, report }));
  parts.log.info("backfill-read", { workspace, messages: recorded, isWhole: state === "read" });
}
