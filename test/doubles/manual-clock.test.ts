import { describe, expect, it } from "vitest";
import { createManualClock } from "./manual-clock.ts";

describe("a manual clock", () => {
  it("stands still until it is advanced", async () => {
    const clock = createManualClock(1000);
    expect(clock.now()).toBe(1000);
    await clock.advance(250);
    expect(clock.now()).toBe(1250);
  });

  it("runs timers in the order in which they fall due, each at its own instant, and never at once", async () => {
    const clock = createManualClock(0);
    const ran: [string, number][] = [];
    const note = (name: string) => () => ran.push([name, clock.now()]);
    clock.after(200, note("late"));
    clock.after(100, note("early"));
    clock.after(100, note("early too"));
    clock.after(0, note("at once"));
    clock.after(301, note("never"));
    expect(ran).toEqual([]);
    await clock.advance(300);
    expect(ran).toEqual([
      ["at once", 0],
      ["early", 100],
      ["early too", 100],
      ["late", 200],
    ]);
  });

  it("runs what a timer plans within the same advance", async () => {
    const clock = createManualClock(0);
    const ran: number[] = [];
    const again = () => {
      ran.push(clock.now());
      clock.after(100, again);
    };
    clock.after(100, again);
    await clock.advance(350);
    expect(ran).toEqual([100, 200, 300]);
  });

  it("lets promises settle between timers", async () => {
    const clock = createManualClock(0);
    const order: string[] = [];
    clock.after(1, () => void Promise.resolve().then(() => order.push("promise of the first")));
    clock.after(2, () => order.push("second"));
    await clock.advance(2);
    expect(order).toEqual(["promise of the first", "second"]);
  });

  it("takes a timer back, and minds no cancel that comes late", async () => {
    const clock = createManualClock(0);
    const ran: string[] = [];
    const cancelFirst = clock.after(1, () => ran.push("first"));
    const cancelSecond = clock.after(1, () => ran.push("second"));
    cancelFirst();
    await clock.advance(1);
    cancelSecond();
    expect(ran).toEqual(["second"]);
  });

  it("ticks at full multiples of the wall clock until it is cancelled", async () => {
    const clock = createManualClock(25_000);
    const ticks: number[] = [];
    const cancel = clock.every(30, () => ticks.push(clock.now()));
    await clock.advance(70_000);
    expect(ticks).toEqual([30_000, 60_000, 90_000]);
    cancel();
    await clock.advance(70_000);
    expect(ticks).toHaveLength(3);
  });

  it("moves the wall clock in a jump, and leaves running timers as they are", async () => {
    const clock = createManualClock(0);
    const ran: number[] = [];
    clock.after(1000, () => ran.push(clock.now()));
    clock.jump(60_000);
    expect(clock.now()).toBe(60_000);
    await clock.advance(999);
    expect(ran).toEqual([]);
    await clock.advance(1);
    expect(ran).toEqual([61_000]);
  });
});
