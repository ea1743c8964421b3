import { describe, expect, it } from "vitest";
import { example, type OpenDirectory, openDirectory } from "./open-directory.ts";

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
