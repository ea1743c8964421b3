import { describe, expect, it } from "vitest";
import { type Cadence, nextDue, parseCadence } from "../../src/core/cadence.ts";

const dayMs = 24 * 60 * 60 * 1000;
const from = Date.UTC(2025, 0, 1);
const to = Date.UTC(2028, 0, 1);

function cadenceOf(text: string): Cadence {
  const cadence = parseCadence(text);
  if (!cadence) throw new TypeError(text);
  return cadence;
}

/** The local days on which the cadence is due between two instants, as day numbers. */
function dueDays(text: string, timeZone: string, fromAt: number, toAt: number): number[] {
  const cadence = cadenceOf(text);
  const local = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" });
  const days: number[] = [];
  for (
    let at = nextDue(cadence, timeZone, fromAt) ?? toAt;
    at < toAt;
    at = nextDue(cadence, timeZone, at) ?? toAt
  ) {
    days.push(Date.parse(local.format(at)) / dayMs);
  }
  return days;
}

/** How far each day is from the one before it. */
function steps(days: readonly number[]): number[] {
  return days.slice(1).map((day, index) => day - (days[index] ?? 0));
}

describe("a cadence through three years of changing clocks", () => {
  const zones = [
    "Europe/Lisbon",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Pacific/Apia",
  ];

  it.each(
    zones.flatMap((zone) =>
      ["daily 01:30", "daily 02:15", "daily 00:00"].map((rule) => [zone, rule] as const),
    ),
  )("B13: in %s, %s is due exactly once each local day", (zone, rule) => {
    const days = dueDays(rule, zone, from, to);
    expect(days.length).toBeGreaterThanOrEqual(1094);
    expect(steps(days).every((step) => step === 1)).toBe(true);
  });

  it.each(zones)("B13: in %s, weekly is due exactly once each week", (zone) => {
    for (const rule of ["weekly sun 02:30", "weekly mon 09:00"]) {
      const days = dueDays(rule, zone, from, to);
      expect(days.length).toBeGreaterThanOrEqual(156);
      expect(steps(days).every((step) => step === 7)).toBe(true);
    }
  });

  it("B13: in every zone that there is, weekly is due exactly once each week through the changes of three years", () => {
    const all = Intl.supportedValuesOf("timeZone");
    expect(all.length).toBeGreaterThan(400);
    const wrong = all.filter((zone) => {
      const days = dueDays("weekly sun 02:00", zone, from, to);
      return days.length < 156 || steps(days).some((step) => step !== 7);
    });
    expect(wrong).toEqual([]);
  }, 30_000);

  it("B13: a day that a place left out of its calendar has no dream, and none is doubled", () => {
    const days = dueDays("daily 09:00", "Pacific/Apia", Date.UTC(2011, 11, 27), Date.UTC(2012, 0, 3));
    const dates = days.map((day) => new Date(day * dayMs).toISOString().slice(5, 10));
    expect(dates).toEqual(["12-27", "12-28", "12-29", "12-31", "01-01", "01-02", "01-03"]);
  });
});
