import { z } from "zod";
import { failureSentence } from "../../core/conversation/failure-sentence.ts";
import { readSetting } from "../../core/conversation/surroundings.ts";
import { ModelError, PlatformError } from "../../core/errors.ts";
import { asId, type ChannelId } from "../../core/ids.ts";
import type { Parts } from "../../core/parts.ts";
import type { JobHandler, JobRun } from "../../core/ports/jobs.ts";
import { readSettings, type Settings } from "../../core/settings/settings.ts";
import { askStructured } from "../ask-structured.ts";
import { restsOnGiven } from "../brief.ts";
import { OutOfBudget, WorkIsOver, withinBudget } from "../budgeted-model.ts";
import type { Making } from "../make.ts";
import { makeFor, noteResting } from "../make-for.ts";
import {
  answerBlocks,
  answerSystem,
  answerTokens,
  decisionRequest,
  decisionTokens,
  planRequest,
  planTokens,
  readDecision,
} from "./director-requests.ts";
import { directorHolder } from "./holders.ts";
import { readPlan } from "./plan.ts";
import { thoughtOf, undecided } from "./schedule.ts";
import { specialistsOf } from "./specialists.ts";
import { goOn, readStanding } from "./team-queue.ts";
import type { Work } from "./work.ts";
import type { WorkHome } from "./work-home.ts";
import * as moves from "./work-moves.ts";

const directorJob = z.object({ workspace: z.string(), work: z.string() });

/** What follows from a thought; null where it has to wait until others spend less. */
type Outcome = ((work: Work) => Work | undefined) | null;

/** The job in which the director plans, decides and writes the answer: what each request gave is stored before the next. */
export function directorJobs(parts: Parts, home: WorkHome): Readonly<Record<string, JobHandler>> {
  const { records } = home;
  return {
    [`${home.kind}-director`]: async (run) => {
      const { workspace, work: id } = directorJob.parse(run.job.data);
      for (;;) {
        const work = await readStanding(parts, home, asId(workspace), id);
        if (!work || !thoughtOf(work)) break;
        const outcome = await think(parts, home, work, run);
        if (!outcome) break;
        await records.move(parts, asId(workspace), id, outcome);
      }
      await goOn(parts, home, workspace, id);
    },
  };
}

async function think(parts: Parts, home: WorkHome, work: Work, run: JobRun): Promise<Outcome> {
  const paid = withinBudget(parts, { records: home.records, work, holder: directorHolder });
  try {
    switch (thoughtOf(work)) {
      case "plan":
        return await plan(paid, home, work, run.signal);
      case "decide":
        return await decide(paid, work, run.signal);
      default:
        return await conclude(paid, home, work, run.signal);
    }
  } catch (error) {
    run.signal.throwIfAborted();
    if (error instanceof WorkIsOver) return null;
    if (error instanceof OutOfBudget) {
      // Whoever is at work may leave something, and has the director think again.
      const isBeside = work.tasks.some(({ state }) => state === "running");
      return isBeside || error.isHeldByOthers ? null : (now) => moves.ended(now, "out of budget", "");
    }
    const isFailure = error instanceof ModelError || (error instanceof PlatformError && error.permanent);
    if (!isFailure && !run.last) throw error;
    parts.log.warn("director-failed", { work: work.id, stage: work.stage }, error);
    return (now) => moves.ended(now, "failed", failureSentence(error));
  }
}

/** The model by which the director thinks. */
function modelOf(parts: Parts, { model }: Settings): string {
  return model ?? parts.model.defaults.answers;
}

async function plan(parts: Parts, home: WorkHome, work: Work, signal: AbortSignal): Promise<Outcome> {
  const settings = await readSettings(parts, asId(work.workspace), asId<ChannelId>(work.channel));
  const specialists = specialistsOf(settings.specialists);
  const { teamTasks: tasksAtMost, teamAtOnce: atOnce } = settings;
  const brief = await home.brief(parts, work);
  const planning = { work, brief, specialists, tasksAtMost };
  const request = planRequest(planning, modelOf(parts, settings), planTokens);
  const output = await askStructured(parts, request, signal);
  const read = readPlan(
    output,
    specialists.map(({ name }) => name),
    tasksAtMost,
  );
  if ("tasks" in read) {
    const words = read.tasks.map(({ task }) => task).join("\n");
    await noteResting(
      parts,
      { records: home.records, work },
      [],
      restsOnGiven(words, work.text, brief.given),
    );
  }
  const at = parts.clock.now();
  return (now) =>
    "problem" in read
      ? moves.unplanned(now, read.problem)
      : moves.planned({ ...now, atOnce }, read.tasks, at);
}

async function decide(parts: Parts, work: Work, signal: AbortSignal): Promise<Outcome> {
  const failed = undecided(work);
  if (!failed) return null;
  const settings = await readSettings(parts, asId(work.workspace), asId<ChannelId>(work.channel));
  const request = decisionRequest(work, failed, modelOf(parts, settings), decisionTokens);
  const decision = readDecision(await askStructured(parts, request, signal));
  const at = parts.clock.now();
  return (now) => moves.decided(now, failed.id, decision, at);
}

async function conclude(parts: Parts, home: WorkHome, work: Work, signal: AbortSignal): Promise<Outcome> {
  const setting = await readSetting(parts, asId(work.workspace), asId(work.person), asId(work.channel));
  const brief = await home.brief(parts, work);
  const making: Making = {
    setting,
    system: answerSystem,
    blocks: answerBlocks(work, brief),
    given: brief.given,
    files: [],
    asked: work.text,
    model: modelOf(parts, setting.settings),
    tools: [],
    web: false,
  };
  const text = await makeFor(parts, { records: home.records, work }, making, answerTokens, signal);
  return (now) => moves.concluded(now, text);
}
