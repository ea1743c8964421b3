import { describe, expect, it } from "vitest";
import { reverie } from "../../../../src/core/message.ts";
import { writeSetting } from "../../../../src/core/settings/settings.ts";
import { example, type OpenDirectory, openDirectory } from "./open-directory.ts";

const memberRoute = "GET /guilds/:guild/members/:user";

const roleOf = async (house: OpenDirectory, name: string) =>
  (await house.directory.person(example, house.person(name)))?.role;

const rolesOf = (house: OpenDirectory, ...names: readonly string[]) =>
  Promise.all(names.map((name) => roleOf(house, name)));

const setGuestRole = ({ parts }: OpenDirectory, role: string) =>
  writeSetting(parts, example, null, "guest-role", role);

describe("people", () => {
  it("are what Discord says", async () => {
    const house = await openDirectory();
    const { applicationId } = house.fake;
    expect(await rolesOf(house, "owen", "ana", "ben", "cleo", "robo", "erin", applicationId)).toEqual([
      "admin",
      "admin",
      "member",
      "member",
      "bot",
      undefined,
      "bot",
    ]);
    expect(await house.directory.person(example, reverie)).toEqual({
      id: reverie,
      name: "Reverie",
      role: "bot",
    });
  });

  it("whose id is none of Discord's are nobody, and it is not asked", async () => {
    const house = await openDirectory();
    expect(await rolesOf(house, "former-member", "constructor", "", "../@me", "9".repeat(30))).toEqual(
      Array(5).fill(undefined),
    );
    expect(house.asked(memberRoute)).toBe(0);
    expect(await roleOf(house, "999999999999999999")).toBeUndefined();
  });

  it("are called by their name in the server, and else by their own", async () => {
    const house = await openDirectory();
    expect(await house.directory.person(example, house.person("ben"))).toMatchObject({ name: "Ben" });
    house.fake.world.changePerson({ person: "ben", nick: "Benny" });
    house.directory.recheck(example, house.person("ben"));
    expect(await house.directory.person(example, house.person("ben"))).toMatchObject({ name: "Benny" });
  });

  it("are administrators by a role's permission, from the event that tells of it", async () => {
    const house = await openDirectory();
    const { world } = house.fake;
    expect(await roleOf(house, "ana")).toBe("admin");
    world.changeRole({ role: "Admins", permissions: ["ManageRoles"] });
    await house.caughtUp();
    expect(await roleOf(house, "ana")).toBe("member");
    world.changeRole({ role: "Admins", permissions: ["Administrator"] });
    await house.caughtUp();
    expect(await roleOf(house, "ana")).toBe("admin");
    world.changeGuild({ owner: "ben" });
    await house.caughtUp();
    expect(await rolesOf(house, "owen", "ben")).toEqual(["member", "admin"]);
  });

  it("are asked for once a minute, and once at once", async () => {
    const house = await openDirectory();
    await Promise.all(Array.from({ length: 20 }, () => roleOf(house, "ana")));
    expect(house.asked(memberRoute)).toBe(1);
    await house.clock.advance(59_999);
    await roleOf(house, "ana");
    expect(house.asked(memberRoute)).toBe(1);
    await house.clock.advance(1);
    await roleOf(house, "ana");
    expect(house.asked(memberRoute)).toBe(2);
  });

  it("are asked for anew at a recheck, and no one else is; who has left is nobody", async () => {
    const house = await openDirectory();
    await rolesOf(house, "ana", "ben");
    house.fake.world.changePerson({ person: "ana", roles: [] });
    expect(await roleOf(house, "ana")).toBe("admin");
    house.directory.recheck(example, house.person("ana"));
    expect(await rolesOf(house, "ana", "ben")).toEqual(["member", "member"]);
    expect(house.asked(memberRoute)).toBe(3);
    house.fake.world.changePerson({ person: "ana", isIn: false });
    house.directory.recheck(example, house.person("ana"));
    expect(await roleOf(house, "ana")).toBeUndefined();
  });

  it("are refused as not known where Discord does not answer, which is not remembered", async () => {
    const house = await openDirectory();
    house.fake.faults.failNext({ route: memberRoute, as: { type: "error", code: 50001 } });
    await expect(roleOf(house, "ana")).rejects.toMatchObject({ name: "PlatformError", code: "50001" });
    expect(await roleOf(house, "ana")).toBe("admin");
  });

  it("B9: are what Discord answered, whatever is told late of how they were before", async () => {
    const house = await openDirectory();
    const { world, gateway } = house.fake;
    expect(await roleOf(house, "ana")).toBe("admin");
    // What Ana says bears her roles of that moment, and comes after a pause of the connection.
    gateway.hold();
    world.say({ person: "ana", channel: "general", text: "Well." });
    world.changePerson({ person: "ana", roles: [] });
    house.directory.recheck(example, house.person("ana"));
    expect(await roleOf(house, "ana")).toBe("member");
    gateway.release();
    await house.caughtUp();
    expect(await roleOf(house, "ana")).toBe("member");
  });
});

describe("guests", () => {
  it("are those with the role that is set, by its name or its id, and nobody where none is set", async () => {
    const house = await openDirectory();
    expect(await roleOf(house, "cleo")).toBe("member");
    for (const role of ["Guest", house.fake.world.ids().roles?.Guest ?? ""]) {
      await setGuestRole(house, role);
      expect(await rolesOf(house, "cleo", "ben", "ana", "robo")).toEqual(["guest", "member", "admin", "bot"]);
    }
    await setGuestRole(house, "");
    expect(await roleOf(house, "cleo")).toBe("member");
  });

  it("become ones at most a minute after they got the role, and at once for a verdict", async () => {
    const house = await openDirectory();
    await setGuestRole(house, "Guest");
    expect(await rolesOf(house, "ben", "dora")).toEqual(["member", "member"]);
    house.fake.world.changePerson({ person: "ben", roles: ["Guest"] });
    house.fake.world.changePerson({ person: "dora", roles: ["Guest"] });
    house.directory.recheck(example, house.person("dora"));
    expect(await rolesOf(house, "ben", "dora")).toEqual(["member", "guest"]);
    await house.clock.advance(60_000);
    expect(await roleOf(house, "ben")).toBe("guest");
  });

  it("stay ones when the role is renamed: nobody sees more because of a new name", async () => {
    const house = await openDirectory();
    const { world } = house.fake;
    await setGuestRole(house, "Guest");
    expect(await roleOf(house, "cleo")).toBe("guest");
    // The fake has no act for it, so that the event is told by hand.
    const { roles, guilds } = world.ids();
    const renamed = {
      id: roles?.Guest,
      name: "Visitor",
      permissions: "0",
      position: 1,
      color: 0,
      hoist: false,
      managed: false,
      mentionable: false,
    };
    house.fake.gateway.raw(
      JSON.stringify({
        op: 0,
        t: "GUILD_ROLE_UPDATE",
        s: 1,
        d: { guild_id: guilds?.Example, role: renamed },
      }),
    );
    await house.caughtUp();
    expect((await house.directory.workspace(example)).roles).toContain("Visitor");
    expect(await roleOf(house, "cleo")).toBe("guest");
    await setGuestRole(house, "Visitor");
    expect(await rolesOf(house, "cleo", "ben")).toEqual(["guest", "member"]);
  });

  it("are none any more when the role is deleted, and none by another role of its name before", async () => {
    const house = await openDirectory();
    const { world } = house.fake;
    await setGuestRole(house, "Guest");
    expect(await roleOf(house, "cleo")).toBe("guest");
    world.changeRole({ role: "Guest", isDeleted: true });
    await house.caughtUp();
    house.directory.recheck(example, house.person("cleo"));
    expect(await roleOf(house, "cleo")).toBe("member");
  });
});

it("the server has the roles that people are given, by name and by id, and neither everyone's nor a bot's", async () => {
  const house = await openDirectory();
  const { roles } = house.fake.world.ids();
  const { name, roles: known } = await house.directory.workspace(example);
  expect(name).toBe("Example");
  expect(known).toEqual(["Admins", "Guest", roles?.Admins, roles?.Guest]);
});

const administrators = async (house: OpenDirectory) =>
  (await house.directory.administrators(example)).toSorted();
const idsOf = ({ person }: OpenDirectory, ...names: readonly string[]) =>
  names.map((name) => person(name)).toSorted();

describe("with the Server Members Intent, the administrators", () => {
  it("are all who may change the server, read from one list, without bots", async () => {
    const house = await openDirectory({ serverMembers: true });
    const { world } = house.fake;
    world.changePerson({ person: "robo", roles: ["Admins"] });
    world.changeRole({ role: "Gods", permissions: ["Administrator"] });
    world.changePerson({ person: "dora", roles: ["Gods", "Guest"] });
    await house.caughtUp();
    const before = house.asked("GET /guilds/:guild/members/:user");
    expect(await administrators(house)).toEqual(idsOf(house, "owen", "ana", "dora"));
    expect(house.asked("GET /guilds/:guild/members")).toBe(1);
    expect(house.asked("GET /guilds/:guild/members/:user")).toBe(before);
  });

  it("are everyone where everyone may, and the owner alone where no role may", async () => {
    const house = await openDirectory({ serverMembers: true });
    const { world } = house.fake;
    world.changeRole({
      role: "@everyone",
      permissions: ["ViewChannel", "UseApplicationCommands", "ManageGuild"],
    });
    await house.caughtUp();
    expect(await administrators(house)).toEqual(idsOf(house, "owen", "ana", "ben", "dora", "cleo"));
    world.changeRole({ role: "@everyone", permissions: ["ViewChannel"] });
    world.changeRole({ role: "Admins", permissions: ["ViewChannel"] });
    await house.caughtUp();
    expect(await administrators(house)).toEqual(idsOf(house, "owen"));
  });

  it("are as far as they are known where the intent was switched off since", async () => {
    const house = await openDirectory({ serverMembers: true });
    house.fake.world.configure({ serverMembers: false });
    expect(await administrators(house)).toEqual(idsOf(house, "owen"));
    house.fake.faults.failNext({ route: "GET /guilds/:guild/members", as: { type: "error", code: 50013 } });
    await expect(house.directory.administrators(example)).rejects.toMatchObject({ code: "50013" });
  });
});

describe("without it, the administrators", () => {
  it("are the owner, and whoever was seen to be one and still is", async () => {
    const house = await openDirectory();
    expect(await administrators(house)).toEqual(idsOf(house, "owen"));
    await house.directory.person(example, house.person("ana"));
    await house.directory.person(example, house.person("ben"));
    expect(await administrators(house)).toEqual(idsOf(house, "owen", "ana"));
    expect(house.asked("GET /guilds/:guild/members")).toBe(0);
    house.fake.world.changePerson({ person: "ana", roles: [] });
    await house.clock.advance(60_000);
    expect(await administrators(house)).toEqual(idsOf(house, "owen"));
    house.fake.world.changePerson({ person: "owen", isIn: false });
    await house.clock.advance(60_000);
    expect(await administrators(house)).toEqual([]);
  });
});
