import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toInstant, toWallClock } from "../../src/core/wall-clock.ts";

const zone = fc.constantFrom(
  "Europe/Lisbon",
  "America/New_York",
  "Australia/Lord_Howe",
  "Africa/Casablanca",
  "UTC",
);
const instant = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2040, 0, 1) });
const hourMs = 60 * 60 * 1000;

describe("the wall clock", () => {
  it("shows what it is asked for, or the hour beside where it jumps", () => {
    fc.assert(
      fc.property(instant, zone, (at, timeZone) => {
        const shown = toWallClock(at, timeZone);
        const found = toInstant(shown, timeZone);
        // What is shown twice is found at its first time, so never later, and within the length of a jump.
        expect(toWallClock(found, timeZone)).toBe(shown);
        expect(found).toBeLessThanOrEqual(at);
        expect(at - found).toBeLessThanOrEqual(hourMs);
      }),
      { numRuns: 1000 },
    );
  });

  it("finds for any reading an instant on the same day", () => {
    fc.assert(
      fc.property(instant, zone, (reading, timeZone) => {
        const shown = toWallClock(toInstant(reading, timeZone), timeZone);
        expect(new Date(shown).getUTCDate()).toBe(new Date(reading).getUTCDate());
        expect(Math.abs(shown - reading)).toBeLessThanOrEqual(hourMs);
      }),
      { numRuns: 1000 },
    );
  });

  it("keeps the milliseconds, before 1970 too", () => {
    expect(toWallClock(1234, "UTC")).toBe(1234);
    expect(toWallClock(-1, "UTC")).toBe(-1);
  });
});
