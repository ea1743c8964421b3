import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { nextDue, parseCadence } from "../../src/core/cadence.ts";
import { asId, type WorkspaceId } from "../../src/core/ids.ts";
import type { Parts } from "../../src/core/parts.ts";
import type { Job } from "../../src/core/ports/jobs.ts";
import type { Platform } from "../../src/core/ports/platform.ts";
import { runDueDreams } from "../../src/dreaming/schedule.ts";
import { type House, openHouse } from "../doubles/house.ts";

const dayMs = 24 * 60 * 60 * 1000;
const from = Date.UTC(2026, 0, 1);
const to = Date.UTC(2029, 0, 1);
const schedulers = 5;

/**
 * The zones of three years, one for each way in which clocks are set: by how far they are from UTC every third day.
 * `test/core/cadence-zones.test.ts` goes through all of them.
 */
function zonesByTheirClocks(): string[] {
  const found = new Map<string, string>();
  for (const timeZone of Intl.supportedValuesOf("timeZone")) {
    const format = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
    const offsets: string[] = [];
    for (let at = from; at < to; at += 3 * dayMs) {
      const offset = format.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "";
      if (offset !== offsets.at(-1)?.split(" ")[1]) offsets.push(`${at} ${offset}`);
    }
    const signature = offsets.join();
    if (!found.has(signature)) found.set(signature, timeZone);
  }
  return [...found.values()];
}

/** Whether the clocks of a zone are set within ten days of an instant. */
function isNearChange(timeZone: string, at: number): boolean {
  const format = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
  const offsetAt = (instant: number) =>
    format.formatToParts(instant).find(({ type }) => type === "timeZoneName")?.value;
  return new Set([at - 10 * dayMs, at, at + 10 * dayMs].map(offsetAt)).size > 1;
}

describe("schedulers that share one store", () => {
  let house: House;
  beforeEach(() => {
    house = openHouse({ now: from });
  });
  afterEach(() => house.close());

  it("B11, B13: begin exactly one dream a week through every change of the clocks of three years", async () => {
    const zones = zonesByTheirClocks();
    expect(zones.length).toBeGreaterThan(50);
    const begun = new Map<string, number[]>();
    let served: readonly WorkspaceId[] = [];
    const [playground] = house.parts.platforms;
    const platform: Platform = {
      ...(playground as Platform),
      name: "zone",
      directory: {
        ...(playground as Platform).directory,
        workspaces: async () => served,
        workspace: async (id) => ({
          id,
          name: id,
          timezone: id.slice("zone:".length),
          roles: [],
          defaults: {},
        }),
      },
    };
    const jobs = {
      ...house.parts.jobs,
      async enqueue(job: Job) {
        const isNew = await house.parts.jobs.enqueue(job);
        const { workspace, period } = job.data as { workspace: string; period: number };
        if (isNew) begun.set(workspace, [...(begun.get(workspace) ?? []), period]);
        return isNew;
      },
    };
    const parts: Parts = { ...house.parts, jobs, platforms: [platform] };
    const tick = () => Promise.all(Array.from({ length: schedulers }, () => runDueDreams(parts)));
    const weekly = parseCadence("weekly mon 09:00") ?? { type: "off" as const };

    for (const zone of zones) {
      served = [asId(`zone:${zone}`)];
      house.clock.jump(from - house.clock.now());
      await tick();
      for (let due = nextDue(weekly, zone, from) ?? to; due < to; due = nextDue(weekly, zone, due) ?? to) {
        // One week is like the next but where clocks are set.
        if (!isNearChange(zone, due)) {
          house.clock.jump(due - house.clock.now());
          await runDueDreams(parts);
          continue;
        }
        // Just before it nothing is due, then all of them come at once, some of them late.
        house.clock.jump(due - 1000 - house.clock.now());
        await runDueDreams(parts);
        house.clock.jump(due - house.clock.now());
        await tick();
        house.clock.jump(20_000);
        await runDueDreams(parts);
      }
    }
    const wrong = zones.filter((zone) => {
      const local = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short" });
      const days = (begun.get(`zone:${zone}`) ?? []).map((at) => Date.parse(local.format(at)) / dayMs);
      const isWeekly = days.slice(1).every((day, index) => day - (days[index] ?? 0) === 7);
      return days.length < 156 || !isWeekly;
    });
    expect(wrong).toEqual([]);
  }, 120_000);
});
