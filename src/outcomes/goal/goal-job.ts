import { z } from "zod";
import { failureSentence } from "../../core/conversation/failure-sentence.ts";
import { readSetting } from "../../core/conversation/surroundings.ts";
import { searchHistory } from "../../core/conversation/tools.ts";
import { ModelError } from "../../core/errors.ts";
import { asId, type ChannelId, type WorkspaceId } from "../../core/ids.ts";
import type { Parts } from "../../core/parts.ts";
import type { JobHandler, JobRun } from "../../core/ports/jobs.ts";
import type { StructuredRequest, Usage } from "../../core/ports/model.ts";
import { readSettings } from "../../core/settings/settings.ts";
import { estimateTokens } from "../../core/text/tokens.ts";
import { askingOf, countSpent, tokensAllowed } from "../allowance.ts";
import { filesOf } from "../asked-files.ts";
import { enqueueGate } from "../gates.ts";
import { make, prepareMaking } from "../make.ts";
import type { Goal } from "./goal.ts";
import * as moves from "./goal-moves.ts";
import {
  draftRequest,
  goalBlocks,
  judgeRequest,
  makerSystem,
  plannerSystem,
  planTokens,
  resultTokens,
  rubricTokens,
  verdictTokens,
} from "./goal-requests.ts";
import { moveGoal, readGoal } from "./goal-store.ts";
import { readRubric } from "./rubric.ts";
import { saidBelow } from "./said-below.ts";
import { showGoal, tellEnd } from "./show-goal.ts";
import { readVerdicts } from "./verdicts.ts";

const goalJob = z.object({ workspace: z.string(), goal: z.string() });

/**
 * The job that works on a goal until it waits for a person or is over. What each request gave is stored before the next one
 * is made, so that a run that dies goes on from there.
 */
export function goalJobs(parts: Parts): Readonly<Record<string, JobHandler>> {
  return {
    goal: async ({ job, signal }) => {
      const data = goalJob.parse(job.data);
      await work(parts, asId(data.workspace), data.goal, signal);
    },
  };
}

async function work(
  parts: Parts,
  workspace: WorkspaceId,
  id: string,
  signal: JobRun["signal"],
): Promise<void> {
  for (;;) {
    const goal = await readGoal(parts, workspace, id);
    if (!goal) return;
    await showGoal(parts, goal);
    if (goal.stage === "ended") return tellEnd(parts, goal);
    if (goal.gate) return enqueueGate(parts, "goal", goal);
    await takeStep(parts, goal, signal);
  }
}

async function takeStep(parts: Parts, goal: Goal, signal: AbortSignal): Promise<void> {
  try {
    switch (goal.stage) {
      case "drafting":
        return await draft(parts, goal, signal);
      case "planning":
        return await plan(parts, goal, signal);
      case "making":
        return await makeRound(parts, goal, signal);
      default:
        return await judge(parts, goal, signal);
    }
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    if (error.usage)
      await count(parts, goal, await modelsOf(parts, goal).then(({ maker }) => maker), error.usage);
    await move(parts, goal, (now) => moves.ended(now, "failed", failureSentence(error)));
  }
}

function move(parts: Parts, { workspace, id }: Goal, change: (goal: Goal) => Goal | undefined) {
  return moveGoal(parts, asId(workspace), id, change);
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

/** Counts what a request used up, and gives it in dollars. */
function count(parts: Parts, goal: Goal, model: string, usage: Usage): Promise<number> {
  return countSpent(parts, askingOf(goal), model, usage);
}

/** How long an answer may be; undefined where nothing may be asked any more, and the goal has ended. */
async function allow(
  parts: Parts,
  goal: Goal,
  model: string,
  inputTokens: number,
  wanted: number,
): Promise<number | undefined> {
  const left = goal.dollarsAtMost - goal.dollars;
  const tokens = await tokensAllowed(parts, askingOf(goal), model, inputTokens, left, wanted);
  if (tokens === undefined) await move(parts, goal, (now) => moves.ended(now, "out of budget", ""));
  return tokens;
}

/** Asks for structured output within what may be spent; undefined where nothing may be, and the goal has ended. */
async function structured(
  parts: Parts,
  goal: Goal,
  model: string,
  wanted: number,
  requestFor: (maxTokens: number) => StructuredRequest,
  signal: AbortSignal,
) {
  const { system, content } = requestFor(wanted);
  const tokens = await allow(parts, goal, model, estimateTokens(system) + estimateTokens(content), wanted);
  if (tokens === undefined) return undefined;
  const outcome = await parts.model.structured(requestFor(tokens), signal);
  signal.throwIfAborted();
  const dollars = await count(parts, goal, model, outcome.usage);
  return { output: outcome.type === "output" ? outcome.output : undefined, dollars };
}

async function draft(parts: Parts, goal: Goal, signal: AbortSignal): Promise<void> {
  const { judge: model } = await modelsOf(parts, goal);
  const answer = await structured(
    parts,
    goal,
    model,
    rubricTokens,
    (tokens) => draftRequest(goal, model, tokens),
    signal,
  );
  if (!answer) return;
  const criteria = readRubric(answer.output);
  const at = parts.clock.now();
  await move(parts, goal, (now) =>
    criteria
      ? moves.drafted(now, criteria, answer.dollars, at)
      : moves.ended(
          now,
          "failed",
          "I could not draft a rubric for it. Say in other words what the result should be.",
        ),
  );
}

async function plan(parts: Parts, goal: Goal, signal: AbortSignal): Promise<void> {
  const written = await write(parts, goal, plannerSystem, planTokens, signal);
  if (!written) return;
  const at = parts.clock.now();
  await move(parts, goal, (now) => moves.planned(now, written.text, written.dollars, at));
}

async function makeRound(parts: Parts, goal: Goal, signal: AbortSignal): Promise<void> {
  const written = await write(parts, goal, makerSystem, resultTokens, signal);
  if (!written) return;
  await move(parts, goal, (now) => moves.made(now, written.text, written.dollars, goal.comments.length));
}

async function write(parts: Parts, goal: Goal, system: string, wanted: number, signal: AbortSignal) {
  const { workspace, person, channel, text } = goal;
  const setting = await readSetting(parts, asId(workspace), asId(person), asId(channel));
  const { maker: model } = await modelsOf(parts, goal);
  const blocks = goalBlocks(goal, await saidBelow(parts, goal));
  const prepared = await prepareMaking(parts, {
    setting,
    system,
    blocks,
    files: await filesOf(parts, goal, signal),
    asked: text,
    model,
    tools: [searchHistory.description],
  });
  const tokens = await allow(parts, goal, model, prepared.inputTokens, wanted);
  if (tokens === undefined) return undefined;
  const { text: written, usage } = await make(parts, prepared, tokens, signal);
  return { text: written, dollars: await count(parts, goal, model, usage) };
}

async function judge(parts: Parts, goal: Goal, signal: AbortSignal): Promise<void> {
  const { judge: model } = await modelsOf(parts, goal);
  const answer = await structured(
    parts,
    goal,
    model,
    verdictTokens,
    (tokens) => judgeRequest(goal, model, tokens),
    signal,
  );
  if (!answer) return;
  const verdicts = readVerdicts(answer.output, goal.criteria, goal.result);
  const at = parts.clock.now();
  const remark = "The judge failed, refused, or gave nothing that can be read.";
  await move(parts, goal, (now) =>
    verdicts
      ? moves.judged(now, verdicts, answer.dollars, at)
      : moves.unjudged(now, remark, answer.dollars, at),
  );
}
