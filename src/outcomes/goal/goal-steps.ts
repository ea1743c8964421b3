import { failureSentence } from "../../core/conversation/failure-sentence.ts";
import { readSetting } from "../../core/conversation/surroundings.ts";
import { searchHistory } from "../../core/conversation/tools.ts";
import { ModelError } from "../../core/errors.ts";
import { asId, type ChannelId } from "../../core/ids.ts";
import type { Parts } from "../../core/parts.ts";
import { readSettings } from "../../core/settings/settings.ts";
import { askStructured } from "../ask-structured.ts";
import { filesOf } from "../asked-files.ts";
import { OutOfBudget, WorkIsOver, withinBudget } from "../budgeted-model.ts";
import type { Making } from "../make.ts";
import { makeFor } from "../make-for.ts";
import type { Goal } from "./goal.ts";
import * as moves from "./goal-moves.ts";
import {
  draftRequest,
  goalBrief,
  judgeRequest,
  makerSystem,
  plannerSystem,
  planTokens,
  resultTokens,
  rubricTokens,
  verdictTokens,
} from "./goal-requests.ts";
import { goals } from "./goal-store.ts";
import { readRubric } from "./rubric.ts";
import { saidBelow } from "./said-below.ts";
import { readVerdicts } from "./verdicts.ts";

/**
 * Takes the next step of a goal that waits for nobody: what a request gave is stored before anything else is done. Rejects
 * where the step is to be taken again.
 */
export async function takeStep(parts: Parts, goal: Goal, signal: AbortSignal): Promise<void> {
  const paid = withinBudget(parts, { records: goals, work: goal, holder: "goal" });
  try {
    switch (goal.stage) {
      case "drafting":
        return await draft(paid, goal, signal);
      case "planning":
        return await plan(paid, goal, signal);
      case "making":
        return await makeRound(paid, goal, signal);
      default:
        return await judge(paid, goal, signal);
    }
  } catch (error) {
    if (error instanceof WorkIsOver) return;
    if (error instanceof OutOfBudget) {
      await move(parts, goal, (now) => moves.ended(now, "out of budget", ""));
      return;
    }
    if (!(error instanceof ModelError)) throw error;
    await move(parts, goal, (now) => moves.ended(now, "failed", failureSentence(error)));
  }
}

function move(parts: Parts, { workspace, id }: Goal, change: (goal: Goal) => Goal | undefined) {
  return goals.move(parts, asId(workspace), id, change);
}

async function modelsOf(
  parts: Parts,
  { workspace, channel }: Goal,
): Promise<{ readonly maker: string; readonly judge: string }> {
  const settings = await readSettings(parts, asId(workspace), asId<ChannelId>(channel));
  return {
    maker: settings.model ?? parts.model.defaults.answers,
    judge: settings.dreamModel ?? parts.model.defaults.dreams,
  };
}

async function draft(parts: Parts, goal: Goal, signal: AbortSignal): Promise<void> {
  const { judge: model } = await modelsOf(parts, goal);
  const criteria = readRubric(await askStructured(parts, draftRequest(goal, model, rubricTokens), signal));
  const at = parts.clock.now();
  await move(parts, goal, (now) =>
    criteria
      ? moves.drafted(now, criteria, at)
      : moves.ended(
          now,
          "failed",
          "I could not draft a rubric for it. Say in other words what the result should be.",
        ),
  );
}

async function plan(parts: Parts, goal: Goal, signal: AbortSignal): Promise<void> {
  const written = await write(parts, goal, plannerSystem, planTokens, signal);
  const at = parts.clock.now();
  await move(parts, goal, (now) => moves.planned(now, written, goal.comments.length, at));
}

async function makeRound(parts: Parts, goal: Goal, signal: AbortSignal): Promise<void> {
  const written = await write(parts, goal, makerSystem, resultTokens, signal);
  await move(parts, goal, (now) => moves.made(now, written, goal.comments.length));
}

async function write(parts: Parts, goal: Goal, system: string, wanted: number, signal: AbortSignal) {
  const { workspace, person, channel, text } = goal;
  const setting = await readSetting(parts, asId(workspace), asId(person), asId(channel));
  const { maker: model } = await modelsOf(parts, goal);
  const brief = goalBrief(goal, await saidBelow(parts, goal));
  const making: Making = {
    setting,
    system,
    ...brief,
    files: await filesOf(parts, goal, signal),
    asked: text,
    model,
    tools: [searchHistory.description],
    web: true,
  };
  return makeFor(parts, { records: goals, work: goal }, making, wanted, signal);
}

async function judge(parts: Parts, goal: Goal, signal: AbortSignal): Promise<void> {
  const { judge: model } = await modelsOf(parts, goal);
  const output = await askStructured(parts, judgeRequest(goal, model, verdictTokens), signal);
  const verdicts = readVerdicts(output, goal.criteria, goal.result);
  const at = parts.clock.now();
  const remark = "The judge failed, refused, or gave nothing that can be read.";
  await move(parts, goal, (now) =>
    verdicts ? moves.judged(now, verdicts, at) : moves.unjudged(now, remark, at),
  );
}
