import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { type ChildProgram, startChild } from "../child-program.ts";

/** When requests came in at the model, their first bytes, and when the last bytes of the answers were out. */
export interface ModelTimes {
  readonly arrivedAtMs: readonly number[];
  readonly answeredAtMs: readonly number[];
}

/** Takes the times since it was asked last from the process of the model. */
export async function takeModelTimes({ child }: ChildProgram): Promise<ModelTimes> {
  const answer = once(child, "message");
  child.send("times");
  const [times] = await answer;
  return times as ModelTimes;
}

/** Starts the model, in a process of its own. */
export function startModel(open: AsyncDisposableStack): Promise<ChildProgram> {
  return startChild(open, [fileURLToPath(new URL("./model-program.ts", import.meta.url))]);
}
