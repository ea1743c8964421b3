import type { ChildProgram } from "../child-program.ts";
import type { Asked } from "../turn-book.ts";
import type { Asker } from "./asker.ts";
import { takeModelTimes } from "./measured-model.ts";

/** Where the time of one turn went, in milliseconds. */
export interface TurnTimes {
  /** From the mention being sent to the first bytes that the model got. */
  readonly toModelMs: number;
  /** From the last bytes of the model to the complete answer being seen. */
  readonly afterModelMs: number;
  /** Both together: all that is not the model's. */
  readonly ownMs: number;
  readonly toAnswerMs: number;
}

/** Measures turns one after the other. */
export async function alone(
  asker: Asker,
  model: ChildProgram,
  nextQuestion: () => string,
  turns: number,
): Promise<TurnTimes[]> {
  await takeModelTimes(model);
  const asked: Asked[] = [];
  for (let turn = 0; turn < turns; turn += 1) asked.push(await asker.ask(nextQuestion()));
  const { arrivedAtMs, answeredAtMs } = await takeModelTimes(model);
  if (arrivedAtMs.length !== turns || answeredAtMs.length !== turns) {
    throw new Error(`${turns} turns made ${arrivedAtMs.length} requests to the model`);
  }
  return asked.map((each, turn) => timesOf(each, Number(arrivedAtMs[turn]), Number(answeredAtMs[turn])));
}

function timesOf({ sentAtMs, answeredAtMs }: Asked, modelFromMs: number, modelToMs: number): TurnTimes {
  const toModelMs = modelFromMs - sentAtMs;
  const afterModelMs = answeredAtMs - modelToMs;
  return { toModelMs, afterModelMs, ownMs: toModelMs + afterModelMs, toAnswerMs: answeredAtMs - sentAtMs };
}
