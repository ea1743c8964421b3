import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { playgroundWorkspace } from "../../src/adapters/playground/cast.ts";
import { writeSetting } from "../../src/core/settings/settings.ts";
import { runDueDreams } from "../../src/dreaming/schedule.ts";
import { type House, openHouse } from "../doubles/house.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** A Sunday at noon. */
const sunday = Date.UTC(2026, 10, 22, 12);
const mondayAtNine = Date.UTC(2026, 10, 23, 9);

describe("the schedule", () => {
  let house: House;
  beforeEach(async () => {
    house = openHouse({ now: sunday });
    await writeSetting(house.parts, playgroundWorkspace, null, "timezone", "UTC");
    await house.bot.start();
    await house.settle();
  });
  afterEach(() => house.close());

  const dreams = async () => {
    await house.settle();
    return (await house.parts.ledger.dreams(playgroundWorkspace, 100)).map(({ period }) => period);
  };
  const set = (key: "cadence" | "timezone", value: string) =>
    writeSetting(house.parts, playgroundWorkspace, null, key, value);

  /** Lets days pass with a few ticks on each, and not the thousands that there would be. */
  const pass = async (days: number) => {
    for (let day = 0; day < days; day += 1) {
      house.clock.jump(dayMs - 60_000);
      await house.clock.advance(60_000);
      await house.settle();
    }
  };

  it("dreams at the due instant and not before", async () => {
    house.clock.jump(mondayAtNine - sunday - 90_000);
    await house.clock.advance(60_000);
    expect(await dreams()).toEqual([]);
    await house.clock.advance(90_000);
    expect(await dreams()).toEqual([mondayAtNine]);
  });

  it("B11: dreams once for a period however many schedulers tick", async () => {
    house.clock.jump(mondayAtNine - sunday + 1000);
    await Promise.all(Array.from({ length: 5 }, () => runDueDreams(house.parts)));
    await house.clock.advance(5 * 60_000);
    await Promise.all(Array.from({ length: 5 }, () => runDueDreams(house.parts)));
    expect(await dreams()).toEqual([mondayAtNine]);
  });

  it("B12: catches up once after three missed weeks", async () => {
    // The machine sleeps over three due instants: no tick runs in between.
    house.clock.jump(22 * dayMs);
    await house.clock.advance(5 * 60_000);
    expect(await dreams()).toEqual([mondayAtNine]);
  });

  it("never dreams while it is off, and follows a new rule from its change on", async () => {
    await set("cadence", "off");
    await pass(15);
    expect(await dreams()).toEqual([]);
    await set("cadence", "daily 02:00");
    await house.clock.advance(60_000);
    await pass(2);
    const periods = await dreams();
    expect(periods).toHaveLength(2);
    expect(periods.map((period) => new Date(period).getUTCHours())).toEqual([2, 2]);
  });

  it("lets a scheduled dream wait for twenty lines, and an asked one for nothing", async () => {
    house.clock.jump(mondayAtNine - sunday);
    await house.clock.advance(60_000);
    await house.settle();
    const [record] = await house.parts.ledger.dreams(playgroundWorkspace, 1);
    expect(record?.reflections.map(({ outcome }) => outcome)).toEqual(record?.reflections.map(() => "waits"));
    expect(record?.reflections.length).toBeGreaterThan(0);
    const act = { workspace: playgroundWorkspace, person: "ana" as never, channel: "general" as never };
    await house.playground.handler().answer({ type: "command-run", thread: null, ...act, text: "dream now" });
    await house.settle();
    const [asked] = await house.parts.ledger.dreams(playgroundWorkspace, 1);
    expect(asked?.reflections.reduce((sum, { proposed }) => sum + proposed, 0)).toBe(2);
  });

  it("lets what nobody decided expire after two weeks, and saves nothing", async () => {
    const act = { workspace: playgroundWorkspace, person: "ana" as never, channel: "general" as never };
    await house.playground.handler().answer({ type: "command-run", thread: null, ...act, text: "dream now" });
    await house.settle();
    const pending = await house.parts.ledger.proposals(playgroundWorkspace, null, "pending", 10);
    expect(pending).toHaveLength(2);
    await pass(15);
    expect(await house.parts.ledger.proposals(playgroundWorkspace, null, "expired", 10)).toHaveLength(2);
    const [first] = pending;
    const press = {
      type: "button-pressed" as const,
      ...act,
      verb: "approve",
      value: first?.id ?? "",
      message: null,
    };
    expect((await house.playground.handler().answer(press)).text).toContain("Already expired");
    const text = JSON.stringify(house.playground.world.all());
    expect(text).toContain("nobody decided in time");
  });

  it("B6: refuses a click after the expiry that no sweep has seen yet", async () => {
    const act = { workspace: playgroundWorkspace, person: "ana" as never, channel: "general" as never };
    await house.playground.handler().answer({ type: "command-run", thread: null, ...act, text: "dream now" });
    await house.settle();
    const [pending] = await house.parts.ledger.proposals(playgroundWorkspace, null, "pending", 10);
    house.clock.jump(14 * dayMs + 1);
    const press = {
      type: "button-pressed" as const,
      ...act,
      verb: "approve",
      value: pending?.id ?? "",
      message: null,
    };
    expect((await house.playground.handler().answer(press)).text).toContain("expired before anyone decided");
    expect((await house.parts.ledger.proposal(playgroundWorkspace, pending?.id as never))?.status).toBe(
      "expired",
    );
  });
});
