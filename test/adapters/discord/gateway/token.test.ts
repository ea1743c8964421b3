import { describe, expect, it } from "vitest";
import { startFakeDiscord } from "../../../fakes/discord/fake-discord.ts";
import { mention, openReceiving } from "../receive/open-house.ts";

const unknown =
  "Discord does not know DISCORD_TOKEN. Press Reset Token on the application's page, under Bot, and copy the new one.";

describe("A10: a token that Discord does not take", () => {
  it("keeps Reverie from starting, with a sentence", async () => {
    const house = await openReceiving({ isStopped: true, settings: { isTokenValid: false } });
    await expect(house.bot.start()).rejects.toThrow(unknown);
    expect(house.fake.world.records.identifies).toEqual([]);
  });

  it("and that is reset just before the connection, too", async () => {
    const house = await openReceiving({ isStopped: true });
    house.fake.faults.failNext({ route: "GET /gateway/bot", as: { type: "slow", delayMs: 1000 } });
    const starting = house.bot.start();
    const refused = expect(starting).rejects.toThrow(unknown);
    await house.until(
      () => house.fake.world.records.calls.some(({ route }) => route === "/gateway/bot"),
      "the call before the connection",
    );
    house.fake.world.configure({ isTokenValid: false });
    await house.clock.advance(1000);
    await refused;
  });

  it("4004: at run time brings it down, and the process stays up and tries nothing more", async () => {
    const house = await openReceiving();
    house.fake.world.configure({ isTokenValid: false });
    house.fake.gateway.close(4004);
    await house.until(() => house.discord.state().state === "down", "a state that says so");
    expect(house.discord.state()).toEqual({ state: "down", detail: unknown });
    const calls = house.fake.world.records.calls.length;
    for (let hour = 0; hour < 3; hour += 1) await house.clock.advance(60 * 60_000);
    expect(house.discord.state()).toEqual({ state: "down", detail: unknown });
    expect(house.fake.world.records.identifies).toHaveLength(1);
    const more = house.fake.world.records.calls.slice(calls).filter(({ route }) => route === "/gateway/bot");
    expect(more).toEqual([]);
    // It was not for us to erase anything.
    expect(house.logged("workspace-erased")).toBe(0);
    expect(house.told.filter(({ type }) => type === "workspace-left")).toEqual([]);
  });

  it("that was refused once, by a slip of Discord's, is used again", async () => {
    const house = await openReceiving();
    house.fake.world.configure({ isTokenValid: false });
    house.fake.world.say({ person: "ana", channel: "engineering", text: `${mention} what is it?` });
    await house.until(
      () => house.fake.world.records.calls.some(({ status }) => status === 401),
      "a refused call",
    );
    house.fake.world.configure({ isTokenValid: true });
    await house.clock.advance(15_000);
    house.fake.world.say({ person: "ben", channel: "engineering", text: `${mention} and that?` });
    await house.until(
      () => house.answers("engineering").some(({ replyTo }) => replyTo !== null),
      "an answer",
    );
  });
});

describe("a start", () => {
  it("without a Discord to reach ends with a sentence, and leaves nothing behind that tries", async () => {
    const fake = await startFakeDiscord();
    await fake.close();
    const house = await openReceiving({ isStopped: true, fake });
    const refused = expect(house.bot.start()).rejects.toThrow(
      "Discord cannot be reached. Check the network, and DISCORD_API_URL if it is set.",
    );
    await house.clock.advance(0);
    for (let seconds = 0; seconds < 30; seconds += 1) await house.clock.advance(1000);
    await refused;
  });
});
