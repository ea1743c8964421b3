import { MessageFlags, type REST, Routes } from "discord.js";
import { describe, expect, it } from "vitest";
import { openFake } from "./open-fake.ts";

const general = "110000000000000001";
const second = MessageFlags.IsComponentsV2;
const ana = "210000000000000002";
const admins = "120000000000000001";

function post(rest: REST, body: object): Promise<{ id: string }> {
  return rest.post(Routes.channelMessages(general), { body }) as Promise<{ id: string }>;
}

describe("a ping", () => {
  const all = `<@${ana}> <@&${admins}> @everyone @here`;

  it.each<[string, object, string[]]>([
    ["nothing said of it", {}, ["user", "role", "everyone", "here"]],
    ["nothing allowed", { allowed_mentions: { parse: [] } }, []],
    ["people allowed", { allowed_mentions: { parse: ["users"] } }, ["user"]],
    ["a role by its id", { allowed_mentions: { roles: [admins] } }, ["role"]],
    ["all of them allowed", { allowed_mentions: { parse: ["everyone"] } }, ["everyone", "here"]],
  ])("goes out with %s", async (_name, more, kinds) => {
    const { fake, rest } = await openFake();
    await post(rest, { content: all, ...more });
    expect(fake.world.records.pings.map(({ kind }) => kind)).toEqual(kinds);
  });

  it("E4: goes out by an edit that says nothing of it", async () => {
    const { fake, rest } = await openFake();
    const { id } = await post(rest, { content: all, allowed_mentions: { parse: [] } });
    await rest.patch(Routes.channelMessage(general, id), { body: { content: `${all}!` } });
    const by = "PATCH /channels/:channel/messages/:message";
    expect(fake.world.records.pings).toMatchObject([
      { kind: "user", target: ana, by, isAllowed: true },
      { kind: "role", target: admins, by, isAllowed: false },
      { kind: "everyone", by, isAllowed: false },
      { kind: "here", by, isAllowed: false },
    ]);
  });

  it("goes out to whom the bot answers, unless it is told not to", async () => {
    const { fake, rest } = await openFake();
    const { id } = fake.world.say({ person: "ana", channel: "general", text: "hello" });
    const message_reference = { message_id: id };
    await post(rest, { content: "hi", message_reference, allowed_mentions: { parse: [] } });
    expect(fake.world.records.pings).toEqual([]);
    await post(rest, { content: "hi", message_reference });
    expect(fake.world.records.pings).toMatchObject([{ kind: "reply", target: ana }]);
  });

  it("is none in code, and one in a text display", async () => {
    const { fake, rest } = await openFake();
    await post(rest, { content: `\`<@${ana}>\` \`\`\`\n@everyone\n\`\`\`` });
    expect(fake.world.records.pings).toEqual([]);
    await post(rest, { flags: second, components: [{ type: 10, content: `<@${ana}>` }] });
    expect(fake.world.records.pings).toMatchObject([{ kind: "user", target: ana }]);
  });
});

describe("a link", () => {
  it("E5: is fetched, unless the message says otherwise", async () => {
    const { fake, rest } = await openFake();
    const content = "https://evil.example/1?x=y, <https://evil.example/2> `https://evil.example/3`";
    await post(rest, { content, flags: MessageFlags.SuppressEmbeds });
    expect(fake.world.records.fetches).toEqual([]);
    const { id } = await post(rest, { content });
    expect(fake.world.records.fetches.map(({ url }) => url)).toEqual(["https://evil.example/1?x=y"]);
    await rest.patch(Routes.channelMessage(general, id), {
      body: { content: "[x](https://evil.example/4)" },
    });
    expect(fake.world.records.fetches.at(-1)?.url).toBe("https://evil.example/4");
  });

  it("E5: of an image in components is fetched whatever the flags", async () => {
    const { fake, rest } = await openFake();
    const items = [{ media: { url: "https://evil.example/5.png" } }];
    const flags = second | MessageFlags.SuppressEmbeds;
    await post(rest, {
      flags,
      components: [
        { type: 10, content: "https://evil.example/6" },
        { type: 12, items },
      ],
    });
    expect(fake.world.records.fetches.map(({ url }) => url)).toEqual(["https://evil.example/5.png"]);
  });
});
