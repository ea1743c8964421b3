import { describe, expect, it, onTestFinished } from "vitest";
import { createManualClock, type ManualClock } from "../../../doubles/manual-clock.ts";
import { openSlackHouse, type SlackHouse } from "../slack-house.ts";
import { proposeToAna, type SeenButton, told } from "./press.ts";

async function openHouse(): Promise<{ house: SlackHouse; clock: ManualClock; button: SeenButton }> {
  const clock = createManualClock(Date.UTC(2026, 10, 22, 12));
  const house = await openSlackHouse({ clock });
  onTestFinished(() => house.close());
  await house.bot.start();
  return { house, clock, button: await proposeToAna(house, "Lunch is at noon.") };
}

const press = ({ fake }: SlackHouse, button: SeenButton, verb = "approve") =>
  fake.world.press({
    person: "ana",
    channel: "dm-ana",
    ts: button.ts,
    action: `reverie:${verb}`,
    value: button.value,
  });

/** Lets what the click asks of Slack take so long, and waits until it is asked. */
async function pressSlowly(house: SlackHouse, button: SeenButton, delayMs: number, verb?: string) {
  const { fake } = house;
  fake.faults.failNext({ method: "users.info", as: { type: "slow", delayMs } });
  const asked = () => fake.world.records.calls.filter(({ outcome }) => outcome === null).length > 0;
  const pressed = press(house, button, verb);
  await house.until(asked, "the question to Slack");
  return pressed;
}

/** Lets so much time pass, with room for the network. */
async function pass(house: SlackHouse, clock: ManualClock, isSo: () => boolean): Promise<void> {
  await house.until(async () => {
    await clock.advance(50);
    return isSo();
  }, "what takes time");
}

describe("E12: work that takes longer than Slack waits", () => {
  it("is acknowledged in time, and its answer comes by the response URL", async () => {
    const { house, clock, button } = await openHouse();
    const { answer } = await pressSlowly(house, button, 20_000);
    await clock.advance(2600);
    expect(await answer).toMatchObject({ type: "acknowledged" });
    expect(told(house, "ana")).toEqual([]);
    await clock.advance(17_500);
    await house.until(() => told(house, "ana").length === 1, "the answer");
    expect(told(house, "ana")[0]).toContain("Approved: remembered for the team");
    expect(house.fake.world.records.failedInteractions).toEqual([]);
  });

  it("is acknowledged in time for a command too", async () => {
    const { house, clock } = await openHouse();
    const { fake } = house;
    fake.faults.failNext({ method: "users.info", as: { type: "slow", delayMs: 3000 } });
    fake.faults.failNext({ method: "users.conversations", as: { type: "slow", delayMs: 3000 } });
    const { answer } = fake.world.command({ person: "dora", channel: "general", text: "review" });
    let isOver = false;
    const ended = answer.finally(() => {
      isOver = true;
    });
    await pass(house, clock, () => isOver);
    expect(await ended).toMatchObject({ type: "acknowledged" });
    await pass(house, clock, () => told(house, "dora").length === 1);
    expect(fake.world.records.failedInteractions).toEqual([]);
  });

  it("comes too late for a form: a sentence says so, and the next press opens it", async () => {
    const { house, clock, button } = await openHouse();
    const { fake } = house;
    const { answer } = await pressSlowly(house, button, 3500, "edit");
    await clock.advance(3600);
    expect(await answer).toMatchObject({ type: "acknowledged" });
    await house.until(() => told(house, "ana").length === 1, "the sentence");
    expect(told(house, "ana")[0]).toContain("Press the button again.");
    expect(fake.world.modal({ person: "ana" })).toBeNull();
    expect(fake.world.records.calls.findLast(({ method }) => method === "views.open")?.outcome).toBe(
      "expired_trigger_id",
    );
    await press(house, button, "edit").answer;
    await house.until(() => fake.world.modal({ person: "ana" }) !== null, "the form");
  });
});

describe("E12: an answer whose way is closed", () => {
  it("takes the next one: ephemeral where the response URL is used up", async () => {
    const { house, button } = await openHouse();
    const { fake } = house;
    fake.faults.failNext({ method: "response_url", as: { type: "status", status: 404 } });
    await press(house, button).answer;
    await house.until(() => told(house, "ana").length === 1, "the answer");
    expect(told(house, "ana")[0]).toContain("Approved: remembered for the team");
    expect(fake.world.records.calls.filter(({ method }) => method === "chat.postEphemeral")).toHaveLength(1);
  });

  it("takes the last one: a direct message, where Slack shows nothing in the channel", async () => {
    const { house } = await openHouse();
    const { fake } = house;
    fake.faults.failNext({ method: "response_url", as: { type: "reset" } });
    const refused = { type: "error", error: "user_not_in_channel" } as const;
    fake.faults.failNext({ method: "chat.postEphemeral", as: refused });
    const before = fake.world.messages({ channel: "dm-dora" }).length;
    await fake.world.command({ person: "dora", channel: "general", text: "help" }).answer;
    const messages = () => fake.world.messages({ channel: "dm-dora" }).slice(before);
    await house.until(() => messages().length === 1, "the direct message");
    expect(told(house, "dora")).toEqual([]);
    expect(fake.world.records.pings).toEqual([]);
  });

  it("is logged where none is left, and nothing else happens", async () => {
    const { house, button } = await openHouse();
    const { fake, log } = house;
    fake.faults.failNext({ method: "response_url", as: { type: "status", status: 404 } });
    const refused = { type: "error", error: "user_not_in_channel" } as const;
    fake.faults.failNext({ method: "chat.postEphemeral", as: refused });
    fake.faults.failNext({
      method: "chat.postMessage",
      as: { type: "error", error: "cannot_dm_bot" },
    });
    expect(await press(house, button).answer).toMatchObject({ type: "acknowledged" });
    const refusals = () => log.entries.filter(({ event }) => event === "private-answer-refused");
    await house.until(() => refusals().length === 3, "three refusals");
    expect(told(house, "ana")).toEqual([]);
    expect(JSON.stringify(refusals())).not.toContain("Lunch");
  });

  it("is logged without words where it is a form", async () => {
    const { house, button } = await openHouse();
    const { fake, log } = house;
    const refused = { type: "error", error: "internal_error" } as const;
    fake.faults.failNext({ method: "views.open", as: refused });
    await press(house, button, "edit").answer;
    await house.until(() => told(house, "ana").length === 1, "the sentence");
    expect(JSON.stringify(log.entries)).not.toContain("Lunch is at noon");
  });
});
