import { type REST, Routes } from "discord.js";
import { describe, expect, it } from "vitest";
import { openFake, outcomeOf } from "./open-fake.ts";

const content = "x";

function post(rest: REST, channel: string): Promise<string> {
  return outcomeOf(rest.post(Routes.channelMessages(channel), { body: { content } }));
}

describe("where the bot may not go", () => {
  it.each([
    ["general", "ok"],
    ["announcements", "ok"],
    ["core-team", "ok"],
    ["readonly", "50013"],
    ["ideas", "50008"],
    ["lobby", "50001"],
    ["dm-ana", "ok"],
    ["dm-erin", "50278"],
  ])("E8: posting in %s gives %s", async (name, outcome) => {
    const { fake, rest } = await openFake();
    expect(await post(rest, fake.world.ids().channels?.[name] ?? "")).toBe(outcome);
  });

  it("E8: follows what a moderator changes", async () => {
    const { fake, rest } = await openFake();
    const { engineering = "" } = fake.world.ids().channels ?? {};
    const allow = (overwrites: Parameters<typeof fake.world.changeChannel>[0]["overwrites"]) =>
      fake.world.changeChannel({ channel: "engineering", overwrites: overwrites ?? [] });
    allow([{ of: "@everyone", deny: ["SendMessages"] }]);
    expect(await post(rest, engineering)).toBe("50013");
    allow([
      { of: "@everyone", deny: ["SendMessages"] },
      { of: "reverie", allow: ["SendMessages"] },
    ]);
    expect(await post(rest, engineering)).toBe("ok");
    allow([{ of: "@everyone", deny: ["ViewChannel"] }]);
    expect(await post(rest, engineering)).toBe("50001");
    expect(await outcomeOf(rest.get(Routes.channel(engineering)))).toBe("50001");
    expect(fake.world.say({ person: "owen", channel: "engineering", text: "x" }).events).toEqual([]);
    expect(() => fake.world.say({ person: "ben", channel: "engineering", text: "x" })).toThrow(
      "cannot speak",
    );
    fake.world.changeChannel({ channel: "engineering", isDeleted: true });
    expect(await post(rest, engineering)).toBe("10003");
  });

  it("E9: does not reach who closed their direct messages", async () => {
    const { fake, rest } = await openFake();
    const { ana = "", erin = "" } = fake.world.ids().people ?? {};
    const open = async (recipient_id: string) =>
      ((await rest.post(Routes.userChannels(), { body: { recipient_id } })) as { id: string }).id;
    const direct = await open(ana);
    expect(await open(ana)).toBe(direct);
    fake.world.closeDirect({ person: "ana" });
    expect(await post(rest, direct)).toBe("50007");
    fake.world.closeDirect({ person: "ana", isClosed: false });
    expect(await post(rest, direct)).toBe("ok");
    expect(await post(rest, await open(erin))).toBe("50278");
    expect(await outcomeOf(open("1"))).toBe("10013");
    expect(fake.world.direct({ person: "ana" })).toHaveLength(1);
  });

  it("E10: loses a server that it is removed from, and none that is only out of sight", async () => {
    const { fake, rest } = await openFake();
    const { Example = "", Other = "" } = fake.world.ids().guilds ?? {};
    const mine = async () =>
      ((await rest.get(Routes.userGuilds())) as { name: string }[]).map(({ name }) => name);
    expect(await mine()).toEqual(["Example"]);
    fake.world.outage({});
    expect(await mine()).toEqual(["Example"]);
    fake.world.outage({ isOver: true });
    expect(await outcomeOf(rest.get(Routes.guild(Other)))).toBe("50001");
    fake.world.addBot({ guild: "Other" });
    fake.world.removeBot({});
    expect(await mine()).toEqual(["Other"]);
    expect(await outcomeOf(rest.get(Routes.guild(Example)))).toBe("50001");
    expect(await outcomeOf(rest.get(Routes.guild("1")))).toBe("10004");
  });

  it("knows who is in a server, and lists them only with the intent", async () => {
    const { fake, rest } = await openFake();
    const { people = {}, guilds = {}, roles = {} } = fake.world.ids();
    const { Example = "" } = guilds;
    const member = (name: string) => rest.get(Routes.guildMember(Example, people[name] ?? "1"));
    expect(await member("cleo")).toMatchObject({ roles: [roles.Guest], user: { username: "cleo" } });
    expect(await outcomeOf(member("erin"))).toBe("10007");
    expect(await outcomeOf(member("nobody"))).toBe("10013");
    const list = () => rest.get(Routes.guildMembers(Example), { query: new URLSearchParams({ limit: "3" }) });
    expect(await outcomeOf(list())).toBe("50001");
    fake.world.configure({ serverMembers: true });
    expect(await list()).toHaveLength(3);
    fake.world.changePerson({ person: "ben", roles: ["Admins"], nick: "Benny" });
    expect(await member("ben")).toMatchObject({ roles: [roles.Admins], nick: "Benny" });
    fake.world.changePerson({ person: "ben", isIn: false });
    expect(await outcomeOf(member("ben"))).toBe("10007");
  });
});

describe("a thread", () => {
  it("goes by its channel's permissions, and a private one by who is in it", async () => {
    const { fake, rest } = await openFake();
    const start = (more: object) =>
      fake.world.startThread({ person: "ana", channel: "general", name: "a thread", ...more }).id;
    expect(await post(rest, start({}))).toBe("ok");
    expect(await post(rest, start({ channel: "readonly" }))).toBe("50013");
    expect(await post(rest, start({ channel: "ideas", text: "An idea" }))).toBe("ok");
    const closed = start({ isPrivate: true });
    expect(await post(rest, closed)).toBe("50001");
    expect(await post(rest, start({ isPrivate: true, members: ["reverie"] }))).toBe("ok");
    fake.world.changeThreadMember({ thread: closed, person: "reverie", isIn: true });
    expect(await post(rest, closed)).toBe("ok");
  });

  it("E8: is opened again by a message, unless it is locked", async () => {
    const { fake, rest } = await openFake();
    const { id } = fake.world.startThread({ person: "ana", channel: "general", name: "a thread", text: "x" });
    const own = (await rest.post(Routes.channelMessages(id), { body: { content } })) as { id: string };
    fake.world.closeThread({ thread: id });
    const edit = () => outcomeOf(rest.patch(Routes.channelMessage(id, own.id), { body: { content: "y" } }));
    expect(await edit()).toBe("50083");
    expect(await post(rest, id)).toBe("ok");
    expect(await edit()).toBe("ok");
    fake.world.lockThread({ thread: id });
    expect(await post(rest, id)).toBe("160005");
    expect(await rest.get(Routes.channel(id))).toMatchObject({ thread_metadata: { locked: true } });
  });

  it("has the id of the message that it starts from, and shows it", async () => {
    const { fake, rest } = await openFake();
    const { id } = fake.world.say({ person: "ana", channel: "general", text: "x" });
    const thread = fake.world.startThread({ person: "ben", channel: "general", name: "about it", from: id });
    expect(thread.id).toBe(id);
    const { general = "" } = fake.world.ids().channels ?? {};
    expect(await rest.get(Routes.channelMessage(general, id))).toMatchObject({
      thread: { name: "about it" },
    });
    expect(await rest.get(Routes.channelMessages(id))).toMatchObject([
      { type: 21, content: "", referenced_message: { id, content: "x" } },
    ]);
    const active = await rest.get(`${Routes.guild(fake.world.ids().guilds?.Example ?? "")}/threads/active`);
    expect(active).toMatchObject({ threads: [{ id }] });
    expect(await outcomeOf(rest.get(Routes.threadMembers(id, "@me")))).toBe("10007");
    expect(await post(rest, id)).toBe("ok");
    expect(await rest.get(Routes.threadMembers(id, "@me"))).toMatchObject({ id });
  });
});
