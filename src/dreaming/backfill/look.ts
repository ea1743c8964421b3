import { PlatformError } from "../../core/errors.ts";
import type { MessageId } from "../../core/ids.ts";
import type { RecordedMessage } from "../../core/message.ts";
import type { Parts } from "../../core/parts.ts";
import { directoryOf } from "../../core/platforms.ts";
import { plainContent } from "../../core/ports/delivery.ts";
import type { JobRun } from "../../core/ports/jobs.ts";
import { readOptedOut } from "../../core/privacy.ts";
import { readSettings } from "../../core/settings/settings.ts";
import { readBudgetLeft } from "../../core/spending.ts";
import { unlessRefused } from "../../core/unless-refused.ts";
import { type Backfill, changeBackfill, intoState, readBackfill } from "./backfill.ts";
import { offerContent } from "./cards.ts";
import { figuresOf } from "./figures.ts";
import { type BackfillJob, readJob } from "./job.ts";
import { keepable } from "./keep-stretch.ts";
import { namingOf } from "./naming.ts";
import { whyNotHere } from "./place-rules.ts";
import { readStretch } from "./stretch.ts";
import { tell } from "./tell.ts";

/** With this many messages found it looks no further back, and after this many stretches. */
const messagesEnough = 5000;
const stretchesAtMost = 200;

/** The job that looks through a channel's past and offers to read it. It stores nothing of what was said. */
export async function look(parts: Parts, run: JobRun): Promise<void> {
  const job = readJob(run.job.data);
  const backfill = await readBackfill(parts, job.workspace, job.id);
  const isOpen = backfill?.state === "looking" || (backfill?.state === "offered" && backfill.offer === null);
  if (!backfill || !isOpen) return;
  try {
    await lookThrough(parts, job, backfill, run.signal);
  } catch (error) {
    if (!run.last || !(error instanceof PlatformError)) throw error;
    await giveUp(parts, job, backfill, "the platform does not answer. Ask again later.");
  }
}

async function lookThrough(
  parts: Parts,
  job: BackfillJob,
  backfill: Backfill,
  signal: AbortSignal,
): Promise<void> {
  const { workspace, channel, id, days } = backfill;
  const [place, settings] = await Promise.all([
    directoryOf(parts, workspace).channel(workspace, channel),
    readSettings(parts, workspace, channel),
  ]);
  const problem = whyNotHere(place, settings);
  if (!place || problem) return giveUp(parts, job, backfill, problem ?? "");
  const past = await unlessRefused(parts, "past-not-read", () => findPast(parts, backfill, signal));
  if (!past) return giveUp(parts, job, backfill, refusedSentence);
  const { fresh, stretches, isCut } = past;
  const [oldest] = fresh;
  if (!oldest)
    return giveUp(parts, job, backfill, "nothing was said in that time that is not kept already and may be.");
  const offered = await changeBackfill(parts, backfill, (known) =>
    known.state === "looking" ? { ...intoState(known, "offered", parts.clock.now()), stretches } : known,
  );
  if (offered.state !== "offered") return;
  const [optedOut, budgetLeft, naming] = await Promise.all([
    readOptedOut(parts, workspace),
    readBudgetLeft(parts, workspace, null),
    namingOf(parts, backfill, isCut ? oldest.saidAt : backfill.from),
  ]);
  const figures = figuresOf(parts, place, fresh, optedOut, settings);
  const { retentionDays } = settings;
  const content = offerContent({ id, days, naming, figures, isCut, budgetLeft, retentionDays });
  const offer = await tell(parts, workspace, job.person, content, `backfill ${id} offer`);
  await changeBackfill(parts, backfill, (known) => ({ ...known, offer }));
  parts.log.info("backfill-offered", { workspace, messages: fresh.length, stretches: stretches.length });
}

/** What a permanent refusal of the platform is told as. */
export const refusedSentence =
  "the platform does not let me read what was said there. Look at what I may do in that channel.";

interface Past {
  /** Oldest first. */
  readonly fresh: readonly RecordedMessage[];
  readonly stretches: readonly (MessageId | null)[];
  readonly isCut: boolean;
}

async function findPast(parts: Parts, backfill: Backfill, signal: AbortSignal): Promise<Past> {
  const fresh: RecordedMessage[] = [];
  const stretches: (MessageId | null)[] = [];
  let before: MessageId | null = null;
  do {
    signal.throwIfAborted();
    const stretch = await readStretch(parts, backfill, before, signal);
    stretches.push(before);
    fresh.push(...(await keepable(parts, backfill.workspace, stretch.messages)));
    before = stretch.before;
  } while (before !== null && fresh.length < messagesEnough && stretches.length < stretchesAtMost);
  return {
    fresh: fresh.toSorted((one, other) => one.saidAt - other.saidAt),
    stretches,
    isCut: before !== null,
  };
}

async function giveUp(
  parts: Parts,
  { person }: BackfillJob,
  backfill: Backfill,
  because: string,
): Promise<void> {
  const { workspace, id } = backfill;
  const { place } = await namingOf(parts, backfill, backfill.from);
  const text = `I do not read the past of ${place}: ${because} Nothing changed.`;
  await tell(parts, workspace, person, plainContent(text), `backfill ${id} offer`);
  await changeBackfill(parts, backfill, (known) => intoState(known, "left", parts.clock.now()));
}
