import { describe, expect, it } from "vitest";
import { example, type OpenDirectory, openDirectory } from "./open-directory.ts";

const reachOf = async (house: OpenDirectory, name: string) =>
  (await house.directory.channel(example, house.channel(name)))?.reach;
const roleOf = async (house: OpenDirectory, name: string) =>
  (await house.directory.person(example, house.person(name)))?.role;

/** Closes the line for good, as where the token is refused: nothing is told from now on, and what is asked is answered. */
async function goAway(house: OpenDirectory): Promise<void> {
  house.fake.gateway.close(4004);
  await house.until(() => house.discord.state().state === "down", "the line to be gone");
}

const closed = (house: OpenDirectory) => [
  { of: "@everyone", deny: ["ViewChannel"] } as const,
  { of: "ana", allow: ["ViewChannel"] } as const,
  { of: house.fake.applicationId, allow: ["ViewChannel"] } as const,
];

describe("while nothing is told", () => {
  it("what was told counts for a minute, and then Discord is asked: for channels, roles and people", async () => {
    const house = await openDirectory();
    const { world } = house.fake;
    expect([await reachOf(house, "engineering"), await roleOf(house, "ana")]).toEqual(["public", "admin"]);
    await goAway(house);
    world.changeChannel({ channel: "engineering", overwrites: closed(house) });
    world.changeRole({ role: "Admins", permissions: [] });
    world.addChannel({ name: "fresh" });
    expect(await reachOf(house, "engineering")).toBe("public");
    await house.clock.advance(60_000);
    expect(await reachOf(house, "engineering")).toBe("private");
    expect(await roleOf(house, "ana")).toBe("member");
    expect(await reachOf(house, "fresh")).toBe("public");
    expect(
      (await house.directory.channelsOf(example, house.person("dora"))).includes(
        house.channel("engineering"),
      ),
    ).toBe(false);
    const asked = house.asked("GET /guilds/:guild");
    await house.directory.channels(example);
    expect(house.asked("GET /guilds/:guild")).toBe(asked);
  });

  it("and nothing is answered either, nobody is anything: it is refused as not known", async () => {
    const house = await openDirectory();
    await goAway(house);
    await house.clock.advance(60_000);
    house.fake.faults.failNext({ route: "*", as: { type: "error", code: 130000 }, times: null });
    const { directory, person, channel } = house;
    const questions = [
      () => directory.person(example, person("ana")),
      () => directory.channel(example, channel("general")),
      () => directory.channels(example),
      () => directory.channelsOf(example, person("ana")),
      () => directory.administrators(example),
      () => directory.workspace(example),
      () => directory.openDirect(example, person("ana")),
    ];
    const refused: unknown[] = [];
    for (const ask of questions) void ask().catch((error: unknown) => refused.push(error));
    await house.until(async () => {
      await house.clock.advance(100);
      return refused.length === questions.length;
    }, "all refusals");
    for (const error of refused) expect(error).toMatchObject({ name: "PlatformError", permanent: false });
    expect(await directory.workspaces()).toEqual([example]);
    house.fake.faults.heal();
    expect(await roleOf(house, "ana")).toBe("admin");
  });

  it("a server that Reverie was removed from meanwhile is none", async () => {
    const house = await openDirectory();
    await goAway(house);
    house.fake.world.removeBot();
    await house.clock.advance(60_000);
    expect(await roleOf(house, "ana")).toBeUndefined();
    expect(await reachOf(house, "general")).toBeUndefined();
    await expect(house.directory.channels(example)).rejects.toMatchObject({
      code: "unknown-server",
      permanent: true,
    });
  });
});

describe("while a new connection is made", () => {
  it("what the one before knew counts, as Discord says it now: no server is lost for a moment", async () => {
    const house = await openDirectory();
    const { fake, clock } = house;
    // Discord refuses an intent that stood, and the connection that follows is long in coming.
    fake.faults.failNext({ route: "GET /gateway/bot", as: { type: "slow", delayMs: 69_000 } });
    const opened = house.asked("GET /gateway/bot");
    fake.gateway.close(4014);
    await house.until(() => house.asked("GET /gateway/bot") > opened, "a new connection");
    expect(await house.directory.workspaces()).toEqual([example]);
    expect([await roleOf(house, "ana"), await reachOf(house, "engineering")]).toEqual(["admin", "public"]);
    fake.world.changeChannel({ channel: "engineering", overwrites: closed(house) });
    await clock.advance(60_000);
    expect(await house.directory.workspaces()).toEqual([example]);
    expect([await roleOf(house, "ana"), await reachOf(house, "engineering")]).toEqual(["admin", "private"]);
    await clock.advance(9000);
    await house.until(() => house.discord.state().state !== "down", "the new connection");
    expect(await reachOf(house, "engineering")).toBe("private");
  });
});

describe("a server that is out of order", () => {
  it("is not one that Reverie is not in: it is refused as not known, and is there when it is back", async () => {
    const house = await openDirectory({ guilds: ["Example", "Other"] });
    const { world } = house.fake;
    const before = await house.directory.workspaces();
    world.outage({ guild: "Example" });
    await house.until(
      () =>
        roleOf(house, "ana").then(
          () => false,
          () => true,
        ),
      "the outage",
    );
    await expect(house.directory.channel(example, house.channel("general"))).rejects.toMatchObject({
      permanent: false,
    });
    expect(await house.directory.workspaces()).toEqual(before);
    world.outage({ guild: "Example", isOver: true });
    await house.until(
      () =>
        roleOf(house, "ana").then(
          () => true,
          () => false,
        ),
      "the end of the outage",
    );
    expect(await reachOf(house, "general")).toBe("public");
  });
});
