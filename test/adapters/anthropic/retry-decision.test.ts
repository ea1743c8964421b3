import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  answerPolicy,
  countTry,
  noTries,
  reflectionPolicy,
  retryDelay,
  type Tries,
} from "../../../src/adapters/anthropic/retry-decision.ts";
import { interruption, type Trouble } from "../../../src/adapters/anthropic/trouble.ts";

const busy: Trouble = {
  failure: "busy",
  retryable: true,
  retryAfterMs: null,
  cause: undefined,
  wasSent: true,
};

function tried(count: number, trouble: Trouble): Tries {
  return Array.from({ length: count }).reduce<Tries>((tries) => countTry(tries, trouble), noTries);
}

describe("the decision about another attempt", () => {
  it("waits longer each time, and a little less by chance", () => {
    const many = { ...reflectionPolicy, attempts: 20 };
    const delays = [1, 2, 3, 4, 5, 6, 7].map((count) => retryDelay(busy, tried(count, busy), many, 0, 0));
    expect(delays).toEqual([500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
    expect(retryDelay(busy, tried(1, busy), many, 0, 1)).toBe(375);
  });

  it("takes back an answer that broke off once, and a reflection as often as there are attempts", () => {
    const broken = interruption();
    expect(retryDelay(broken, tried(1, broken), answerPolicy, 0, 0)).toBe(500);
    expect(retryDelay(broken, tried(2, broken), answerPolicy, 0, 0)).toBeNull();
    expect(retryDelay(broken, tried(3, broken), reflectionPolicy, 0, 0)).toBe(2_000);
    expect(retryDelay(broken, tried(4, broken), reflectionPolicy, 0, 0)).toBeNull();
  });

  it("never retries what cannot succeed, however long the endpoint asks to wait", () => {
    const lasting: Trouble = { ...busy, failure: "spend-limit", retryable: false, retryAfterMs: 1 };
    expect(retryDelay(lasting, tried(1, lasting), reflectionPolicy, 0, 0)).toBeNull();
  });

  it("D1: lets nobody wait for an endpoint that is left alone, and a reflection until it is asked again", () => {
    expect(retryDelay(busy, tried(1, busy), answerPolicy, 4000, 0)).toBeNull();
    expect(retryDelay(busy, tried(1, busy), reflectionPolicy, 4000, 0)).toBe(4000);
    expect(retryDelay(busy, tried(1, busy), reflectionPolicy, 100, 0)).toBe(500);
  });

  it("D1: counts no try that was never sent, and waits ten minutes for an endpoint that is left alone", () => {
    const refused: Trouble = { ...busy, retryAfterMs: 60_000, wasSent: false };
    let tries = noTries;
    for (let minutes = 0; minutes < 10; minutes += 1) {
      tries = countTry(tries, refused);
      expect(retryDelay(refused, tries, reflectionPolicy, 60_000, 0)).toBe(60_000);
      tries = { ...tries, waitedMs: tries.waitedMs + 60_000 };
    }
    expect(tries.attempts).toBe(0);
    expect(retryDelay(refused, tries, reflectionPolicy, 60_000, 0)).toBeNull();
  });

  it("D2: never lets a person wait for more than 20 seconds in all", () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.nat(100_000)), { maxLength: 10 }),
        fc.double({ min: 0, max: 1 }),
        (asks, random) => {
          let tries = noTries;
          for (const retryAfterMs of asks) {
            const trouble = { ...busy, retryAfterMs };
            tries = countTry(tries, trouble);
            const delayMs = retryDelay(trouble, tries, answerPolicy, 0, Number.isNaN(random) ? 0 : random);
            if (delayMs === null) break;
            tries = { ...tries, waitedMs: tries.waitedMs + delayMs };
          }
          expect(tries.waitedMs).toBeLessThanOrEqual(20_000);
          expect(tries.attempts).toBeLessThanOrEqual(3);
        },
      ),
    );
  });
});
