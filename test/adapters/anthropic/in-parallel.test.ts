import { describe, expect, it } from "vitest";
import { inParallel } from "../../../src/adapters/anthropic/in-parallel.ts";
import { noAbort } from "./model-world.ts";

describe("work in parallel", () => {
  it("gives its results in the order of the items", async () => {
    const gate = Promise.withResolvers<void>();
    const results = inParallel(2, ["slow", "fast", "faster"], noAbort(), async (item) => {
      if (item === "slow") await gate.promise;
      if (item === "faster") gate.resolve();
      return item.toUpperCase();
    });
    expect(await results).toEqual(["SLOW", "FAST", "FASTER"]);
  });

  it("aborts the others when one fails", async () => {
    const failure = new Error("One failed.");
    const stopped = Promise.withResolvers<unknown>();
    const results = inParallel(2, ["waits", "fails", "never begun"], noAbort(), (item, signal) => {
      if (item !== "waits") return Promise.reject(failure);
      signal.addEventListener("abort", () => stopped.resolve(signal.reason));
      return stopped.promise;
    });
    await expect(results).rejects.toBe(failure);
    expect(await stopped.promise).toBe(failure);
  });

  it("does not begin when it is aborted, with nothing to do either", async () => {
    const reason = new Error("Too late.");
    const nothing = inParallel(2, [], AbortSignal.abort(reason), () => Promise.resolve(1));
    await expect(nothing).rejects.toBe(reason);
  });
});
