import { describe, expect, it } from "vitest";
import { asId } from "../../../../src/core/ids.ts";
import { writeSetting } from "../../../../src/core/settings/settings.ts";
import { example, type OpenDirectory, openDirectory, other } from "./open-directory.ts";

const workspaces = [example, other] as const;

/** Who and what there is in one server alone. */
const own = {
  [example]: {
    people: ["owen", "ana", "dora", "cleo"],
    channels: ["general", "engineering", "core-team", "ideas"],
  },
  [other]: { people: ["erin"], channels: ["lobby", "vault"] },
};

const openBoth = () => openDirectory({ guilds: ["Example", "Other"] });

describe("F1: nothing of one server is answered for another", () => {
  it("no person, no channel, no membership, no direct conversation: all pairs", async () => {
    const house = await openBoth();
    const { directory, person, channel } = house;
    const isThere = async (answer: Promise<unknown>) => Boolean(await answer);
    const isOpened = (answer: Promise<unknown>) =>
      answer.then(
        () => true,
        () => false,
      );
    for (const [here, there] of workspaces.flatMap((one) =>
      workspaces.map((another) => [one, another] as const),
    )) {
      const { people = [], channels = [] } = own[there] ?? {};
      const found = await Promise.all([
        ...people.flatMap((name) => [
          isThere(directory.person(here, person(name))),
          isThere(directory.channel(here, channel(`dm-${name}`))),
          isThere(directory.channelsOf(here, person(name)).then(({ length }) => length)),
          isOpened(directory.openDirect(here, person(name))),
        ]),
        ...channels.map((name) => isThere(directory.channel(here, channel(name)))),
      ]);
      expect(new Set(found), `${there} in ${here}`).toEqual(new Set([here === there]));
      const listed = (await directory.channels(here)).map(({ id }) => id);
      expect(channels.map(channel).some((id) => listed.includes(id))).toBe(here === there);
    }
  });

  it("somebody who is in both is each what they are there", async () => {
    const house = await openBoth();
    const { directory, person } = house;
    const { world } = house.fake;
    world.changePerson({ person: "ben", roles: ["Admins"], nick: "Boss" });
    world.changePerson({ person: "ben", guild: "Other", nick: "Nobody" });
    expect(await directory.person(example, person("ben"))).toMatchObject({ role: "admin", name: "Boss" });
    expect(await directory.person(other, person("ben"))).toMatchObject({ role: "member", name: "Nobody" });
    // What is remembered of one is no answer about the other.
    world.changePerson({ person: "ben", roles: [] });
    directory.recheck(other, person("ben"));
    expect(await directory.person(example, person("ben"))).toMatchObject({ role: "admin" });
    expect(await directory.administrators(other)).toEqual([person("erin")]);
    const inBoth = await Promise.all(
      workspaces.map((workspace) => directory.channelsOf(workspace, person("ben"))),
    );
    expect(inBoth[0]?.filter((id) => inBoth[1]?.includes(id))).toEqual([]);
  });

  it("the role of guests of one is none in the other, by its name and by its id", async () => {
    const house = await openBoth();
    const { directory, person, parts } = house;
    const { world } = house.fake;
    world.changeRole({ guild: "Other", role: "Guest", permissions: [] });
    world.changePerson({ guild: "Other", person: "ben", roles: ["Guest"] });
    await house.caughtUp();
    await writeSetting(parts, example, null, "guest-role", "Guest");
    expect((await directory.person(example, person("cleo")))?.role).toBe("guest");
    expect((await directory.person(other, person("ben")))?.role).toBe("member");
    await writeSetting(parts, other, null, "guest-role", "120000000000000002");
    expect((await directory.person(other, person("ben")))?.role).toBe("member");
  });

  it("a private thread of one is nothing in the other, also to somebody of both", async () => {
    const house = await openBoth();
    const { world } = house.fake;
    const { id } = world.startThread({
      person: "ben",
      channel: "lobby",
      guild: "Other",
      name: "quiet",
      isPrivate: true,
      members: ["reverie"],
    });
    await house.caughtUp();
    const isThere = async (workspace: (typeof workspaces)[number]) =>
      (await house.directory.channelsOf(workspace, house.person("ben"))).includes(asId(id));
    expect([await isThere(example), await isThere(other)]).toEqual([false, true]);
    expect(await house.directory.channel(example, asId(id))).toBeUndefined();
    expect(await house.directory.channel(other, asId(id))).toMatchObject({ reach: "private" });
  });

  it("a server that nobody knows has nothing", async () => {
    const house = await openBoth();
    const { directory, person, channel } = house;
    for (const workspace of [
      "discord:100000000000000003",
      "discord:",
      "discord:constructor",
      "slack:100000000000000001",
    ].map((id) => asId<typeof example>(id))) {
      expect(await directory.person(workspace, person("ana"))).toBeUndefined();
      expect(await directory.channel(workspace, channel("general"))).toBeUndefined();
      await expect(directory.channels(workspace)).rejects.toMatchObject({ code: "unknown-server" });
      await expect(directory.openDirect(workspace, person("ana"))).rejects.toMatchObject({
        code: "unknown-server",
      });
    }
  });
});

/** What Discord was asked for is known to have been about the right server. */
it("each question to Discord is about the server that it is asked for", async () => {
  const house: OpenDirectory = await openBoth();
  await house.directory.person(other, house.person("ana"));
  const asked = house.fake.world.records.calls
    .map(({ path }) => path)
    .filter((path) => path.includes("/members/"));
  expect(asked).toEqual(["/guilds/100000000000000002/members/210000000000000002"]);
});
