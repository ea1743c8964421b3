import { Routes } from "discord.js";
import { describe, expect, it } from "vitest";
import { openFake, outcomeOf } from "./open-fake.ts";

const app = "300000000000000001";
const option = (more: object = {}) => ({ type: 3, name: "what", description: "Which", ...more });
const command = (more: object = {}) => ({ name: "reverie", description: "Talk", ...more });
const subcommand = (...options: object[]) => ({ type: 1, name: "sub", description: "A part", options });
const group = (...options: object[]) => ({ type: 2, name: "group", description: "A group", options });

describe("commands", () => {
  it.each<[string, object, string]>([
    [
      "a good one",
      command({ options: [group(subcommand(option()))], contexts: [0, 1], integration_types: [0] }),
      "ok",
    ],
    ["who may use it by default", command({ default_member_permissions: "32", nsfw: false }), "ok"],
    ["capitals", command({ name: "Reverie" }), "50035 0.name"],
    ["spaces", command({ name: "my command" }), "50035 0.name"],
    ["no description", command({ description: "" }), "50035 0.description"],
    ["a description of 101", command({ description: "x".repeat(101) }), "50035 0.description"],
    [
      "26 options",
      command({ options: Array.from({ length: 26 }, (_one, count) => option({ name: `o${count}` })) }),
      "50035 0.options",
    ],
    ["an option twice", command({ options: [option(), option()] }), "50035 0.options"],
    [
      "a required option after another",
      command({ options: [option(), option({ name: "b", required: true })] }),
      "50035 0.options",
    ],
    ["a part beside an option", command({ options: [subcommand(), option()] }), "50035 0.options"],
    ["a group in a group", command({ options: [group(group())] }), "50035 0.options.0.options.0.type"],
    [
      "choices and completion",
      command({ options: [option({ autocomplete: true, choices: [{ name: "a", value: "a" }] })] }),
      "50035 0.options.0.autocomplete",
    ],
    ["an unknown context", command({ contexts: [9] }), "50035 0.contexts.0"],
    ["an unknown field", command({ foo: 1 }), "50035 0.foo"],
    ["a good menu", { name: "Remember this", type: 3 }, "ok"],
    [
      "a menu with a description",
      { name: "Remember this", type: 3, description: "x" },
      "50035 0.description",
    ],
    [
      "more than 8000 characters",
      command({
        options: Array.from({ length: 25 }, (_one, count) =>
          option({
            name: `o${count}`,
            choices: Array.from({ length: 4 }, (_two, index) => ({
              name: "x".repeat(50),
              value: `${index}${"y".repeat(40)}`,
            })),
          }),
        ),
      }),
      "50035 0",
    ],
  ])("are judged: %s", async (_name, body, outcome) => {
    const { rest } = await openFake();
    expect(await outcomeOf(rest.put(Routes.applicationCommands(app), { body: [body] }))).toBe(outcome);
  });

  it("are set as one list, in a server or in all, and keep their ids", async () => {
    const { fake, rest } = await openFake();
    const set = async (...body: object[]) =>
      (await rest.put(Routes.applicationCommands(app), { body })) as { id: string; version: string }[];
    const [first] = await set(command());
    const [again, other] = await set(command({ description: "New" }), command({ name: "other" }));
    expect(again?.id).toBe(first?.id);
    expect(again?.version).not.toBe(first?.version);
    expect(await rest.get(Routes.applicationCommands(app))).toMatchObject([
      { description: "New" },
      { id: other?.id },
    ]);
    const [guild] = Object.values(fake.world.ids().guilds ?? {});
    await rest.put(Routes.applicationGuildCommands(app, guild ?? ""), { body: [command()] });
    expect(fake.world.records.registrations.map((one) => one.guild)).toEqual([null, null, guild]);
    expect(await outcomeOf(set(command(), command()))).toBe("50035 1.name");
    expect(await outcomeOf(rest.put(Routes.applicationCommands("1"), { body: [] }))).toBe("20012");
  });

  it("are shown to those who may use them, where they are to be had", async () => {
    const { fake, rest } = await openFake();
    const body = [command({ default_member_permissions: "32", contexts: [0] })];
    await rest.put(Routes.applicationCommands(app), { body });
    const given = { channel: "general", text: "" };
    expect(() => fake.world.command({ ...given, person: "ben" })).toThrow("not shown");
    fake.world.command({ ...given, person: "ben", isOpened: true });
    fake.world.command({ ...given, person: "ana" });
    fake.world.command({ ...given, person: "owen" });
    expect(() => fake.world.command({ ...given, person: "ana", channel: "dm-ana" })).toThrow("not to be had");
    expect(() => fake.world.command({ ...given, person: "dora", channel: "core-team" })).toThrow(
      "cannot use",
    );
  });
});
