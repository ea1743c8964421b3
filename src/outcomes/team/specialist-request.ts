import type { PromptBlock } from "../../core/ports/model.ts";
import type { Specialist } from "../../core/settings/specialists.ts";
import { plainText, quotedData } from "../../core/text/quoted-data.ts";
import { shorten } from "../../core/text/tokens.ts";
import type { Brief } from "../brief.ts";
import { dataRule } from "../data-rule.ts";
import { saidBlocks } from "../said-block.ts";
import { resultBlock } from "./result-block.ts";
import { type Task, taskOf, type Work } from "./work.ts";

/** Who every specialist is: the same bytes for all of them, so that endpoints can cache them. */
export const specialistSystem = `You are a specialist in a team and work on one task, in the way that <specialist> says. You see nothing but the task, what it rests on, and what may be read in this place. Give the result itself: no preface, no report on what you did. Keep to the length that <specialist> says. Never make up facts about the team: where something is missing, leave a gap that is named. You write to your director and to nobody else. Write in the language of the task. ${dataRule}`;

/**
 * What a specialist is given beside its task: what all of the team are told of the whole, who it is, and the results that the
 * task depends on.
 */
export function specialistBlocks(
  work: Work,
  { dependsOn }: Task,
  specialist: Specialist,
  brief: Brief,
): PromptBlock[] {
  const { instructions, resultUnits } = specialist;
  const text = `<specialist note="Set by the administrators of this workspace.">${quotedData(instructions)} At most ${resultUnits} characters.</specialist>`;
  const results = dependsOn.flatMap((id) => taskOf(work, id) ?? []);
  return [
    ...brief.blocks,
    ...saidBlocks(work.comments),
    { kind: "instructions", text, material: [] },
    ...(results.length === 0 ? [] : [resultBlock(results)]),
  ];
}

/** Long enough for the result, in tokens. */
export function resultTokens({ resultUnits }: Specialist): number {
  return Math.ceil(resultUnits / 3);
}

/** A result within its limit: what is longer is cut, with a mark, before anything else reads it. */
export function cutResult(text: string, resultUnits: number): string {
  const result = plainText(text).trim();
  if (result.length <= resultUnits) return result;
  const mark = `\n\n(cut: it was longer than ${resultUnits} characters)`;
  return `${shorten(result, resultUnits - mark.length)}${mark}`;
}
