import { describe, expect, it } from "vitest";
import { engineering, mention, openReceiving, type ReceivingHouse } from "../receive/open-house.ts";

const ask = (house: ReceivingHouse, text = `${mention} what is it?`) =>
  house.fake.world.say({ person: "ana", channel: "engineering", text });

/** Waits for the line to break, or to stand again. */
const until = (house: ReceivingHouse, state: "ok" | "down") =>
  house.passUntil(() => house.discord.state().state === state, `a line that is ${state}`);

describe("A16: a session is taken up again, and what was said meanwhile is answered once", () => {
  it.each<[string, (house: ReceivingHouse) => void]>([
    ["after op 7", ({ fake }) => fake.gateway.reconnect()],
    ["after op 9 that allows it", ({ fake }) => fake.gateway.invalidate(true)],
    ["after a cut", ({ fake }) => fake.gateway.cut()],
    ["after a close that allows it", ({ fake }) => fake.gateway.close(4000)],
    ["after a zombie", ({ fake }) => fake.gateway.freeze()],
  ])("%s", async (_name, breakOff) => {
    const house = await openReceiving({ settings: { heartbeatIntervalMs: 100 } });
    ask(house);
    await house.rest();
    breakOff(house);
    ask(house, `${mention} and that?`);
    await house.until(() => house.answers("engineering").length === 2, "another answer");
    await house.rest();
    // On a busy machine a heartbeat may come late, and the session is taken up once more.
    await house.passUntil(() => house.discord.state().state === "ok", "a connection");
    expect(house.discord.state().detail).toBe("Connected to Discord, 1 server.");
    const { identifies, resumes } = house.fake.world.records;
    expect(identifies).toHaveLength(1);
    expect(resumes[0]).toMatchObject({ isTaken: true });
    expect(resumes.filter(({ isTaken }) => !isTaken)).toEqual([]);
    expect(house.answers("engineering")).toHaveLength(2);
    // It missed nothing, so that nothing is read back.
    expect(house.told.filter(({ type }) => type === "talk-missed")).toEqual([]);
  });
});

describe("A16: a session is lost, and what was said meanwhile is read back and answered once", () => {
  it.each<[string, (house: ReceivingHouse) => void]>([
    ["by op 9", ({ fake }) => fake.gateway.raw(JSON.stringify({ op: 9, d: false }))],
    [
      "because it is refused to be resumed",
      ({ fake }) => {
        fake.gateway.refuseResume();
        fake.gateway.cut();
      },
    ],
    ["by a good-bye of Discord's", ({ fake }) => fake.gateway.close(1000)],
  ])("%s", async (_name, lose) => {
    const house = await openReceiving();
    ask(house);
    await house.rest();
    lose(house);
    await until(house, "down");
    ask(house, `${mention} and that?`);
    await until(house, "ok");
    await house.rest();
    expect(house.fake.world.records.identifies).toHaveLength(2);
    expect(house.answers("engineering")).toHaveLength(2);
    const asked = (await house.recorded(engineering)).flatMap(({ asked }) => asked ?? []);
    expect(asked).toEqual(["what is it?", "and that?"]);
  });
});
