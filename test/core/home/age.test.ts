import { describe, expect, it } from "vitest";
import { ageOf } from "../../../src/core/home/age.ts";

const dayMs = 24 * 60 * 60 * 1000;

describe("ageOf", () => {
  it.each([
    [-1, "today"],
    [0.9, "today"],
    [1, "yesterday"],
    [2, "2 days ago"],
    [59, "59 days ago"],
    [60, "2 months ago"],
    [729, "24 months ago"],
    [730, "2 years ago"],
  ])("says how long ago %d days are", (days, words) => {
    expect(ageOf(1e12 - days * dayMs, 1e12)).toBe(words);
  });
});
