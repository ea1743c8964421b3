import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBreaker, type Pass } from "../../../src/adapters/anthropic/breaker.ts";
import { createManualClock } from "../../doubles/manual-clock.ts";
import { createSilentLog } from "../../doubles/silent-log.ts";
import { error, json, text } from "../../fakes/messages-server/reply.ts";
import {
  answerRequest,
  failureOf,
  noAbort,
  readAnswer,
  reflectionRequest,
  startWorld,
} from "./model-world.ts";

const open = () => {
  const clock = createManualClock(0);
  const breaker = createBreaker(clock, createSilentLog());
  const fail = async (times: number) => {
    for (let time = 0; time < times; time += 1) {
      breaker.admit()?.failed();
      if (breaker.openForMs() === 0) await clock.advance(500);
    }
  };
  return { clock, breaker, fail };
};

describe("D1: a breaker", () => {
  it("leaves the endpoint alone after five failures in a row", async () => {
    const { breaker, fail } = open();
    await fail(4);
    breaker.admit()?.succeeded();
    await fail(4);
    expect(breaker.openForMs()).toBe(0);
    await fail(1);
    expect(breaker.openForMs()).toBe(5000);
    expect(breaker.admit()).toBeNull();
  });

  it("takes failures at one instant for a blip, however many they are", () => {
    const { breaker } = open();
    for (let time = 0; time < 50; time += 1) breaker.admit()?.failed();
    expect(breaker.openForMs()).toBe(0);
  });

  it("lets one request through after a while, and all once that has succeeded", async () => {
    const { breaker, clock, fail } = open();
    await fail(5);
    await clock.advance(5000);
    const trial = breaker.admit();
    expect(breaker.admit()).toBeNull();
    trial?.succeeded();
    expect(breaker.openForMs()).toBe(0);
    expect(breaker.admit()).not.toBeNull();
  });

  it("leaves it alone for twice as long each time, up to a minute", async () => {
    const { breaker, clock, fail } = open();
    await fail(5);
    const waits: number[] = [];
    for (let time = 0; time < 6; time += 1) {
      waits.push(breaker.openForMs());
      await clock.advance(breaker.openForMs());
      await fail(1);
    }
    expect(waits).toEqual([5000, 10_000, 20_000, 40_000, 60_000, 60_000]);
  });

  it("lets another on trial when the first says nothing for as long as it was left alone", async () => {
    const { breaker, clock, fail } = open();
    await fail(5);
    await clock.advance(5000);
    breaker.admit();
    await clock.advance(4999);
    expect(breaker.admit()).toBeNull();
    await clock.advance(1);
    breaker.admit()?.succeeded();
    expect(breaker.openForMs()).toBe(0);
  });

  it("makes the next request the trial where one ended without a word", async () => {
    const { breaker, clock, fail } = open();
    await fail(5);
    await clock.advance(5000);
    breaker.admit()?.dropped();
    const next = breaker.admit();
    expect(next).not.toBeNull();
    next?.succeeded();
    expect(breaker.openForMs()).toBe(0);
  });

  it("is never shut for good, whatever happens", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.constantFrom(
            "admit" as const,
            "succeeded" as const,
            "failed" as const,
            "dropped" as const,
            "later" as const,
          ),
          { maxLength: 60 },
        ),
        async (steps) => {
          const { breaker, clock } = open();
          const passes: Pass[] = [];
          const acts = {
            later: () => clock.advance(7000),
            admit: () => passes.push(...[breaker.admit()].filter((pass) => pass !== null)),
            succeeded: () => passes.shift()?.succeeded(),
            failed: () => passes.shift()?.failed(),
            dropped: () => passes.shift()?.dropped(),
          };
          for (const step of steps) await acts[step]();
          for (const pass of passes) pass.dropped();
          await clock.advance(60_000);
          expect(breaker.admit()).not.toBeNull();
        },
      ),
    );
  });
});

describe("D1: an endpoint that is overloaded for ten minutes", () => {
  it("is asked at most 1.2 times a turn, and answers again once it can", async () => {
    let isOver = false;
    const { model, server, clock } = await startWorld(() =>
      isOver ? text("Hello.") : error(529, "overloaded_error"),
    );
    const turns = 600;
    for (let turn = 0; turn < turns; turn += 1) {
      const failure = failureOf(model.answer(answerRequest(), noAbort()));
      // Three requests of the first turn and two of the second; then it is left alone.
      for (let wait = turn; wait < 2; wait += 1) await clock.step(10_000);
      expect(await failure).toMatchObject({ failure: "busy" });
      await clock.advance(1000);
    }
    expect(server.asked.length).toBeGreaterThan(5);
    expect(server.asked.length / turns).toBeLessThanOrEqual(1.2);
    isOver = true;
    await clock.advance(60_000);
    expect((await readAnswer(model.answer(answerRequest(), noAbort()))).text).toBe("Hello.");
  });

  it("has a reflection wait until it is asked again", async () => {
    let isOver = false;
    const { model, clock } = await startWorld(() =>
      isOver ? json({ changes: [], watch: [] }) : error(529, "overloaded_error"),
    );
    for (let turn = 0; turn < 2; turn += 1) {
      const failure = failureOf(model.answer(answerRequest(), noAbort()));
      for (let wait = turn; wait < 2; wait += 1) await clock.step(10_000);
      await failure;
      await clock.advance(turn === 0 ? 1000 : 0);
    }
    isOver = true;
    const outcomes = model.reflect([reflectionRequest()], noAbort());
    expect(await clock.step(10_000)).toBe(5000);
    expect(await outcomes).toMatchObject([{ type: "output" }]);
  });
});
