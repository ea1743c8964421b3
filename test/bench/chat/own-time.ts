import type { ModelTimes } from "../turn/measured-model.ts";
import type { Asked } from "../turn-book.ts";

/** A stretch of time, in milliseconds by `instantMs`. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

/** How long a turn took, in milliseconds. */
export interface TurnTimes {
  /** From the first event leaving the platform to the complete post having arrived there. */
  readonly replyMs: number;
  /** The part of it in which no call was at the model or at the platform. */
  readonly ownMs: number;
}

/** The model's requests as stretches; they came one after the other. */
export function modelStretches({ arrivedAtMs, answeredAtMs }: ModelTimes): readonly Stretch[] {
  if (arrivedAtMs.length !== answeredAtMs.length) throw new Error("A request to the model is still open");
  return arrivedAtMs.map((fromMs, index) => ({ fromMs, toMs: Number(answeredAtMs[index]) }));
}

/**
 * The times of a turn. A call is at a fake from its first byte coming in to the last byte of its answer going
 * out. Where calls overlap that time counts once, and a call that was still open when the answer came, such
 * as the post itself, does not count at all: nobody waited for its end. What the program still does for the
 * turn before is in it, and so is the way of the bytes between the processes.
 */
export function turnTimes({ sentAtMs, answeredAtMs }: Asked, calls: readonly Stretch[]): TurnTimes {
  const during = calls.filter(({ fromMs, toMs }) => fromMs >= sentAtMs && toMs <= answeredAtMs);
  const replyMs = answeredAtMs - sentAtMs;
  return { replyMs, ownMs: replyMs - coveredMs(during) };
}

/** How much time the stretches cover together. */
function coveredMs(stretches: readonly Stretch[]): number {
  let coveredToMs = Number.NEGATIVE_INFINITY;
  let sumMs = 0;
  for (const { fromMs, toMs } of stretches.toSorted((one, other) => one.fromMs - other.fromMs)) {
    sumMs += Math.max(0, toMs - Math.max(fromMs, coveredToMs));
    coveredToMs = Math.max(coveredToMs, toMs);
  }
  return sumMs;
}
