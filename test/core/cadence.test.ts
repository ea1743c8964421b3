import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Cadence, canonicalTimeZone, nextDue, parseCadence } from "../../src/core/cadence.ts";

const cron = (expression: string): Cadence => ({ type: "cron", expression });

describe("parseCadence", () => {
  it.each([
    ["weekly mon 09:00", "0 9 * * 1"],
    ["Weekly  Monday 9:00", "0 9 * * 1"],
    ["weekly thurs 23:59", "59 23 * * 4"],
    ["weekly sun 00:00", "0 0 * * 0"],
    ["daily 02:00", "0 2 * * *"],
    [" DAILY 2:05 ", "5 2 * * *"],
    ["*/15 8-18 * * mon-fri", "*/15 8-18 * * mon-fri"],
    ["0 9 1 1,7 *", "0 9 1 1,7 *"],
    ["0 9 29 2 *", "0 9 29 2 *"],
  ])("B14: reads %j as %j", (text, expression) => {
    expect(parseCadence(text)).toEqual(cron(expression));
  });

  it("B14: reads off", () => {
    expect(parseCadence(" OFF ")).toEqual({ type: "off" });
  });

  it.each([
    "",
    "weekly",
    "weekly mon",
    "weekly mon 24:00",
    "weekly mon 09:60",
    "weekly mon 9",
    "weekly mon 9am",
    "weekly xyz 09:00",
    "weekly m 09:00",
    "weekly monkey 09:00",
    "weekly mon tue 09:00",
    "daily",
    "daily 25:00",
    "daily -1:00",
    "daily at 02:00",
    "monthly 1 09:00",
    "every day",
    "off please",
    "@weekly",
    "0 9 * *",
    "0 0 9 * * *",
    "60 9 * * *",
    "0 24 * * *",
    "0 9 0 * *",
    "0 9 32 * *",
    "0 9 * 13 *",
    "0 9 * * 8",
    "0 9 31 2 *",
    "*/0 * * * *",
    "a b c d e",
    "H H * * *",
    "* * * * * ; rm",
    "0 9 * * mon|tue",
  ])("B14: refuses %j", (text) => {
    expect(parseCadence(text)).toBeUndefined();
  });

  it("B14: whatever is accepted comes due, in any time zone", () => {
    const field = fc.constantFrom(
      "*",
      "0",
      "1",
      "5",
      "30",
      "59",
      "*/7",
      "1-5",
      "mon",
      "feb",
      "l",
      "?",
      "31",
      "2,4",
    );
    fc.assert(
      fc.property(
        fc.array(field, { minLength: 5, maxLength: 5 }),
        fc.integer({ min: 0, max: 4e12 }),
        (fields, at) => {
          const cadence = parseCadence(fields.join(" "));
          fc.pre(cadence !== undefined);
          expect(nextDue(cadence, "Australia/Lord_Howe", at)).toBeGreaterThan(at);
        },
      ),
    );
  });
});

describe("canonicalTimeZone", () => {
  it.each([
    ["Europe/Lisbon", true],
    ["UTC", true],
    ["Mars/Olympus", false],
    ["", false],
    ["Lisbon", false],
  ])("takes %j for one: %s", (name, isOne) => {
    expect(canonicalTimeZone(name) !== undefined).toBe(isOne);
  });
});

describe("nextDue", () => {
  const lisbon = "Europe/Lisbon";

  it("is never due when off", () => {
    expect(nextDue({ type: "off" }, lisbon, 0)).toBeUndefined();
  });

  it("is strictly after the given instant, and nothing is due in between", () => {
    const instant = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2029, 0, 1) });
    const expression = fc.constantFrom("0 9 * * 1", "30 2 * * *", "*/20 * * * *", "0 0 1 * *", "30 1 * * 0");
    const zone = fc.constantFrom(lisbon, "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu");
    fc.assert(
      fc.property(
        instant,
        expression,
        zone,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (at, rule, timeZone, share) => {
          const dueAt = nextDue(cron(rule), timeZone, at) ?? 0;
          expect(dueAt).toBeGreaterThan(at);
          expect(dueAt % 60_000).toBe(0);
          const between = at + Math.floor((dueAt - 1 - at) * share);
          expect(nextDue(cron(rule), timeZone, between)).toBe(dueAt);
        },
      ),
    );
  });

  it.each([
    ["in winter", "2026-01-05T08:59:59.999Z", "2026-01-05T09:00:00.000Z"],
    ["at the instant itself", "2026-01-05T09:00:00.000Z", "2026-01-12T09:00:00.000Z"],
    ["in summer", "2026-07-01T00:00:00.000Z", "2026-07-06T08:00:00.000Z"],
    ["over the change to summer time", "2026-03-23T09:00:00.000Z", "2026-03-30T08:00:00.000Z"],
  ])("follows the wall clock %s", (_, after, due) => {
    expect(nextDue(cron("0 9 * * 1"), lisbon, Date.parse(after))).toBe(Date.parse(due));
  });

  it.each([
    ["jumps over the hour, by an hour", "30 1 * * *", lisbon, "2026-03-29T00:00:00Z", "2026-03-29T01:30:00Z"],
    [
      "jumps by half an hour",
      "15 2 * * *",
      "Australia/Lord_Howe",
      "2026-10-03T15:00:00Z",
      "2026-10-03T15:45:00Z",
    ],
    ["jumps at midnight", "0 0 * * *", "America/Santiago", "2026-09-06T00:00:00Z", "2026-09-06T04:00:00Z"],
    [
      "jumps into the next day",
      "45 23 * * *",
      "America/Nuuk",
      "2026-03-28T23:00:00Z",
      "2026-03-29T00:45:00Z",
    ],
    ["shows the hour twice", "30 1 * * *", lisbon, "2026-10-25T00:00:00Z", "2026-10-25T00:30:00Z"],
    ["shows the hour again", "30 1 * * *", lisbon, "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"],
  ])("B13: where the clock %s", (_, rule, timeZone, after, due) => {
    expect(new Date(nextDue(cron(rule), timeZone, Date.parse(after)) ?? 0)).toEqual(new Date(due));
  });
});
