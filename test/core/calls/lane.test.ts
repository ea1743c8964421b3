import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Lane, LaneHeld } from "../../../src/core/calls/lane.ts";
import { createManualClock } from "../../doubles/manual-clock.ts";

const never = Number.POSITIVE_INFINITY;

describe("a lane", () => {
  it("lets calls run side by side while nothing holds it", async () => {
    const lane = new Lane(createManualClock(0));
    const gate = Promise.withResolvers<void>();
    let started = 0;
    const call = () =>
      lane.run(async () => {
        started += 1;
        await gate.promise;
      }, never);
    const calls = [call(), call(), call()];
    expect(started).toBe(3);
    gate.resolve();
    await Promise.all(calls);
  });

  it("E7: starts nothing while it is held, then one call after the other in their order", async () => {
    const clock = createManualClock(0);
    const lane = new Lane(clock);
    lane.hold(5000);
    const ran: [number, number][] = [];
    let underWay = 0;
    let most = 0;
    const calls = [0, 1, 2, 3].map((number) =>
      lane.run(async () => {
        underWay += 1;
        most = Math.max(most, underWay);
        ran.push([number, clock.now()]);
        await new Promise<void>((resolve) => void clock.after(100, resolve));
        underWay -= 1;
      }, never),
    );
    await clock.advance(4999);
    expect(ran).toEqual([]);
    await clock.advance(1000);
    await Promise.all(calls);
    expect(most).toBe(1);
    expect(ran).toEqual([
      [0, 5000],
      [1, 5100],
      [2, 5200],
      [3, 5300],
    ]);
    expect(lane.isHeld).toBe(false);
  });

  it("E7: refuses at once, without a call, whoever cannot wait that long", async () => {
    const clock = createManualClock(0);
    const lane = new Lane(clock);
    lane.hold(5000);
    let calls = 0;
    const call = async () => {
      calls += 1;
      return clock.now();
    };
    await expect(lane.run(call, 4999)).rejects.toBeInstanceOf(LaneHeld);
    const patient = lane.run(call, 5000);
    expect(calls).toBe(0);
    await clock.advance(5000);
    expect(await patient).toBe(5000);
    expect(calls).toBe(1);
  });

  it("goes on after a call that failed", async () => {
    const clock = createManualClock(0);
    const lane = new Lane(clock);
    lane.hold(10);
    const failing = lane.run(() => Promise.reject(new Error("refused")), never);
    const outcome = expect(failing).rejects.toThrow("refused");
    const next = lane.run(async () => "done", never);
    await clock.advance(10);
    await outcome;
    expect(await next).toBe("done");
  });

  it("keeps the order of whatever waits, whatever it is told meanwhile", async () => {
    const event = fc.oneof(
      fc.record({ type: fc.constant("call" as const), takesMs: fc.nat(50) }),
      fc.record({ type: fc.constant("hold" as const), forMs: fc.nat(2000) }),
      fc.record({ type: fc.constant("pass" as const), delayMs: fc.nat(500) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 15 }), async (events) => {
        const clock = createManualClock(0);
        const lane = new Lane(clock);
        lane.hold(1000);
        const started: number[] = [];
        const calls: Promise<void>[] = [];
        for (const each of events) {
          if (each.type === "hold") lane.hold(each.forMs);
          else if (each.type === "pass") await clock.advance(each.delayMs);
          else {
            const number = calls.length;
            const work = async () => {
              started.push(number);
              await new Promise<void>((resolve) => void clock.after(each.takesMs, resolve));
            };
            calls.push(lane.run(work, never));
          }
        }
        await clock.advance(20_000);
        await Promise.all(calls);
        expect(started).toEqual(calls.map((_, number) => number));
      }),
      { numRuns: 30 },
    );
  });
});
