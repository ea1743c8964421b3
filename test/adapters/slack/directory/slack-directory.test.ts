import { describe, expect, it } from "vitest";
import { asId, type ChannelId, type PersonId } from "../../../../src/core/ids.ts";
import { reverie } from "../../../../src/core/message.ts";
import { usualScopes } from "../../../fakes/slack/world/identity.ts";
import {
  openReceiving,
  type ReceivingHouse,
  type ReceivingOptions,
  workspace,
} from "../receive/open-house.ts";

const person = (id: string) => asId<PersonId>(id);
const channel = (id: string) => asId<ChannelId>(id);

/** A house that has read what it reads by itself at its start. */
async function openDirectory(fake: NonNullable<ReceivingOptions["fake"]> = {}) {
  const house = await openReceiving({ fake });
  // The house asks for itself at its start; what it asked is forgotten with the minute.
  await house.until(async () => (await house.parts.jobs.depth()) === 0, "rest");
  await house.clock.advance(60 * 60 * 1000 + 1);
  await house.until(async () => (await house.parts.jobs.depth()) === 0, "rest");
  await house.clock.advance(60_001);
  const { directory } = house.slack;
  const calls = (method: string) => house.fake.world.records.calls.filter((call) => call.method === method);
  const before = house.fake.world.records.calls.length;
  const since = (method: string) =>
    house.fake.world.records.calls.slice(before).filter((call) => call.method === method).length;
  return { ...house, directory, calls, since };
}

const roleOf = async ({ slack }: Pick<ReceivingHouse, "slack">, id: string) =>
  (await slack.directory.person(workspace, person(id)))?.role;

describe("people", () => {
  it("are what Slack says", async () => {
    const house = await openDirectory();
    const ids = [
      "U0OWEN",
      "U0ANA",
      "U0BEN",
      "U0CLEO",
      "U0SOLO",
      "U0OLAF",
      "U0ROBO",
      "U0GONE",
      "USLACKBOT",
      "U0REVERIE",
      "U0NOBODY",
    ];
    expect(await Promise.all(ids.map((id) => roleOf(house, id)))).toEqual([
      "admin",
      "admin",
      "member",
      "guest",
      "guest",
      "outsider",
      "bot",
      undefined,
      "bot",
      "bot",
      undefined,
    ]);
    expect(await house.directory.person(workspace, reverie)).toEqual({
      id: reverie,
      name: "Reverie",
      role: "bot",
    });
    expect(await house.directory.administrators(workspace)).toEqual(["U0OWEN", "U0ANA"]);
  });

  it("are asked for once a minute, and once at once", async () => {
    const house = await openDirectory();
    await Promise.all(Array.from({ length: 20 }, () => roleOf(house, "U0ANA")));
    expect(house.since("users.info")).toBe(1);
    await house.clock.advance(59_999);
    await roleOf(house, "U0ANA");
    expect(house.since("users.info")).toBe(1);
    await house.clock.advance(1);
    await roleOf(house, "U0ANA");
    expect(house.since("users.info")).toBe(2);
  });

  it("whom nobody knows are remembered as that, and a failure is not", async () => {
    const house = await openDirectory();
    await roleOf(house, "U0NOBODY");
    await roleOf(house, "U0NOBODY");
    expect(house.since("users.info")).toBe(1);
    house.fake.faults.failNext({ method: "users.info", as: { type: "error", error: "missing_scope" } });
    await expect(roleOf(house, "U0ANA")).rejects.toMatchObject({
      name: "PlatformError",
      code: "missing_scope",
    });
    expect(await roleOf(house, "U0ANA")).toBe("admin");
  });

  it("are asked for again at a recheck, and no one else is", async () => {
    const house = await openDirectory();
    await Promise.all([roleOf(house, "U0ANA"), roleOf(house, "U0BEN")]);
    house.fake.world.configure({ events: [] });
    house.fake.world.changePerson({ person: "ana", kind: "member" });
    expect(await roleOf(house, "U0ANA")).toBe("admin");
    house.directory.recheck(workspace, person("U0ANA"));
    expect([await roleOf(house, "U0ANA"), await roleOf(house, "U0BEN")]).toEqual(["member", "member"]);
    expect(house.since("users.info")).toBe(3);
  });

  it("that change are asked for again, and so are the administrators", async () => {
    const house = await openDirectory();
    await roleOf(house, "U0ANA");
    expect(await house.directory.administrators(workspace)).toEqual(["U0OWEN", "U0ANA"]);
    house.fake.world.changePerson({ person: "ana", kind: "guest" });
    await house.fake.outbox.settled();
    expect(await roleOf(house, "U0ANA")).toBe("guest");
    expect(await house.directory.administrators(workspace)).toEqual(["U0OWEN"]);
    house.fake.world.changePerson({ person: "ana", deleted: true });
    await house.fake.outbox.settled();
    expect(await roleOf(house, "U0ANA")).toBeUndefined();
  });
});

describe("channels", () => {
  it("are what Slack says", async () => {
    const house = await openDirectory();
    const known = async (id: string) => house.directory.channel(workspace, channel(id));
    expect(await known("C0GENERAL")).toEqual({
      id: "C0GENERAL",
      name: "general",
      reach: "public",
      isFollowed: true,
      hearsAll: true,
    });
    expect(await known("C0CORETEAM")).toMatchObject({ reach: "private", isFollowed: true });
    expect(await known("C0PARTNERS")).toMatchObject({ reach: "shared" });
    expect(await known("D0ANA")).toMatchObject({ reach: "direct", name: "D0ANA" });
    expect(await known("C0SECRET")).toBeUndefined();
    expect(await known("C0NOWHERE")).toBeUndefined();
  });

  it("are listed without direct ones, without archived ones and without those that Reverie is not in", async () => {
    const house = await openDirectory();
    const names = (await house.directory.channels(workspace)).map(({ name }) => name);
    expect(names.toSorted()).toEqual(
      ["core-team", "engineering", "general", "mpdm-ana--ben--reverie-1", "partners", "solo-desk"].toSorted(),
    );
  });

  it("of a person are those that both are in, with the direct one", async () => {
    const house = await openDirectory();
    const of = async (id: string) => (await house.directory.channelsOf(workspace, person(id))).toSorted();
    expect(await of("U0OLAF")).toEqual(["C0PARTNERS", "D0OLAF"]);
    expect(await of("U0CLEO")).toEqual(["C0GENERAL", "D0CLEO"]);
    expect(await of("U0DORA")).toEqual(["C0ENGINEERING", "C0GENERAL", "D0DORA"]);
  });

  it("are read page by page to the end", async () => {
    const house = await openDirectory();
    for (let number = 0; number < 450; number += 1) {
      house.fake.world.addChannel({ name: `more-${number}`, kind: "public", people: ["ana", "reverie"] });
    }
    expect(await house.directory.channels(workspace)).toHaveLength(456);
    expect(house.since("users.conversations")).toBe(3);
    expect(await house.directory.channelsOf(workspace, person("U0ANA"))).toHaveLength(457);
  });

  it("whose people change are asked for again", async () => {
    const house = await openDirectory();
    const of = async () =>
      (await house.directory.channelsOf(workspace, person("U0CLEO"))).includes(channel("C0ENGINEERING"));
    expect(await of()).toBe(false);
    house.fake.world.join({ person: "cleo", channel: "engineering" });
    await house.fake.outbox.settled();
    expect(await of()).toBe(true);
    house.fake.world.leave({ person: "cleo", channel: "engineering" });
    await house.fake.outbox.settled();
    expect(await of()).toBe(false);
  });

  it.each([
    ["renamed", { name: "builders" }, { name: "builders" }],
    ["shared with outsiders", { isShared: true }, { reach: "shared" }],
  ] as const)("that are %s are asked for again", async (_name, change, expected) => {
    const house = await openDirectory();
    await house.directory.channel(workspace, channel("C0ENGINEERING"));
    house.fake.world.changeChannel({ channel: "engineering", ...change });
    await house.fake.outbox.settled();
    expect(await house.directory.channel(workspace, channel("C0ENGINEERING"))).toMatchObject(expected);
  });

  it("that became private without a word are so within a minute", async () => {
    const house = await openDirectory();
    await house.directory.channel(workspace, channel("C0ENGINEERING"));
    house.fake.world.changeChannel({ channel: "engineering", kind: "private" });
    await house.clock.advance(60_000);
    expect(await house.directory.channel(workspace, channel("C0ENGINEERING"))).toMatchObject({
      reach: "private",
    });
  });

  it("from which Reverie is taken are gone", async () => {
    const house = await openDirectory();
    const before = await house.directory.channels(workspace);
    house.fake.world.leave({ person: "reverie", channel: "core-team" });
    await house.fake.outbox.settled();
    expect(await house.directory.channels(workspace)).toHaveLength(before.length - 1);
    expect(await house.directory.channel(workspace, channel("C0CORETEAM"))).toBeUndefined();
  });
});

describe("direct conversations", () => {
  it("are opened where there is none yet, and found where there is one", async () => {
    const house = await openDirectory();
    expect(await house.directory.openDirect(workspace, person("U0ANA"))).toBe("D0ANA");
    expect(house.since("conversations.open")).toBe(0);
    await expect(house.directory.openDirect(workspace, person("U0ROBO"))).rejects.toMatchObject({
      code: "cannot_dm_bot",
    });
    await expect(house.directory.openDirect(workspace, person("U0NOBODY"))).rejects.toMatchObject({
      code: "user_not_found",
    });
  });

  it("are opened each time where the app may not list them", async () => {
    const scopes = usualScopes.filter((scope) => scope !== "im:read");
    const house = await openDirectory({ settings: { scopes } });
    expect(await house.directory.openDirect(workspace, person("U0ANA"))).toBe("D0ANA");
    expect(await house.directory.channelsOf(workspace, person("U0CLEO"))).toEqual(["C0GENERAL"]);
    expect(await house.directory.channel(workspace, channel("D0ANA"))).toBeUndefined();
    // What was asked for is only what may be asked.
    expect(
      house.fake.world.records.calls
        .filter(({ outcome }) => outcome === "missing_scope")
        .map(({ method }) => method),
    ).toEqual(["conversations.info"]);
  });
});

describe("the workspace", () => {
  it("is the one that the token belongs to, in its owner's time", async () => {
    const house = await openDirectory();
    expect(await house.directory.workspaces()).toEqual([workspace]);
    expect(await house.directory.workspace(workspace)).toEqual({
      id: workspace,
      name: "example",
      timezone: "Europe/Berlin",
      roles: [],
      defaults: {},
    });
  });
});
