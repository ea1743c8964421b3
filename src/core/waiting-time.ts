import type { Clock } from "./ports/clock.ts";

/** Resolves after the delay. */
export function after(clock: Clock, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(delayMs, resolve);
  });
}

/** Waits for the work, though no longer than this. What the work comes to is for others to learn. */
export async function within(clock: Clock, longestMs: number, work: Promise<unknown>): Promise<void> {
  const late = Promise.withResolvers<void>();
  const cancel = clock.after(longestMs, late.resolve);
  await Promise.race([work, late.promise]);
  cancel();
}
