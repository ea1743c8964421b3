import { z } from "zod";
import { failureSentence } from "../../core/conversation/failure-sentence.ts";
import { readSetting } from "../../core/conversation/surroundings.ts";
import { ModelError, PlatformError } from "../../core/errors.ts";
import { asId } from "../../core/ids.ts";
import type { Parts } from "../../core/parts.ts";
import type { JobHandler, JobRun } from "../../core/ports/jobs.ts";
import { isBlank } from "../../core/text/is-blank.ts";
import { filesOf } from "../asked-files.ts";
import { OutOfBudget, WorkIsOver, withinBudget } from "../budgeted-model.ts";
import type { Making } from "../make.ts";
import { makeFor } from "../make-for.ts";
import { taskHolder } from "./holders.ts";
import { cutResult, resultTokens, specialistBlocks, specialistSystem } from "./specialist-request.ts";
import { specialistsOf, toolsOf } from "./specialists.ts";
import { goOn, readStanding } from "./team-queue.ts";
import { type Task, taskOf, type Work } from "./work.ts";
import type { WorkHome } from "./work-home.ts";
import * as moves from "./work-moves.ts";

const taskJob = z.object({
  workspace: z.string(),
  work: z.string(),
  task: z.number(),
  attempt: z.number(),
});

/** The job in which one specialist tries one task. A run that dies runs again; a result that was stored is not made again. */
export function taskJobs(parts: Parts, home: WorkHome): Readonly<Record<string, JobHandler>> {
  const { records } = home;
  return {
    [`${home.kind}-task`]: async (run) => {
      const { workspace, work: id, task: number, attempt } = taskJob.parse(run.job.data);
      const work = await readStanding(parts, home, asId(workspace), id);
      const task = work && taskOf(work, number);
      if (work && work.stage !== "ended" && task?.state === "running" && task.tries === attempt) {
        const move = await tryTask(parts, home, work, task, run);
        await records.move(parts, asId(workspace), id, move);
      }
      await goOn(parts, home, workspace, id);
    },
  };
}

/** Has a specialist try the task, and gives what follows from it. */
async function tryTask(
  parts: Parts,
  home: WorkHome,
  work: Work,
  { id, tries, ...task }: Task,
  run: JobRun,
): Promise<(work: Work) => Work | undefined> {
  try {
    const result = await ask(parts, home, work, { ...task, id, tries }, run.signal);
    return (now) => moves.finished(now, id, tries, result);
  } catch (error) {
    run.signal.throwIfAborted();
    if (error instanceof WorkIsOver) return () => undefined;
    if (error instanceof OutOfBudget) return (now) => moves.unpaid(now, id, tries, error.isHeldByOthers);
    const isFailure = error instanceof ModelError || (error instanceof PlatformError && error.permanent);
    if (!isFailure && !run.last) throw error;
    parts.log.warn("specialist-failed", { work: work.id, task: id, attempt: tries }, error);
    return (now) => moves.failed(now, id, tries, failureSentence(error));
  }
}

/** Asks the specialist, within the scope of the place where the work was asked for (law 4). */
async function ask(
  parts: Parts,
  home: WorkHome,
  work: Work,
  task: Task,
  signal: AbortSignal,
): Promise<string> {
  const { records } = home;
  const setting = await readSetting(parts, asId(work.workspace), asId(work.person), asId(work.channel));
  const { specialists, model } = setting.settings;
  const specialist = specialistsOf(specialists).find(({ name }) => name === task.specialist);
  // It was in the plan, and an administrator has taken it away since.
  if (!specialist) throw new ModelError("invalid", false);
  const paid = withinBudget(parts, { records, work, holder: taskHolder(task.id) });
  const brief = await home.brief(parts, work);
  const making: Making = {
    setting,
    system: specialistSystem,
    blocks: specialistBlocks(work, task, specialist, brief),
    given: brief.given,
    files: await filesOf(parts, work, signal),
    asked: task.task,
    model: specialist.model ?? model ?? parts.model.defaults.answers,
    tools: toolsOf(specialist),
    web: specialist.tools.includes("web"),
  };
  const text = await makeFor(paid, { records, work }, making, resultTokens(specialist), signal);
  const result = cutResult(text, specialist.resultUnits);
  if (isBlank(result)) throw new ModelError("empty", true);
  return result;
}
