import { vi } from "vitest";
import type { Clock } from "../../src/core/ports/clock.ts";

/** Lets time-outs of requests run on this clock. Gives what takes that back. */
export function followClock(clock: Clock): () => void {
  const spy = vi.spyOn(AbortSignal, "timeout").mockImplementation((delayMs) => {
    const controller = new AbortController();
    clock.after(delayMs, () => controller.abort(new DOMException("It took too long", "TimeoutError")));
    return controller.signal;
  });
  return () => spy.mockRestore();
}
