import { once } from "node:events";
import { GatewayDispatchEvents, GatewayIntentBits as intents, type REST, Routes } from "discord.js";
import { describe, expect, it } from "vitest";
import { connect, openFake, usualIntents } from "./open-fake.ts";

const general = { channel: "general" };

/** A fake with a client, and what of the names given comes to it first. */
async function openConnected(given = usualIntents, settings = {}) {
  const { fake } = await openFake({ settings });
  const client = await connect(fake, given);
  return { fake, client };
}

describe("an event", () => {
  it("tells of edits, links that were looked at, and deletions", async () => {
    const { fake, client } = await openConnected();
    const { id } = fake.world.say({ ...general, person: "ana", text: "x" });
    await once(client, "messageCreate");
    const edited = once(client, "messageUpdate");
    fake.world.edit({ ...general, id, text: "y" });
    expect((await edited)[1]).toMatchObject({ content: "y", editedTimestamp: Date.UTC(2026, 10, 22, 12) });
    const looked = once(client, "messageUpdate");
    fake.world.edit({ ...general, id, isEmbedOnly: true });
    expect((await looked)[1].embeds).toHaveLength(1);
    const gone = once(client, "messageDelete");
    fake.world.remove({ ...general, id });
    expect((await gone)[0].id).toBe(id);
    const ids = ["1", "2"].map((text) => fake.world.say({ ...general, person: "ana", text }).id);
    const bulk = once(client, "messageDeleteBulk");
    fake.world.removeBulk({ ...general, ids });
    expect((await bulk)[0].size).toBe(2);
    expect(fake.world.messages(general)).toEqual([]);
  });

  it("tells of reactions, webhooks, other bots and people who join", async () => {
    const { fake, client } = await openConnected();
    const { id } = fake.world.say({ ...general, person: "robo", text: "beep" });
    const [first] = await once(client, "messageCreate");
    expect(first.author.bot).toBe(true);
    const reacted = once(client, "messageReactionAdd");
    fake.world.react({ ...general, id, person: "ana", emoji: "👍" });
    expect((await reacted)[0].emoji.name).toBe("👍");
    const taken = once(client, "messageReactionRemove");
    fake.world.react({ ...general, id, person: "ana", emoji: "👍", isAdded: false });
    await taken;
    const hooked = once(client, "messageCreate");
    fake.world.webhookSay({ ...general, name: "news", text: "read this" });
    expect((await hooked)[0]).toMatchObject({ content: "read this", author: { username: "news" } });
    expect((await hooked)[0].webhookId).not.toBeNull();
    const joined = once(client, "messageCreate");
    fake.world.say({ ...general, person: "ben", text: "", type: 7 });
    expect((await joined)[0].type).toBe(7);
  });

  it("tells of what the bot itself does, unless told not to", async () => {
    const { fake, client } = await openConnected();
    const channel = await client.channels.fetch("110000000000000001");
    if (!channel?.isSendable()) throw new Error("The channel takes no messages");
    const heard = once(client, "messageCreate");
    await channel.send({ content: "x", nonce: "n1" });
    expect((await heard)[0]).toMatchObject({ content: "x", nonce: "n1", author: { id: fake.applicationId } });
    fake.world.configure({ echoes: false });
    const next = once(client, "messageCreate");
    await channel.send("y");
    fake.world.say({ ...general, person: "ana", text: "z" });
    expect((await next)[0].content).toBe("z");
  });

  it("tells of channels, threads and who may see them", async () => {
    const { fake, client } = await openConnected();
    const made = once(client, "channelCreate");
    const { id } = fake.world.addChannel({
      name: "new",
      overwrites: [{ of: "@everyone", deny: ["ViewChannel"] }],
    });
    expect((await made)[0].id).toBe(id);
    const opened = once(client, "threadListSync");
    fake.world.changeChannel({ channel: "new", overwrites: [] });
    await opened;
    const started = once(client, "threadCreate");
    const thread = fake.world.startThread({ ...general, person: "ana", name: "a thread" });
    expect((await started)[0].id).toBe(thread.id);
    const locked = once(client, "threadUpdate");
    fake.world.lockThread({ thread: thread.id });
    expect((await locked)[1].locked).toBe(true);
    const gone = once(client, "threadDelete");
    fake.world.changeChannel({ channel: thread.id, isDeleted: true });
    await gone;
    const removed = once(client, "channelDelete");
    fake.world.changeChannel({ channel: "new", isDeleted: true });
    await removed;
  });

  it("E10: tells an outage from the end", async () => {
    const { fake, client } = await openConnected();
    const out = once(client, "guildUnavailable");
    fake.world.outage({});
    await out;
    const back = once(client, "guildAvailable");
    fake.world.outage({ isOver: true });
    await back;
    const removed = once(client, "guildDelete");
    fake.world.removeBot();
    expect((await removed)[0].name).toBe("Example");
    const added = once(client, "guildCreate");
    fake.world.addBot({ guild: "Other" });
    expect((await added)[0].name).toBe("Other");
  });

  it("tells of people with the intent for them only", async () => {
    const withMembers = [...usualIntents, intents.GuildMembers];
    const { fake, client } = await openConnected(withMembers, { serverMembers: true });
    const joined = once(client, "guildMemberAdd");
    fake.world.changePerson({ person: "erin", isIn: true });
    expect((await joined)[0].user.username).toBe("erin");
    const changed = once(client, "guildMemberUpdate");
    fake.world.changePerson({ person: "erin", nick: "E", roles: ["Admins"] });
    expect((await changed)[1].nickname).toBe("E");
    const left = once(client, "guildMemberRemove");
    fake.world.changePerson({ person: "erin", isIn: false });
    await left;
    const members = await client.guilds.cache.first()?.members.fetch();
    expect(members?.size).toBe(7);
  });

  it("tells of roles and of who owns a server, and both count", async () => {
    const { fake, client } = await openConnected();
    const made = once(client, "roleCreate");
    const { id } = fake.world.changeRole({
      role: "Helpers",
      permissions: ["ManageMessages"],
      isMentionable: true,
    });
    expect((await made)[0]).toMatchObject({ id, mentionable: true });
    const changed = once(client, "roleUpdate");
    fake.world.changeRole({ role: "@everyone", permissions: ["ViewChannel"] });
    await changed;
    expect(() => fake.world.say({ ...general, person: "ben", text: "x" })).toThrow("cannot speak");
    fake.world.say({ ...general, person: "owen", text: "x" });
    const handed = once(client, "guildUpdate");
    fake.world.changeGuild({ owner: "ana" });
    expect((await handed)[1].ownerId).toBe(fake.world.ids().people?.ana);
    fake.world.say({ ...general, person: "ana", text: "x" });
    const deleted = once(client, "roleDelete");
    fake.world.changeRole({ role: "Helpers", isDeleted: true });
    await deleted;
  });

  it("A19: takes a thousand messages of three copies in seconds", async () => {
    const { fake, client } = await openConnected();
    const ids: string[] = [];
    const all = new Promise<void>((resolve) =>
      client.ws.on(GatewayDispatchEvents.MessageCreate, (data: { id: string }) => {
        if (ids.push(data.id) === 3000) resolve();
      }),
    );
    for (let count = 0; count < 1000; count += 1) {
      const { events } = fake.world.say({ ...general, person: "ana", text: `hello ${count}` });
      fake.gateway.repeat(events[0], 2);
    }
    await all;
    expect(new Set(ids).size).toBe(1000);
    expect(fake.world.messages(general).map(({ id }) => id)).toEqual([...new Set(ids)]);
  });
});

const closed = usualIntents.filter((bit) => bit !== intents.MessageContent);

/** What the app reads of a message in a channel by REST. */
async function readBack(rest: REST, channel: string, id: string): Promise<unknown> {
  return ((await rest.get(Routes.channelMessage(channel, id))) as { content: string }).content;
}

describe("what people write", () => {
  it.each<[string, { channel: string; text: string }, boolean]>([
    ["among themselves", { channel: "general", text: "a secret" }, false],
    ["to the bot", { channel: "general", text: "<@300000000000000001> hello" }, true],
    ["directly to the bot", { channel: "dm-ana", text: "hello" }, true],
  ])("%s is shown without the intent only if it is meant for it", async (_name, said, isShown) => {
    const { fake, rest } = await openFake({ settings: { messageContent: false } });
    const client = await connect(fake, closed);
    const heard = once(client, "messageCreate");
    const files = [{ name: "a.txt", contentType: "text/plain", content: "x" }];
    const { id, channel } = fake.world.say({ person: "ana", ...said, files });
    const [message] = await heard;
    expect([message.content, message.attachments.size]).toEqual(isShown ? [said.text, 1] : ["", 0]);
    expect(await readBack(rest, channel, id)).toBe(isShown ? said.text : "");
  });

  it("is shown where the intent is switched on: to REST always, to a session that asks", async () => {
    const { fake, rest } = await openFake();
    const [blind, seeing] = [await connect(fake, closed), await connect(fake)];
    const heard = [once(blind, "messageCreate"), once(seeing, "messageCreate")];
    const { id, channel } = fake.world.say({ ...general, person: "ana", text: "a word" });
    expect((await Promise.all(heard)).map(([{ content }]) => content)).toEqual(["", "a word"]);
    expect(await readBack(rest, channel, id)).toBe("a word");
  });

  it("is shown when it answers the bot, and hidden within the answer of another", async () => {
    const { fake, rest } = await openFake({ settings: { messageContent: false } });
    const client = await connect(fake, closed);
    const own = (await rest.post(Routes.channelMessages("110000000000000001"), {
      body: { content: "mine" },
    })) as {
      id: string;
    };
    const first = once(client, "messageCreate");
    fake.world.say({ person: "ana", channel: "general", text: "yes", replyTo: own.id });
    expect((await first)[0].content).toBe("yes");
    const second = once(client, "messageCreate");
    fake.world.say({ person: "ana", channel: "general", text: "no", replyTo: own.id, ping: false });
    expect((await second)[0].content).toBe("");
  });

  it("is known to be possible from the application's flags", async () => {
    const { fake, rest } = await openFake();
    const flags = async () => ((await rest.get(Routes.currentApplication())) as { flags: number }).flags;
    expect((await flags()) & (1 << 19)).not.toBe(0);
    fake.world.configure({ messageContent: false });
    expect((await flags()) & ((1 << 18) | (1 << 19))).toBe(0);
  });
});
