import { describe, expect, it } from "vitest";
import { pause } from "../../../src/adapters/anthropic/pause.ts";
import { createManualClock } from "../../doubles/manual-clock.ts";
import { noAbort } from "./model-world.ts";

describe("a pause", () => {
  it("ends when its time has passed", async () => {
    const clock = createManualClock(0);
    const over = pause(clock, 500, noAbort()).then(() => clock.now());
    await clock.advance(10_000);
    expect(await over).toBe(500);
  });

  it("takes its plan back when it is aborted", async () => {
    const cancelled: string[] = [];
    const clock = { ...createManualClock(0), after: () => () => void cancelled.push("cancelled") };
    const controller = new AbortController();
    const reason = new Error("Enough.");
    const paused = pause(clock, 500, controller.signal);
    controller.abort(reason);
    await expect(paused).rejects.toBe(reason);
    expect(cancelled).toEqual(["cancelled"]);
    await expect(pause(clock, 500, controller.signal)).rejects.toBe(reason);
  });
});
