import { once } from "node:events";
import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Client,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  type ModalSubmitInteraction,
  type REST,
  Routes,
  TextInputBuilder,
  TextInputStyle,
} from "discord.js";
import { describe, expect, it, vi } from "vitest";
import { connect, openFake, outcomeOf } from "./open-fake.ts";

const general = "110000000000000001";

const reverie = {
  name: "reverie",
  description: "Talk about what is remembered",
  options: [
    {
      type: 2,
      name: "memory",
      description: "What is remembered",
      options: [
        {
          type: 1,
          name: "forget",
          description: "Forget something",
          options: [{ type: 3, name: "what", description: "Which", required: true, autocomplete: true }],
        },
      ],
    },
    {
      type: 1,
      name: "dream",
      description: "Dream",
      options: [
        { type: 4, name: "days", description: "How many days back", min_value: 1, max_value: 30 },
        { type: 6, name: "who", description: "About whom" },
        { type: 3, name: "note", description: "Anything else" },
      ],
    },
  ],
};
const remember = { name: "Remember this", type: 3 };

/** A fake with commands registered, a client, and the next interaction that comes to it. */
async function openInteractive() {
  const parts = await openFake();
  await parts.rest.put(Routes.applicationCommands(parts.fake.applicationId), { body: [reverie, remember] });
  const client = await connect(parts.fake);
  return { ...parts, client };
}

async function nextOf<Kind extends Interaction>(client: Client): Promise<Kind> {
  const [interaction] = await once(client, "interactionCreate");
  return interaction as Kind;
}

/** Posts a message with a button and gives its id. */
async function postButton(rest: REST, more: object = {}): Promise<string> {
  const button = { type: 2, style: 1, label: "Approve", custom_id: "approve:1", ...more };
  const body = { content: "A proposal", components: [{ type: 1, components: [button] }] };
  return ((await rest.post(Routes.channelMessages(general), { body })) as { id: string }).id;
}

function editModal(): ModalBuilder {
  const input = new TextInputBuilder()
    .setCustomId("text")
    .setStyle(TextInputStyle.Paragraph)
    .setMaxLength(20);
  const label = new LabelBuilder().setLabel("What to remember").setTextInputComponent(input);
  return new ModalBuilder().setCustomId("edit:1").setTitle("Edit").addLabelComponents(label);
}

describe("a command", () => {
  it("brings who gives it, where, what they may do, and its options", async () => {
    const { fake, client } = await openInteractive();
    const heard = nextOf<ChatInputCommandInteraction>(client);
    const text = "dream 7 ben all the way down";
    const { answer } = fake.world.command({ person: "ana", channel: "general", text });
    const interaction = await heard;
    expect(interaction.options.getSubcommand()).toBe("dream");
    expect(interaction.options.getInteger("days")).toBe(7);
    expect(interaction.options.getUser("who")?.username).toBe("ben");
    expect(interaction.options.getString("note")).toBe("all the way down");
    expect(interaction.memberPermissions?.has("ManageGuild")).toBe(true);
    expect(interaction.appPermissions.has("SendMessages")).toBe(true);
    expect([interaction.guildId, interaction.context]).toEqual(["100000000000000001", 0]);
    await interaction.reply({ content: "Dreaming", flags: MessageFlags.Ephemeral });
    expect(await answer).toMatchObject({
      type: "message",
      isPrivate: true,
      message: { content: "Dreaming" },
    });
    expect(fake.world.messages({ channel: "general" })).toEqual([]);
    const direct = nextOf<ChatInputCommandInteraction>(client);
    fake.world.command({ person: "ana", channel: "dm-ana", text: "memory forget tea" });
    expect(await direct).toMatchObject({ guildId: null, context: 1, user: { username: "ana" } });
  });

  it.each([
    ["sleep", "has no sleep"],
    ["memory", "has no end here"],
    ["memory forget", "The option what is required"],
    ["dream often", "The option days does not take often"],
    ["dream 31", "The option days does not take 31"],
    ["dream 7 nobody", "There is no person nobody"],
  ])("is refused where it was not registered so: %s", async (text, message) => {
    const { fake } = await openInteractive();
    expect(() => fake.world.command({ person: "ana", channel: "general", text })).toThrow(message);
  });

  it("takes values by the names of the options", async () => {
    const { fake, client } = await openInteractive();
    const heard = nextOf<ChatInputCommandInteraction>(client);
    const given = { person: "ana", channel: "general" };
    fake.world.command({ ...given, text: "dream", values: { note: "7 of them", days: 3 } });
    const { options } = await heard;
    expect([options.getString("note"), options.getInteger("days")]).toEqual(["7 of them", 3]);
    expect(() => fake.world.command({ ...given, text: "dream", values: { no: "x" } })).toThrow("has no no");
  });

  it("takes options as Discord sends them", async () => {
    const { fake, client } = await openInteractive();
    const heard = nextOf<ChatInputCommandInteraction>(client);
    const options = [
      { name: "memory", options: [{ name: "forget", options: [{ name: "what", value: "tea" }] }] },
    ];
    fake.world.command({ person: "ana", channel: "general", options });
    const interaction = await heard;
    expect(interaction.options.getSubcommandGroup()).toBe("memory");
    expect(interaction.options.getString("what")).toBe("tea");
  });

  it("E12: fails for the person after 3 s, and is unknown then", async () => {
    const { fake, client, clock } = await openInteractive();
    const heard = nextOf<ChatInputCommandInteraction>(client);
    const { id, answer } = fake.world.command({ person: "ana", channel: "general", text: "dream" });
    const interaction = await heard;
    await clock.advance(3000);
    expect(await answer).toEqual({ type: "none" });
    expect(fake.world.records.failedInteractions).toEqual([id]);
    expect(await outcomeOf(interaction.reply("late"))).toBe("10062");
  });

  it("E12: is answered once, and by its token for 15 minutes", async () => {
    const { fake, client, rest, clock } = await openInteractive();
    const heard = nextOf<ChatInputCommandInteraction>(client);
    const { id, token, answer } = fake.world.command({ person: "ana", channel: "general", text: "dream" });
    const interaction = await heard;
    const hook = Routes.webhook(fake.applicationId, token);
    expect(await outcomeOf(rest.post(hook, { body: { content: "early" }, auth: false }))).toBe("10015");
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    expect(await answer).toMatchObject({ type: "deferred", isPrivate: true });
    const body = { type: 4, data: { content: "again" } };
    expect(await outcomeOf(rest.post(Routes.interactionCallback(id, token), { body, auth: false }))).toBe(
      "40060",
    );
    await interaction.editReply("Done");
    await interaction.followUp({ content: "And more", flags: MessageFlags.Ephemeral });
    await interaction.followUp("For all");
    expect(
      fake.world.privateAnswers({ person: "ana" }).map(({ content, isEdited }) => [content, isEdited]),
    ).toEqual([
      ["Done", false],
      ["And more", false],
    ]);
    expect(fake.world.messages({ channel: "general" })).toMatchObject([{ content: "For all" }]);
    expect(fake.world.records.interactionAnswers.map(({ response }) => response)).toEqual([
      5,
      "edit",
      "follow-up",
      "follow-up",
    ]);
    await clock.advance(15 * 60_000 + 1);
    expect(await outcomeOf(interaction.editReply("late"))).toBe("50027");
    expect(await outcomeOf(rest.post(Routes.webhook("1", token), { body: {}, auth: false }))).toBe("10015");
  });

  it("gives the place of a deferral to the first message that follows", async () => {
    const { fake, client } = await openInteractive();
    const heard = nextOf<ChatInputCommandInteraction>(client);
    fake.world.command({ person: "ana", channel: "general", text: "dream" });
    const interaction = await heard;
    await interaction.deferReply();
    const { id } = await interaction.followUp({ content: "Here", flags: MessageFlags.Ephemeral });
    expect(fake.world.messages({ channel: "general" })).toMatchObject([
      { id, content: "Here", isPrivate: false },
    ]);
  });
});

describe("autocomplete", () => {
  it("shows the choices, 25 at most", async () => {
    const { fake, client, rest } = await openInteractive();
    const typed = { person: "ana", channel: "general", text: "memory forget te", focused: "what" };
    const heard = nextOf(client);
    const { answer } = fake.world.autocomplete(typed);
    const interaction = await heard;
    if (!interaction.isAutocomplete()) throw new Error("It is none");
    expect(interaction.options.getFocused()).toBe("te");
    await interaction.respond([{ name: "Tea", value: "tea" }]);
    expect(await answer).toEqual({ type: "choices", choices: [{ name: "Tea", value: "tea" }] });
    const { id, token } = fake.world.autocomplete({ ...typed, text: "memory forget" });
    const choices = Array.from({ length: 26 }, (_one, count) => ({ name: `${count}`, value: `${count}` }));
    const callback = (type: number) =>
      outcomeOf(
        rest.post(Routes.interactionCallback(id, token), { body: { type, data: { choices } }, auth: false }),
      );
    expect(await callback(8)).toContain("50035");
    expect(await callback(4)).toBe("50035 type");
    expect(() => fake.world.autocomplete({ ...typed, text: "dream", focused: "days" })).toThrow(
      "not completed",
    );
  });
});

describe("the menu of a message", () => {
  it("brings the message, whatever the app may read", async () => {
    const { fake, client } = await openInteractive();
    const { id } = fake.world.say({ person: "ben", channel: "general", text: "tea at five" });
    const heard = nextOf(client);
    fake.world.choose({ person: "ana", channel: "general", message: id, name: "Remember this" });
    const interaction = await heard;
    if (!interaction.isMessageContextMenuCommand()) throw new Error("It is none");
    expect(interaction.targetMessage).toMatchObject({
      id,
      content: "tea at five",
      author: { username: "ben" },
    });
  });
});

describe("a button", () => {
  it("changes its message in place", async () => {
    const { fake, client, rest } = await openInteractive();
    const message = await postButton(rest);
    const heard = nextOf<ButtonInteraction>(client);
    const press = { person: "ana", channel: "general", message, customId: "approve:1" };
    const { answer } = fake.world.press(press);
    const interaction = await heard;
    expect(interaction.message.id).toBe(message);
    await interaction.update({ content: "Approved", components: [] });
    expect(await answer).toMatchObject({ type: "update", message: { id: message, content: "Approved" } });
    expect(() => fake.world.press(press)).toThrow("Nothing to press");
  });

  it("is put off, and its message changed later", async () => {
    const { fake, client, rest } = await openInteractive();
    const message = await postButton(rest);
    const heard = nextOf<ButtonInteraction>(client);
    const { answer } = fake.world.press({
      person: "ana",
      channel: "general",
      message,
      customId: "approve:1",
    });
    const interaction = await heard;
    await interaction.deferUpdate();
    expect(await answer).toEqual({ type: "deferred-update" });
    await interaction.editReply({ content: "Approved" });
    await interaction.followUp({ content: "Thanks", flags: MessageFlags.Ephemeral });
    expect(fake.world.messages({ channel: "general" })).toMatchObject([{ id: message, content: "Approved" }]);
    expect(fake.world.privateAnswers({ person: "ana" })).toMatchObject([{ content: "Thanks" }]);
  });

  it("is pressed in what one person is shown, by nobody else", async () => {
    const { fake, client } = await openInteractive();
    const heard = nextOf<ChatInputCommandInteraction>(client);
    fake.world.command({ person: "ana", channel: "general", text: "dream" });
    const button = { type: 2, style: 1, label: "More", custom_id: "more" } as const;
    await (await heard).reply({
      content: "Some",
      components: [{ type: 1, components: [button] }],
      flags: MessageFlags.Ephemeral,
    });
    const [shown] = fake.world.privateAnswers({ person: "ana" });
    const press = { channel: "general", message: shown?.id ?? "", customId: "more" };
    expect(() => fake.world.press({ ...press, person: "ben" })).toThrow("does not see");
    const pressed = nextOf<ButtonInteraction>(client);
    fake.world.press({ ...press, person: "ana" });
    const interaction = await pressed;
    expect(interaction.message.flags.has(MessageFlags.Ephemeral)).toBe(true);
    await interaction.update({ content: "More", components: [] });
    expect(fake.world.privateAnswers({ person: "ana" })).toMatchObject([{ content: "More", components: [] }]);
  });

  it("cannot be pressed when it is disabled or out of sight", async () => {
    const { fake, rest } = await openInteractive();
    const message = await postButton(rest, { disabled: true });
    const press = { channel: "general", message, customId: "approve:1" };
    expect(() => fake.world.press({ ...press, person: "ana" })).toThrow("disabled");
    expect(() => fake.world.press({ ...press, person: "erin" })).toThrow("does not see");
  });
});

describe("a form", () => {
  it("is opened by a button, filled in, and changes the message", async () => {
    const { fake, client, rest } = await openInteractive();
    const message = await postButton(rest);
    const heard = nextOf<ButtonInteraction>(client);
    const pressed = fake.world.press({ person: "ana", channel: "general", message, customId: "approve:1" });
    await (await heard).showModal(editModal());
    expect(await pressed.answer).toMatchObject({ type: "modal", modal: { custom_id: "edit:1" } });
    expect(fake.world.modal({ person: "ana" })).toMatchObject({ title: "Edit" });
    const fill = (fields: Record<string, string>) => fake.world.submit({ person: "ana", fields });
    expect(() => fill({ text: "x".repeat(21) })).toThrow("0 to 20 characters");
    expect(() => fill({})).toThrow("demands text");
    expect(() => fill({ text: "tea", more: "x" })).toThrow("no field more");
    const submitted = nextOf<ModalSubmitInteraction>(client);
    const { answer, id, token } = fill({ text: "tea" });
    const interaction = await submitted;
    expect(interaction.fields.getTextInputValue("text")).toBe("tea");
    const body = { type: 9, data: editModal().toJSON() };
    expect(await outcomeOf(rest.post(Routes.interactionCallback(id, token), { body, auth: false }))).toBe(
      "50035 type",
    );
    if (!interaction.isFromMessage()) throw new Error("It is from nowhere");
    await interaction.update({ content: "Edited", components: [] });
    expect(await answer).toMatchObject({ type: "update", message: { content: "Edited" } });
    expect(fake.world.modal({ person: "ana" })).toBeNull();
  });

  it("E12: is opened by a first answer only, and in 3 s", async () => {
    const { fake, client, clock } = await openInteractive();
    const heard = nextOf<ChatInputCommandInteraction>(client);
    fake.world.command({ person: "ana", channel: "general", text: "dream" });
    const interaction = await heard;
    await clock.advance(3000);
    expect(await outcomeOf(interaction.showModal(editModal()))).toBe("10062");
    expect(fake.world.modal({ person: "ana" })).toBeNull();
  });

  const label = (more: object = {}, custom_id = "text") => ({
    type: 18,
    label: "What",
    component: { type: 4, style: 1, custom_id },
    ...more,
  });

  it.each<[string, object, string]>([
    ["a title of 46", { title: "x".repeat(46) }, "50035 data.title"],
    ["a label of 46", { components: [label({ label: "x".repeat(46) })] }, "50035 data.components.0.label"],
    [
      "a description of 101",
      { components: [label({ description: "x".repeat(101) })] },
      "50035 data.components.0.description",
    ],
    [
      "six labels",
      { components: Array.from({ length: 6 }, (_one, count) => label({}, `${count}`)) },
      "50035 data.components",
    ],
    [
      "a row of old",
      { components: [{ type: 1, components: [{ type: 4, style: 1, custom_id: "x", label: "x" }] }] },
      "50035 data.components.0.type",
    ],
    ["an id twice", { components: [label(), label()] }, "50035 data.components.1.component.custom_id"],
    ["nothing", { components: [] }, "50035 data.components"],
    ["all in order", {}, "ok"],
  ])("is judged: %s", async (_name, more, outcome) => {
    const { fake, rest } = await openInteractive();
    const { id, token } = fake.world.command({ person: "ana", channel: "general", text: "dream" });
    const data = { custom_id: "edit", title: "Edit", components: [label()], ...more };
    const body = { type: 9, data };
    expect(await outcomeOf(rest.post(Routes.interactionCallback(id, token), { body, auth: false }))).toBe(
      outcome,
    );
  });
});

describe("an answer", () => {
  it("calls people only, unless it says otherwise", async () => {
    const { fake, rest } = await openInteractive();
    const { id, token } = fake.world.command({ person: "ana", channel: "general", text: "dream" });
    const content = "<@210000000000000002> <@&120000000000000001> @everyone";
    await rest.post(Routes.interactionCallback(id, token), {
      body: { type: 4, data: { content } },
      auth: false,
    });
    expect(fake.world.records.pings.map(({ kind }) => kind)).toEqual(["user"]);
  });

  it("comes back to the app as a message where all see it", async () => {
    const { fake, client } = await openInteractive();
    client.on("interactionCreate", (interaction) => {
      if (interaction.isRepliable()) void interaction.reply("For all");
    });
    const heard = once(client, "messageCreate");
    fake.world.command({ person: "ana", channel: "general", text: "dream" });
    const [message] = await heard;
    expect(message).toMatchObject({ content: "For all", interactionMetadata: { user: { username: "ana" } } });
    await vi.waitFor(() => expect(fake.world.records.failedInteractions).toEqual([]));
  });
});
