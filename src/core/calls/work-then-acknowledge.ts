import type { Clock } from "../ports/clock.ts";

/** How long the work may take before it is acknowledged all the same: Slack and Discord give up after 3 seconds. */
const latestMs = 2500;

/**
 * Does the work of an interaction and acknowledges it then, so that a process that dies on the way leaves the
 * person with the platform's own sign that nothing came of it. Work that takes long is acknowledged before it ends.
 * Gives the result, and whether the acknowledgement is still to come: then it may carry an answer.
 */
export async function workThenAcknowledge<Result>(
  clock: Clock,
  acknowledge: () => Promise<void>,
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly isLate: boolean }> {
  let early: Promise<void> | undefined;
  const cancel = clock.after(latestMs, () => {
    // Whether the platform heard of it or not, the work goes on and its answer is told.
    early = acknowledge().catch(() => undefined);
  });
  try {
    const result = await work();
    return { result, isLate: early !== undefined };
  } finally {
    cancel();
    await early;
  }
}
