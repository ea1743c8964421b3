import {
  ActionRowBuilder,
  AttachmentBuilder,
  ButtonBuilder,
  ButtonStyle,
  ContainerBuilder,
  MessageFlags,
  type REST,
  Routes,
  TextDisplayBuilder,
} from "discord.js";
import { describe, expect, it } from "vitest";
import { connect, openFake, outcomeOf } from "./open-fake.ts";

const general = "110000000000000001";
const second = MessageFlags.IsComponentsV2;

interface ReadMessage {
  readonly id: string;
  readonly content: string;
}

function post(rest: REST, body: object, channel = general): Promise<ReadMessage> {
  return rest.post(Routes.channelMessages(channel), { body }) as Promise<ReadMessage>;
}

const text = (content: string) => ({ type: 10, content });
const button = (custom_id: string, more: object = {}) => ({
  type: 2,
  style: 1,
  label: "Go",
  custom_id,
  ...more,
});
const row = (...components: object[]) => ({ type: 1, components });

describe("a message", () => {
  it.each<[string, object, string]>([
    ["nothing", {}, "50006"],
    ["only spaces", { content: "  " }, "50006"],
    ["2000 characters", { content: "x".repeat(2000) }, "ok"],
    ["2001 characters", { content: "x".repeat(2001) }, "50035 content"],
    ["spaces around 2000 characters", { content: ` ${"x".repeat(2000)} ` }, "ok"],
    ["a field that Discord does not know", { content: "x", text: "y" }, "50035 text"],
    ["a flag for interactions", { content: "x", flags: MessageFlags.Ephemeral }, "50035 flags"],
    [
      "quiet flags",
      { content: "x", flags: MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications },
      "ok",
    ],
    ["a nonce that is too long", { content: "x", nonce: "x".repeat(26) }, "50035 nonce"],
    ["no nonce to enforce", { content: "x", enforce_nonce: true }, "50035 nonce"],
    [
      "both ways of allowing",
      { content: "x", allowed_mentions: { parse: ["users"], users: ["1"] } },
      "50035 allowed_mentions",
    ],
    ["11 embeds", { embeds: Array.from({ length: 11 }, () => ({ title: "x" })) }, "50035 embeds"],
    [
      "6001 characters of embeds",
      { embeds: [4000, 2001].map((size) => ({ description: "x".repeat(size) })) },
      "50035 embeds",
    ],
    [
      "an answer to nothing",
      { content: "x", message_reference: { message_id: "1" } },
      "50035 message_reference",
    ],
    [
      "an answer to nothing at will",
      { content: "x", message_reference: { message_id: "1", fail_if_not_exists: false } },
      "ok",
    ],
  ])("with %s is judged", async (_name, body, outcome) => {
    const { rest } = await openFake();
    expect(await outcomeOf(post(rest, body))).toBe(outcome);
  });

  it.each<[string, object, string]>([
    [
      "five buttons",
      { content: "x", components: [row(...["1", "2", "3", "4", "5"].map((id) => button(id)))] },
      "ok",
    ],
    [
      "six buttons",
      { content: "x", components: [row(...["1", "2", "3", "4", "5", "6"].map((id) => button(id)))] },
      "50035 components.0.components",
    ],
    [
      "six rows",
      { content: "x", components: Array.from({ length: 6 }, (_one, id) => row(button(`${id}`))) },
      "50035 components",
    ],
    ["a text without the flag", { components: [text("x")] }, "50035 components.0.type"],
    [
      "a label of 81",
      { content: "x", components: [row(button("1", { label: "x".repeat(81) }))] },
      "50035 components.0.components.0.label",
    ],
    [
      "no custom id",
      { content: "x", components: [row({ type: 2, style: 1, label: "x" })] },
      "50035 components.0.components.0.custom_id",
    ],
    [
      "a custom id of 101",
      { content: "x", components: [row(button("x".repeat(101)))] },
      "50035 components.0.components.0.custom_id",
    ],
    [
      "a custom id twice",
      { content: "x", components: [row(button("1")), row(button("1"))] },
      "50035 components.1.components.0.custom_id",
    ],
    ["an unknown type", { flags: second, components: [{ type: 99 }] }, "50035 components.0.type"],
    ["content and the flag", { flags: second, content: "x", components: [text("x")] }, "50035 content"],
    [
      "4000 characters",
      { flags: second, components: [text("x".repeat(2000)), text("x".repeat(2000))] },
      "ok",
    ],
    [
      "4001 characters",
      { flags: second, components: [text("x".repeat(2000)), text("x".repeat(2001))] },
      "50035 components",
    ],
    [
      "40 components",
      { flags: second, components: [{ type: 17, components: Array.from({ length: 39 }, () => text("x")) }] },
      "ok",
    ],
    [
      "41 components",
      { flags: second, components: [{ type: 17, components: Array.from({ length: 40 }, () => text("x")) }] },
      "50035 components",
    ],
    [
      "a section without anything beside",
      { flags: second, components: [{ type: 9, components: [text("x")] }] },
      "50035 components.0.accessory",
    ],
    [
      "a section of four texts",
      {
        flags: second,
        components: [
          { type: 9, components: [text("1"), text("2"), text("3"), text("4")], accessory: button("1") },
        ],
      },
      "50035 components.0.components",
    ],
    [
      "26 options",
      {
        content: "x",
        components: [
          row({
            type: 3,
            custom_id: "1",
            options: Array.from({ length: 26 }, (_one, id) => ({ label: "x", value: `${id}` })),
          }),
        ],
      },
      "50035 components.0.components.0.options",
    ],
    ["the flag and nothing", { flags: second }, "50006"],
  ])("with components is judged: %s", async (_name, body, outcome) => {
    const { rest } = await openFake();
    expect(await outcomeOf(post(rest, body))).toBe(outcome);
  });

  it("E14: is made once for a nonce that is enforced, for five minutes", async () => {
    const { fake, rest, clock } = await openFake();
    const body = { content: "x", nonce: "reply-1", enforce_nonce: true };
    const first = await post(rest, body);
    expect((await post(rest, body)).id).toBe(first.id);
    expect((await post(rest, { ...body, enforce_nonce: false })).id).not.toBe(first.id);
    await clock.advance(5 * 60_000);
    expect((await post(rest, body)).id).not.toBe(first.id);
    expect(fake.world.messages({ channel: "general" })).toHaveLength(3);
  });

  it("takes up components of the second version once it gives up its text, and never loses them", async () => {
    const { rest } = await openFake();
    const { id } = await post(rest, { content: "x" });
    const edit = (body: object) => outcomeOf(rest.patch(Routes.channelMessage(general, id), { body }));
    const components = [text("new")];
    expect(await edit({ components })).toBe("50035 components.0.type");
    expect(await edit({ components, flags: second })).toBe("50035 content");
    expect(await edit({ components, flags: second, content: null })).toBe("ok");
    expect(await edit({ components, flags: 0 })).toBe("50035 flags");
    expect(await edit({ content: "x" })).toBe("50035 content");
    expect(await edit({ components: [text("newer")] })).toBe("ok");
    expect(await edit({ nonce: "1" })).toBe("50035 nonce");
  });

  it("is written, changed, answered and deleted by the vendor's client", async () => {
    const { fake } = await openFake();
    const client = await connect(fake);
    const asked = fake.world.say({ person: "ana", channel: "general", text: "hello" });
    const channel = await client.channels.fetch(general);
    if (!channel?.isSendable()) throw new Error("The channel takes no messages");
    const question = await channel.messages.fetch(asked.id);
    const answer = await question.reply({
      content: "hi",
      files: [new AttachmentBuilder(Buffer.from("a file"), { name: "a.txt" })],
    });
    await answer.edit("hi there");
    const [, shown] = fake.world.messages({ channel: "general" });
    expect(shown).toMatchObject({
      content: "hi there",
      replyTo: asked.id,
      isEdited: true,
      isByBot: true,
      type: 19,
    });
    const [file] = answer.attachments.values();
    expect(await (await fetch(file?.url ?? "")).text()).toBe("a file");
    const card = new ContainerBuilder()
      .addTextDisplayComponents(new TextDisplayBuilder().setContent("A card"))
      .addActionRowComponents(
        new ActionRowBuilder<ButtonBuilder>().addComponents(
          new ButtonBuilder().setCustomId("approve").setLabel("Approve").setStyle(ButtonStyle.Success),
        ),
      );
    const posted = await channel.send({ components: [card], flags: second });
    expect(posted.components).toHaveLength(1);
    await posted.delete();
    expect(fake.world.messages({ channel: "general" })).toHaveLength(2);
    await channel.sendTyping();
    expect(fake.world.records.typing).toMatchObject([{ channel: general }]);
  });

  it("is listed with the newest first, before, after and around another", async () => {
    const { fake, rest } = await openFake();
    const ids = Array.from({ length: 5 }, (_one, count) =>
      fake.world.say({ person: "ana", channel: "general", text: `${count}` }),
    ).map(({ id }) => id);
    const list = async (query: Record<string, string>) => {
      const options = { query: new URLSearchParams(query) };
      const read = (await rest.get(Routes.channelMessages(general), options)) as ReadMessage[];
      return read.map(({ content }) => content).join("");
    };
    const middle = ids[2] ?? "";
    expect(await list({})).toBe("43210");
    expect(await list({ limit: "2" })).toBe("43");
    expect(await list({ before: middle })).toBe("10");
    expect(await list({ after: middle, limit: "1" })).toBe("3");
    expect(await list({ around: middle, limit: "3" })).toBe("321");
    expect(await outcomeOf(list({ limit: "101" }))).toBe("50035 limit");
    expect(await outcomeOf(rest.get(Routes.channelMessage(general, "1")))).toBe("10008");
  });

  it("bears the fake's time in its id", async () => {
    const { fake, clock } = await openFake();
    const { id } = fake.world.say({ person: "ana", channel: "general", text: "x" });
    expect(Number(BigInt(id) >> 22n) + 1_420_070_400_000).toBe(clock.now());
  });
});
