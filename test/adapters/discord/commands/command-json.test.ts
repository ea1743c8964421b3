import {
  ApplicationCommandOptionType as OptionType,
  type RESTPutAPIApplicationCommandsJSONBody,
} from "discord.js";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  commandBodies,
  commandText,
  findCommand,
  unknownText,
} from "../../../../src/adapters/discord/commands/command-json.ts";
import { createHouseTree } from "../../../../src/bot.ts";
import { describe as describeCommand } from "../../../../src/core/commands/command-tree.ts";
import type { CommandDescription, CommandParameter } from "../../../../src/core/ports/platform.ts";
import { commandFaults } from "../../../fakes/discord/bodies/command-body.ts";
import { isObject, type JsonObject, objectsIn } from "../../../fakes/messages-server/json-value.ts";

const commands = createHouseTree().commands.map(describeCommand);
const plain = (body: RESTPutAPIApplicationCommandsJSONBody): JsonObject[] => JSON.parse(JSON.stringify(body));
const [slash] = plain(commandBodies(commands));
const branches = objectsIn(slash?.options);

/** The subcommands with the words that lead to them. */
function leavesOf(body: JsonObject | undefined): { readonly path: string; readonly leaf: JsonObject }[] {
  return objectsIn(body?.options).flatMap((branch) =>
    branch.type === OptionType.SubcommandGroup
      ? objectsIn(branch.options).map((leaf) => ({ path: `${branch.name} ${leaf.name}`, leaf }))
      : [{ path: String(branch.name), leaf: branch }],
  );
}

const leaf = (path: string) => leavesOf(slash).find((each) => each.path === path)?.leaf;

describe("the commands as Discord registers them", () => {
  it("are one slash command and one on messages, and nothing that Discord would refuse", () => {
    const bodies = plain(commandBodies(commands));
    expect(bodies.map(({ type, name }) => [type, name])).toEqual([
      [1, "reverie"],
      [3, "Remember this"],
    ]);
    expect(commandFaults(bodies)).toEqual([]);
    for (const body of bodies) {
      expect(body).toMatchObject({ integration_types: [0], contexts: [0, 1] });
      // Everyone who sees a channel: who may do what is decided when it is done.
      expect(body.default_member_permissions).toBe("1024");
    }
    expect(branches.length).toBeLessThanOrEqual(25);
    expect(JSON.stringify(bodies).length).toBeLessThan(8000);
  });

  it("are all there, each at a place of its own", () => {
    const paths = leavesOf(slash).map(({ path }) => path);
    expect(new Set(paths).size).toBe(commands.length);
    for (const { words } of commands) {
      const [group, ...rest] = words.split(" ");
      expect(paths).toContain(
        ["privacy", "audit", "failures"].includes(words)
          ? `${words} show`
          : [group, rest.join("-")].join(" ").trim(),
      );
    }
  });

  it("have groups for words that begin others, and `show` for those words alone", () => {
    const groups = branches.filter(({ type }) => type === OptionType.SubcommandGroup);
    expect(
      groups.map(({ name, options }) => [name, objectsIn(options).map((option) => option.name)]),
    ).toEqual([
      ["dream", ["now", "preview", "status", "why", "backfill", "backfill-undo"]],
      ["privacy", ["show", "off", "on", "export", "erase"]],
      ["audit", ["show", "export", "redact"]],
      ["failures", ["show", "retry"]],
    ]);
  });

  it("ask for what must be given before what may be", () => {
    for (const { leaf: each } of leavesOf(slash)) {
      const required = objectsIn(each.options).map((option) => option.required === true);
      expect(required).toEqual(required.toSorted((one, other) => Number(other) - Number(one)));
    }
    expect(objectsIn(leaf("remember")?.options).map(({ name, required }) => [name, required])).toEqual([
      ["text", true],
      ["for", false],
    ]);
  });

  it("offer choices where there are few, and completion where the house knows what there is", () => {
    const option = (path: string, name: string) =>
      objectsIn(leaf(path)?.options).find((each) => each.name === name);
    expect(objectsIn(option("memory", "whose")?.choices).map(({ value }) => value)).toEqual([
      "mine",
      "team",
      "channel",
      "health mine",
      "health team",
      "health channel",
    ]);
    expect(objectsIn(option("set", "where")?.choices).map(({ value }) => value)).toEqual(["here"]);
    for (const path of ["forget", "history", "undo"]) expect(option(path, "id")?.autocomplete).toBe(true);
    for (const name of ["key", "value"]) expect(option("set", name)?.autocomplete).toBe(true);
    expect(option("remember", "text")?.autocomplete).toBeUndefined();
  });
});

const word = fc.stringMatching(/^[a-z][a-z-]{0,11}$/u);
const parameter: fc.Arbitrary<CommandParameter> = fc.record({
  name: word,
  summary: fc.string({ minLength: 1, maxLength: 300 }).filter((text) => text.trim() !== ""),
  isRequired: fc.boolean(),
  takes: fc.oneof(
    fc.constantFrom({ type: "text" as const }, { type: "memory" as const }, { type: "setting" as const }),
    fc.record({
      type: fc.constant("choice" as const),
      values: fc.uniqueArray(word, { minLength: 1, maxLength: 5 }),
    }),
  ),
});
const tree: fc.Arbitrary<CommandDescription[]> = fc
  .uniqueArray(fc.array(word, { minLength: 1, maxLength: 2 }), {
    maxLength: 12,
    selector: (words) => words.join("-"),
  })
  .chain((all) =>
    fc.tuple(
      ...all.map((words) =>
        fc.record({
          words: fc.constant(words.join(" ")),
          parameters: fc.uniqueArray(parameter, { maxLength: 3, selector: ({ name }) => name }),
          usage: fc.constant(""),
          summary: fc.string({ minLength: 1, maxLength: 300 }).filter((text) => text.trim() !== ""),
        }),
      ),
    ),
  )
  // `show` is the word for a group itself.
  .filter((all) => all.every(({ words }) => !words.endsWith(" show")));

describe("whatever commands there are", () => {
  it("Discord takes them, and each is found again by its place", () => {
    fc.assert(
      fc.property(tree, (all) => {
        const bodies = plain(commandBodies(all));
        expect(commandFaults(bodies)).toEqual([]);
        const found = leavesOf(bodies[0]).map(({ path }) => {
          const [first = "", second] = path.split(" ");
          const given = second === undefined ? { group: null, name: first } : { group: first, name: second };
          return findCommand(all, given)?.words;
        });
        expect(found.toSorted()).toEqual(all.map(({ words }) => words).toSorted());
      }),
      { numRuns: 60 },
    );
  });
});

describe("a command as a text", () => {
  const find = (words: string) => {
    const found = commands.find((each) => each.words === words);
    if (!found) throw new Error(`There is no ${words}`);
    return found;
  };

  it("has its values in the order in which they are typed", () => {
    expect(commandText(find("set"), { value: "all", where: "here", key: "listen" })).toBe(
      "set listen here all",
    );
    expect(commandText(find("set"), { value: "all", key: "listen" })).toBe("set listen all");
    expect(commandText(find("remember"), { text: "tea", for: "for the team:" })).toBe(
      "remember for the team: tea",
    );
    expect(commandText(find("memory"), {})).toBe("memory");
    expect(commandText(find("set"), { key: "mode", where: "", value: "supervised" })).toBe(
      "set mode supervised",
    );
  });

  it("of an older registration keeps all its words, for the house to say the nearest", () => {
    expect(unknownText({ group: "memory", name: "forget", values: { what: "x", else: "" } })).toBe(
      "memory forget x",
    );
    expect(unknownText({ group: "memory", name: "show", values: {} })).toBe("memory");
    expect(unknownText({ group: null, name: "show", values: {} })).toBe("show");
    expect(unknownText(undefined)).toBe("");
    expect(isObject(findCommand(commands, { group: "privacy", name: "show" }))).toBe(true);
    expect(findCommand(commands, { group: null, name: "privacy" })).toBeUndefined();
    expect(findCommand(commands, { group: null, name: "constructor" })).toBeUndefined();
  });
});
