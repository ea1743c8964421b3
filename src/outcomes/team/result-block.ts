import type { PromptBlock } from "../../core/ports/model.ts";
import { quotedData, quotedLines } from "../../core/text/quoted-data.ts";
import type { Task } from "./work.ts";

/** Results of specialists as quoted data (law 9): whatever one of them read cannot speak to who reads it next. */
export function resultBlock(tasks: readonly Task[]): PromptBlock {
  const results = tasks.map(({ id, specialist, task, state, result }) => {
    const said = state === "done" ? quotedLines(result) : "There is no result: this task was left out.";
    return `<result of="${id}" by="${specialist}">\nTask: ${quotedData(task)}\n${said}\n</result>`;
  });
  return { kind: "instructions", text: results.join("\n"), material: [] };
}
