import { Routes } from "discord.js";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commandBodies } from "../../../../src/adapters/discord/commands/command-json.ts";
import { createHouseTree } from "../../../../src/bot.ts";
import type { CommandDescription, CommandParameter } from "../../../../src/core/ports/platform.ts";
import { restOf } from "../../../fakes/discord/open-fake.ts";
import { type ListeningHouse, openListening } from "./listening-house.ts";

const tree = createHouseTree();
const pathOf = ({ words }: Pick<CommandDescription, "words">) => {
  const [group, ...rest] = words.split(" ");
  return ["privacy", "audit", "failures"].includes(words)
    ? `${words} show`
    : [group, rest.join("-")].join(" ").trim();
};

/** What the house heard last as a command. */
function textOf({ heard }: ListeningHouse): string | undefined {
  const last = heard.at(-1);
  return last?.type === "command-run" ? last.text : undefined;
}

/** As the tree reads a text: the words of the command, and what stands after them. */
const parsed = (text: string) => {
  const found = tree.parseWhole(text);
  return found && { words: found.command.words, rest: found.rest };
};

const said = fc.oneof(
  fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 80 })
    .filter((text) => text.trim() !== "" && !text.includes("<")),
  fc.constantFrom(
    "tea, not coffee",
    "for the team: tea",
    "/reverie help",
    "dream now",
    "I like\ntwo lines",
    "here",
    "  spaces  ",
  ),
);
const id = fc.stringMatching(/^[0-9a-z]{10}$/u);

function valueFor({ takes, isRequired }: CommandParameter): fc.Arbitrary<string | undefined> {
  const value =
    takes.type === "choice" ? fc.constantFrom(...takes.values) : takes.type === "memory" ? id : said;
  return isRequired ? value : fc.option(value, { nil: undefined });
}

/** A command of the house with values for what it takes. */
const given = fc
  .constantFrom(...tree.commands)
  .chain((command) => fc.tuple(fc.constant(command), fc.tuple(...command.parameters.map(valueFor))));

describe("a command given on Discord", () => {
  it("reaches the house as the same text as when it is typed, and is read as the same command", async () => {
    const house = await openListening();
    await fc.assert(
      fc.asyncProperty(given, async ([command, values]) => {
        const byName = command.parameters.flatMap(({ name }, index) =>
          values[index] === undefined ? [] : [[name, values[index]] as const],
        );
        const asValues = {
          person: "dora",
          channel: "general",
          text: pathOf(command),
          values: Object.fromEntries(byName),
        };
        await house.fake.world.command(asValues).answer;
        const typed = [command.words, ...byName.map(([, value]) => value)].join(" ");
        expect(textOf(house)).toBe(typed);
        expect(parsed(textOf(house) ?? "")).toEqual(parsed(typed));
        const whole = parsed(typed);
        if (whole) expect(whole.words).toBe(command.words);
      }),
      { numRuns: 80 },
    );
  });

  it("is each there, without values, under its own words", async () => {
    const house = await openListening();
    for (const command of tree.commands.filter(({ parameters }) => parameters.length === 0)) {
      await house.fake.world.command({ person: "dora", channel: "general", text: pathOf(command) }).answer;
      expect(house.heard.at(-1)).toEqual({
        type: "command-run",
        workspace: "discord:100000000000000001",
        person: "210000000000000004",
        channel: "110000000000000001",
        thread: null,
        text: command.words,
      });
    }
  });

  it("has names where Discord puts ids, as a message has, though not of what the giver cannot see", async () => {
    const house = await openListening();
    const { world } = house.fake;
    const { people, channels, roles } = world.ids();
    world.changePerson({ person: "ana", nick: "Ana of the office" });
    const text = `ask <@${people?.ana}> or <@!${people?.erin}> of <@&${roles?.Admins}> in <#${channels?.engineering}>, not <#${channels?.["core-team"]}>`;
    await world.command({ person: "dora", channel: "general", text: "remember", values: { text } }).answer;
    expect(textOf(house)).toBe(
      `remember ask @Ana of the office or @${people?.erin} of @Admins in #engineering, not #${channels?.["core-team"]}`,
    );
    await world.command({ person: "ben", channel: "general", text: "remember", values: { text } }).answer;
    expect(textOf(house)).toContain("not #core-team");
  });

  it("in a thread is given in the channel that it hangs on, in a private one in that", async () => {
    const house = await openListening();
    const { world } = house.fake;
    const open = world.startThread({ person: "dora", channel: "general", name: "aside" });
    await world.command({ person: "dora", channel: open.id, text: "help" }).answer;
    const closed = world.startThread({
      person: "dora",
      channel: "general",
      name: "quiet",
      isPrivate: true,
      members: ["reverie"],
    });
    await world.command({ person: "dora", channel: closed.id, text: "help" }).answer;
    await world.command({ person: "dora", channel: "dm-dora", text: "help" }).answer;
    expect(house.heard.map(({ channel }) => channel)).toEqual([
      "110000000000000001",
      closed.id,
      world.ids().channels?.["dm-dora"],
    ]);
  });
});

describe("a command of a registration that is older", () => {
  const old: CommandDescription = {
    words: "recall deep",
    usage: "<what>",
    summary: "as it was once",
    parameters: [{ name: "what", summary: "what", isRequired: true, takes: { type: "memory" } }],
  };

  it("comes with all its words, and nothing is filled in for it", async () => {
    const house = await openListening();
    const { fake } = house;
    // The list that still stands in somebody's client.
    await restOf(fake).put(Routes.applicationCommands(fake.applicationId), { body: commandBodies([old]) });
    const values = { what: "tea" };
    await fake.world.command({ person: "dora", channel: "general", text: "recall deep", values }).answer;
    expect(textOf(house)).toBe("recall deep tea");
    const { answer } = fake.world.autocomplete({
      person: "dora",
      channel: "general",
      text: "recall deep",
      focused: "what",
    });
    expect(await answer).toEqual({ type: "choices", choices: [] });
    expect(house.asked).toEqual([]);
  });
});

describe("a parameter that is filled in", () => {
  it("is asked about with all that stands beside it", async () => {
    const house = await openListening();
    const typing = {
      person: "dora",
      channel: "general",
      text: "set",
      focused: "value",
      values: { key: "listen", where: "here", value: "al" },
    };
    const { answer } = house.fake.world.autocomplete(typing);
    expect(await answer).toEqual({ type: "choices", choices: [{ name: "The one", value: "one" }] });
    expect(house.asked).toEqual([
      {
        workspace: "discord:100000000000000001",
        person: "210000000000000004",
        channel: "110000000000000001",
        words: "set",
        parameter: "value",
        typed: "al",
        given: { key: "listen", where: "here" },
      },
    ]);
  });
});
