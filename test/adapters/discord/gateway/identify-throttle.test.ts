import { describe, expect, it } from "vitest";
import type { IdentifyBudget } from "../../../../src/adapters/discord/gateway/identify-budget.ts";
import { createIdentifyThrottle } from "../../../../src/adapters/discord/gateway/identify-throttle.ts";
import { StoreError } from "../../../../src/core/errors.ts";
import { createManualClock } from "../../../doubles/manual-clock.ts";
import { createSilentLog } from "../../../doubles/silent-log.ts";

/** A throttle over a budget that says to wait so long, in turn, and then nothing any more. */
function throttled(take: IdentifyBudget["take"]) {
  const clock = createManualClock(0);
  const throttle = createIdentifyThrottle({ take, waitMs: async () => 0 }, clock, createSilentLog());
  const passed: number[] = [];
  const failed: unknown[] = [];
  const ask = (signal = new AbortController().signal) =>
    throttle.waitForIdentify(0, signal).then(
      () => passed.push(clock.now()),
      (error: unknown) => failed.push(error),
    );
  return { clock, throttle, passed, failed, ask };
}

describe("A17: an identify", () => {
  it("is let through at once, and another five seconds later", async () => {
    const { clock, passed, ask } = throttled(async () => 0);
    await ask();
    void ask();
    await clock.advance(4999);
    expect(passed).toEqual([0]);
    await clock.advance(1);
    expect(passed).toEqual([0, 5000]);
  });

  it("waits as long as the budget says, and says until when", async () => {
    const waits = [60_000, 1000];
    const { clock, throttle, passed, ask } = throttled(async () => waits.shift() ?? 0);
    void ask();
    await clock.advance(0);
    expect(throttle.waitsUntil()).toBe(60_000);
    await clock.advance(60_999);
    expect(passed).toEqual([]);
    await clock.advance(1);
    expect(passed).toEqual([61_000]);
    expect(throttle.waitsUntil()).toBeUndefined();
  });

  it("is let through where nobody can count", async () => {
    const { passed, ask } = throttled(() => Promise.reject(new StoreError("documents", "full")));
    await ask();
    expect(passed).toEqual([0]);
  });

  it("of a connection that is gone is none, whether it waits or not", async () => {
    const { clock, throttle, passed, failed, ask } = throttled(async () => 60_000);
    const gone = new AbortController();
    void ask(gone.signal);
    await clock.advance(1000);
    gone.abort();
    await clock.advance(0);
    await ask(gone.signal);
    expect(failed).toHaveLength(2);
    expect(throttle.waitsUntil()).toBeUndefined();
    await clock.advance(120_000);
    expect(passed).toEqual([]);
  });

  it("that was let through for a connection that went meanwhile is refused", async () => {
    const gone = new AbortController();
    const { failed, passed, ask } = throttled(async () => {
      gone.abort();
      return 0;
    });
    await ask(gone.signal);
    expect([passed, failed.length]).toEqual([[], 1]);
  });
});
