import { ChannelType } from "discord.js";
import { describe, expect, it } from "vitest";
import { asId } from "../../../../src/core/ids.ts";
import { example, type OpenDirectory, openDirectory } from "./open-directory.ts";

const known = (house: OpenDirectory, name: string) => house.directory.channel(example, house.channel(name));
const reachOf = async (house: OpenDirectory, name: string) => (await known(house, name))?.reach;
const listed = async (house: OpenDirectory) =>
  (await house.directory.channels(example)).map(({ name }) => name).toSorted();

/** The names of the channels that somebody is in. */
async function channelsOf(house: OpenDirectory, person: string): Promise<string[]> {
  const ids = await house.directory.channelsOf(example, house.person(person));
  const names = Object.entries(house.fake.world.ids().channels ?? {});
  return ids.map((id) => names.find(([, known]) => known === id)?.[0] ?? id).toSorted();
}

const open = ["announcements", "engineering", "general", "ideas", "readonly"];

describe("channels", () => {
  it("are what Discord says", async () => {
    const house = await openDirectory();
    expect(await known(house, "general")).toEqual({
      id: house.channel("general"),
      name: "general",
      reach: "public",
      isFollowed: true,
      hearsAll: true,
    });
    expect(await reachOf(house, "core-team")).toBe("private");
    expect(await listed(house)).toEqual([...open, "core-team"].toSorted());
    expect(await Promise.all(open.map((name) => reachOf(house, name)))).toEqual(open.map(() => "public"));
    for (const name of ["Talk", "999999999999999999", "constructor", ""])
      expect(await known(house, name)).toBeUndefined();
  });

  it("of every kind in which people talk are there, and those in which they do not are not", async () => {
    const house = await openDirectory();
    const { world } = house.fake;
    const allow = [{ of: "@everyone", allow: ["Connect"] }] as const;
    world.addChannel({ name: "lounge", type: ChannelType.GuildVoice, overwrites: allow });
    world.addChannel({ name: "stage", type: ChannelType.GuildStageVoice });
    world.addChannel({ name: "gallery", type: ChannelType.GuildMedia });
    world.addChannel({ name: "drawer", type: ChannelType.GuildCategory });
    await house.caughtUp();
    expect(await listed(house)).toEqual([...open, "core-team", "gallery", "lounge"].toSorted());
    expect(await reachOf(house, "lounge")).toBe("public");
    // Where nobody may connect, nobody reads along.
    expect(await known(house, "stage")).toBeUndefined();
  });

  it("that Reverie cannot read are not there, for nobody", async () => {
    const house = await openDirectory();
    const { world, applicationId } = house.fake;
    for (const deny of [["ViewChannel"], ["ReadMessageHistory"]] as const) {
      world.changeChannel({ channel: "engineering", overwrites: [{ of: applicationId, deny }] });
      await house.caughtUp();
      expect(await known(house, "engineering")).toBeUndefined();
      expect(await listed(house)).not.toContain("engineering");
      expect(await channelsOf(house, "owen")).not.toContain("engineering");
    }
    world.changeChannel({ channel: "engineering", overwrites: [] });
    await house.caughtUp();
    expect(await reachOf(house, "engineering")).toBe("public");
  });

  it("F5: that turn private are so from the one event that tells of it, and so are their threads", async () => {
    const house = await openDirectory();
    const { world, applicationId } = house.fake;
    world.startThread({ person: "dora", channel: "engineering", name: "aside" });
    const overwrites = [
      { of: "@everyone", deny: ["ViewChannel"] },
      { of: "ana", allow: ["ViewChannel"] },
      { of: applicationId, allow: ["ViewChannel"] },
    ] as const;
    expect(await channelsOf(house, "dora")).toContain("engineering");
    world.changeChannel({ channel: "engineering", overwrites });
    await house.caughtUp();
    expect(await reachOf(house, "engineering")).toBe("private");
    expect(await channelsOf(house, "dora")).not.toContain("engineering");
    expect(await channelsOf(house, "ana")).toContain("engineering");
  });

  it("F5: from which a role is kept out are private from that event, and so are all where everyone loses a right", async () => {
    const house = await openDirectory();
    const { world } = house.fake;
    world.changeChannel({ channel: "engineering", overwrites: [{ of: "Guest", deny: ["ViewChannel"] }] });
    await house.caughtUp();
    expect([await reachOf(house, "engineering"), await reachOf(house, "general")]).toEqual([
      "private",
      "public",
    ]);
    world.changeRole({
      role: "@everyone",
      permissions: ["ViewChannel", "SendMessages", "UseApplicationCommands"],
    });
    await house.caughtUp();
    expect(await reachOf(house, "general")).toBe("private");
  });

  it("from which a single bot is kept out stay public, and from which a single person is, do not", async () => {
    const house = await openDirectory();
    const { world } = house.fake;
    for (const [of, reach] of [
      ["robo", "public"],
      ["dora", "private"],
    ] as const) {
      world.changeChannel({ channel: "engineering", overwrites: [{ of, deny: ["ViewChannel"] }] });
      await house.caughtUp();
      for (let time = 0; time < 3; time += 1) expect(await reachOf(house, "engineering")).toBe(reach);
      await house.directory.person(example, house.person(of));
      expect(await reachOf(house, "engineering")).toBe(reach);
    }
    // Who is a bot is asked for once.
    expect(house.asked("GET /users/:user")).toBe(2);
    house.fake.faults.failNext({ route: "GET /users/:user", as: { type: "error", code: 50001 } });
    world.changeChannel({ channel: "engineering", overwrites: [{ of: "cleo", deny: ["ViewChannel"] }] });
    await house.caughtUp();
    await expect(house.directory.channels(example)).rejects.toMatchObject({ name: "PlatformError" });
    expect(await reachOf(house, "engineering")).toBe("private");
  });
});

describe("the channels of a person", () => {
  it("are those that they can read, with the direct one where there is one", async () => {
    const house = await openDirectory();
    expect(await channelsOf(house, "dora")).toEqual(open);
    expect(await channelsOf(house, "ben")).toEqual([...open, "core-team"].toSorted());
    // Who administers the server by a role sees what that role sees; the owner sees all.
    expect(await channelsOf(house, "owen")).toEqual([...open, "core-team"].toSorted());
    expect(await channelsOf(house, "erin")).toEqual([]);
    expect(await house.directory.openDirect(example, house.person("dora"))).toBe(house.channel("dm-dora"));
    expect(await channelsOf(house, "dora")).toEqual(["dm-dora", ...open].toSorted());
    expect(await known(house, "dm-dora")).toEqual({
      id: house.channel("dm-dora"),
      name: "direct",
      reach: "direct",
      isFollowed: true,
      hearsAll: true,
    });
  });

  it("are a guest's own as well: what they can read and no more", async () => {
    const house = await openDirectory();
    const { world } = house.fake;
    const overwrites = [
      { of: "@everyone", deny: ["ViewChannel"] },
      { of: "Guest", allow: ["ViewChannel"] },
      { of: house.fake.applicationId, allow: ["ViewChannel"] },
    ] as const;
    world.changeRole({ role: "@everyone", permissions: ["UseApplicationCommands", "ReadMessageHistory"] });
    world.changeChannel({ channel: "general", overwrites });
    await house.caughtUp();
    expect(await channelsOf(house, "cleo")).toEqual(["general"]);
    expect(await channelsOf(house, "dora")).toEqual([]);
  });

  it("change with their roles, at most a minute later and at once at a recheck", async () => {
    const house = await openDirectory();
    const { world, applicationId } = house.fake;
    const overwrites = [
      { of: "@everyone", deny: ["ViewChannel"] },
      { of: "Admins", allow: ["ViewChannel"] },
      { of: applicationId, allow: ["ViewChannel"] },
    ] as const;
    world.changeChannel({ channel: "engineering", overwrites });
    await house.caughtUp();
    expect(await channelsOf(house, "ana")).toContain("engineering");
    world.changePerson({ person: "ana", roles: [] });
    world.changePerson({ person: "dora", roles: ["Admins"] });
    house.directory.recheck(example, house.person("ana"));
    expect(await channelsOf(house, "ana")).not.toContain("engineering");
    await house.clock.advance(60_000);
    expect(await channelsOf(house, "dora")).toContain("engineering");
  });
});

describe("a thread", () => {
  it("that all can read is part of the channel that it hangs on, and no channel of its own", async () => {
    const house = await openDirectory();
    const { world } = house.fake;
    const aside = world.startThread({ person: "dora", channel: "general", name: "aside" });
    const post = world.startThread({ person: "dora", channel: "ideas", name: "post", text: "An idea." });
    await house.caughtUp();
    expect(await listed(house)).toEqual([...open, "core-team"].toSorted());
    for (const { id } of [aside, post])
      expect(await house.directory.channel(example, asId(id))).toBeUndefined();
  });

  it("that is private is a channel of its own, with its members alone, and whoever manages threads", async () => {
    const house = await openDirectory();
    const { world } = house.fake;
    world.changeRole({ role: "Keepers", permissions: ["ManageThreads"] });
    world.changePerson({ person: "cleo", roles: ["Keepers"] });
    const { id } = world.startThread({
      person: "dora",
      channel: "general",
      name: "quiet",
      isPrivate: true,
      members: ["reverie"],
    });
    await house.caughtUp();
    expect(await known(house, "quiet")).toMatchObject({ id, name: "quiet", reach: "private" });
    for (const [person, isIn] of [
      ["dora", true],
      ["ben", false],
      ["ana", false],
      ["cleo", true],
      ["owen", true],
      ["erin", false],
    ] as const)
      expect((await channelsOf(house, person)).includes("quiet"), person).toBe(isIn);
    // Who is in it is remembered for a minute, and asked for anew at a recheck.
    world.changeThreadMember({ thread: id, person: "ben", isIn: true });
    expect(await channelsOf(house, "ben")).not.toContain("quiet");
    house.directory.recheck(example, house.person("ben"));
    expect(await channelsOf(house, "ben")).toContain("quiet");
    world.changeThreadMember({ thread: id, person: "ben", isIn: false });
    await house.clock.advance(60_000);
    expect(await channelsOf(house, "ben")).not.toContain("quiet");
  });

  it("that is private is nobody's in a channel that they cannot read", async () => {
    const house = await openDirectory();
    const { world } = house.fake;
    world.startThread({
      person: "ben",
      channel: "core-team",
      name: "quiet",
      isPrivate: true,
      members: ["reverie", "dora"],
    });
    await house.caughtUp();
    expect(await channelsOf(house, "ben")).toContain("quiet");
    expect(await channelsOf(house, "dora")).not.toContain("quiet");
  });

  it("that is private is not there where Reverie is not in it, nor from the moment at which it was taken out", async () => {
    const house = await openDirectory();
    const { world } = house.fake;
    const without = world.startThread({
      person: "dora",
      channel: "general",
      name: "without",
      isPrivate: true,
    });
    const within = world.startThread({
      person: "dora",
      channel: "general",
      name: "within",
      isPrivate: true,
      members: ["reverie"],
    });
    await house.caughtUp();
    expect(await known(house, without.id)).toBeUndefined();
    expect(await listed(house)).toContain("within");
    world.changeThreadMember({ thread: within.id, person: "reverie", isIn: false });
    await house.caughtUp();
    expect(await known(house, "within")).toBeUndefined();
    expect(await listed(house)).not.toContain("within");
    expect(await channelsOf(house, "dora")).not.toContain("within");
  });
});
