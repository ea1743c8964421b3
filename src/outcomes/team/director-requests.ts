import { z } from "zod";
import type { PromptBlock, StructuredRequest } from "../../core/ports/model.ts";
import type { Specialist } from "../../core/settings/specialists.ts";
import { isBlank } from "../../core/text/is-blank.ts";
import { quotedData, quotedLines } from "../../core/text/quoted-data.ts";
import type { Brief } from "../brief.ts";
import { dataRule } from "../data-rule.ts";
import { saidBlock, saidBlocks } from "../said-block.ts";
import { planSchema, taskWords } from "./plan.ts";
import { resultBlock } from "./result-block.ts";
import type { Task, Work } from "./work.ts";
import type { Decision } from "./work-moves.ts";

/** The longest plan, decision and answer, in tokens. */
export const planTokens = 3000;
export const decisionTokens = 1000;
export const answerTokens = 8000;

const planSystem = `You direct a team of specialists who work on a task for somebody in a team's chat. Plan it as a small graph: at least one task and no more than <tasks> says, as few as do it well, each given to one specialist by name. Tasks are numbered from 1 in the order in which you give them; dependsOn holds the numbers of the tasks whose results a task needs. Tasks that need nothing of each other run side by side. A specialist sees nothing but the words of its task and the results it depends on, so that the words must say everything. You write the answer yourself in the end: plan no task for that. Where there is a rubric, the answer will be judged by it; where there is a last result, plan what mends it. Write in the language of the task. ${dataRule}`;

/** What a plan is made from. */
export interface Planning {
  readonly work: Work;
  readonly brief: Brief;
  readonly specialists: readonly Specialist[];
  readonly tasksAtMost: number;
}

/** Asks for a plan. */
export function planRequest(
  { work: { text, comments, refusedPlan }, brief, specialists, tasksAtMost }: Planning,
  model: string,
  maxTokens: number,
): StructuredRequest {
  const known = specialists.map(({ name, instructions }) => `- ${name}: ${quotedData(instructions)}`);
  const content = [
    `<task>\n${quotedLines(text)}\n</task>`,
    ...brief.blocks.map((block) => block.text),
    `<tasks>${tasksAtMost} at most</tasks>`,
    `<specialists>\n${known.join("\n")}\n</specialists>`,
    ...saidBlock(comments),
    ...(refusedPlan === "" ? [] : [`<refused>Your last plan did not hold: ${refusedPlan}</refused>`]),
  ];
  return { model, system: planSystem, content: content.join("\n"), schema: planSchema, maxTokens };
}

const decisionSystem = `You direct a team of specialists. One of them failed twice at its task. Decide how it goes on: "without" where the whole can be done well without it, "another way" where other words or a smaller task are likely to work (give the new words, which must say everything), or "ask" where the person should say. ${dataRule}`;

const decisionSchema = {
  type: "object",
  properties: {
    decision: { type: "string", enum: ["without", "another way", "ask"] },
    task: { type: "string" },
  },
  required: ["decision", "task"],
  additionalProperties: false,
} as const;

/** Asks how it goes on after a task failed for good. */
export function decisionRequest(
  { text, tasks }: Work,
  failed: Task,
  model: string,
  maxTokens: number,
): StructuredRequest {
  const lines = tasks.map(
    ({ id, specialist, state, task }) => `${id}. [${state}] ${specialist}: ${quotedData(task)}`,
  );
  const content = [
    `<task>\n${quotedLines(text)}\n</task>`,
    `<plan>\n${lines.join("\n")}\n</plan>`,
    `<failed>Task ${failed.id} failed: ${quotedData(failed.remark)}</failed>`,
  ];
  return {
    model,
    system: decisionSystem,
    content: content.join("\n"),
    schema: decisionSchema,
    maxTokens,
  };
}

const decision = z.object({
  decision: z.enum(["without", "another way", "ask"]),
  task: z.string().default(""),
});

/** Reads what the director decided. What cannot be read is a question to the person. */
export function readDecision(output: unknown): Decision {
  const parsed = decision.safeParse(output);
  if (!parsed.success) return { type: "ask" };
  const words = taskWords(parsed.data.task);
  if (parsed.data.decision !== "another way") return { type: parsed.data.decision };
  return isBlank(words) ? { type: "ask" } : { type: "another way", task: words };
}

/** Who writes the answer: the same bytes for all work, so that endpoints can cache them. */
export const answerSystem = `You directed a team of specialists who worked on a task for somebody in a team's chat. Write the answer from their results: whole, ready to be used, no report on who did what. Where results disagree, say so. Where a task was left out, say in one sentence what is missing. Where there is a rubric, the answer will be judged by it: no remark on that. Never make up facts about the team. Write in the language of the task. ${dataRule}`;

/** What the director writes the answer from. */
export function answerBlocks({ tasks, comments }: Work, brief: Brief): PromptBlock[] {
  return [...brief.blocks, ...saidBlocks(comments), resultBlock(tasks)];
}
