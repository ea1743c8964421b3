import { setTimeout } from "node:timers/promises";

/** How long something may take on a loaded machine, in milliseconds. */
const usualPatienceMs = 10_000;

/** How often it is looked, in milliseconds: nothing of a fake's tells that something was drawn. */
const lookAgainMs = 10;

/** Resolves once something is found; rejects when it is not within the patience. */
export async function untilFound<Found>(
  what: string,
  look: () => Found | undefined | Promise<Found | undefined>,
  patienceMs: number = usualPatienceMs,
): Promise<Found> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > deadline) throw new Error(`It never came to this: ${what}`);
    await setTimeout(lookAgainMs);
  }
}
