import { describe, expect, it } from "vitest";
import { Remembered } from "../../../src/core/calls/remembered.ts";
import { createManualClock } from "../../doubles/manual-clock.ts";

/** A memory of answers that a test gives, one for each question. */
function openMemory() {
  const clock = createManualClock(1_000_000);
  const questions: { readonly key: string; readonly answer: PromiseWithResolvers<string> }[] = [];
  const memory = new Remembered(clock, (key) => {
    const answer = Promise.withResolvers<string>();
    questions.push({ key, answer });
    return answer.promise;
  });
  return { clock, memory, questions };
}

describe("an answer", () => {
  it("is given again for a minute, and asked for again then", async () => {
    const { clock, memory, questions } = openMemory();
    questions[0]?.answer.resolve("never");
    const first = memory.get("a");
    questions[0]?.answer.resolve("one");
    expect(await first).toBe("one");
    await clock.advance(59_999);
    expect(await memory.get("a")).toBe("one");
    await clock.advance(1);
    const second = memory.get("a");
    questions[1]?.answer.resolve("two");
    expect(await second).toBe("two");
    expect(questions.map(({ key }) => key)).toEqual(["a", "a"]);
  });

  it("is asked for once by those who ask at once, and for each by itself", async () => {
    const { memory, questions } = openMemory();
    const all = [memory.get("a"), memory.get("a"), memory.get("b"), memory.get("a")];
    expect(questions.map(({ key }) => key)).toEqual(["a", "b"]);
    for (const { key, answer } of questions) answer.resolve(key);
    expect(await Promise.all(all)).toEqual(["a", "a", "b", "a"]);
  });

  it("that failed is remembered by nobody", async () => {
    const { memory, questions } = openMemory();
    const failing = [memory.get("a"), memory.get("a")];
    questions[0]?.answer.reject(new Error("The fault of the test"));
    expect((await Promise.allSettled(failing)).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    const again = memory.get("a");
    questions[1]?.answer.resolve("well");
    expect(await again).toBe("well");
  });

  it("that failed late does not take away the one that was asked for since", async () => {
    const { memory, questions } = openMemory();
    const late = memory.get("a");
    memory.forget("a");
    const next = memory.get("a");
    questions[1]?.answer.resolve("next");
    questions[0]?.answer.reject(new Error("The fault of the test"));
    await expect(late).rejects.toThrow();
    expect([await next, await memory.get("a")]).toEqual(["next", "next"]);
    expect(questions).toHaveLength(2);
  });

  it("is no longer given once it was forgotten, also while it was on its way", async () => {
    const { memory, questions } = openMemory();
    const before = memory.get("a");
    memory.forget("a");
    const after = memory.get("a");
    questions[0]?.answer.resolve("before");
    questions[1]?.answer.resolve("after");
    expect([await before, await after, await memory.get("a")]).toEqual(["before", "after", "after"]);
    memory.forgetAll();
    void memory.get("a");
    expect(questions).toHaveLength(3);
  });

  it("is asked for again where the clock was set back by more than a minute", async () => {
    const { clock, memory, questions } = openMemory();
    void memory.get("a");
    clock.jump(-59_999);
    void memory.get("a");
    expect(questions).toHaveLength(1);
    clock.jump(-60_000);
    void memory.get("a");
    expect(questions).toHaveLength(2);
  });

  it("is forgotten, the oldest first, where there are more than 20,000", () => {
    const { memory, questions } = openMemory();
    for (let key = 0; key <= 20_000; key += 1) void memory.get(String(key));
    void memory.get("1");
    expect(questions).toHaveLength(20_001);
    void memory.get("0");
    expect(questions).toHaveLength(20_002);
  });
});
