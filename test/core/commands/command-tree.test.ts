import { describe, expect, it } from "vitest";
import { createHouseTree } from "../../../src/bot.ts";
import { type Command, nothing } from "../../../src/core/commands/command.ts";
import {
  createCommandTree,
  describe as describeCommand,
  nearest,
  usageOf,
} from "../../../src/core/commands/command-tree.ts";
import { memoryCommands } from "../../../src/core/commands/memory-commands.ts";
import { reviewCommand } from "../../../src/core/commands/review-command.ts";

const tree = createHouseTree();

/** The shortest text that a command should take, by what its usage asks for. */
function shortest(command: Command): string {
  const { words, usage } = describeCommand(command);
  const given = usage
    .replace(/\[[^\]]*\]/gu, "")
    .replace("<id>", "k3f9w2x7ab")
    .replace(/<key>\s+<value>/u, "cadence off")
    .replace("<text>", "we ship on Mondays")
    .replace("<date>", "2027-03-31")
    .replace("<days>", "30");
  // After a mention it takes a colon.
  return words === "goal" || words === "delegate" ? `${words}: ${given}` : `${words} ${given}`.trim();
}

const parsed = (text: string) => {
  const found = tree.parseWhole(text);
  return found && [found.command.words, found.rest];
};

describe("the command tree", () => {
  it.each(tree.commands.map((command) => [command.words, shortest(command)]))(
    "reads %s in %j",
    (words, text) => {
      for (const spelt of [
        text,
        `  ${text} `,
        text.toUpperCase(),
        `/reverie ${text}`,
        text.replaceAll(" ", "   "),
      ]) {
        expect(parsed(spelt)?.[0]).toBe(words);
      }
    },
  );

  it("has no two commands of the same words", () => {
    const words = tree.commands.map((command) => command.words);
    expect(new Set(words).size).toBe(words.length);
  });

  it.each([
    ["memory team", "memory", "team"],
    ["forget [k3f9w2x7ab]", "forget", "[k3f9w2x7ab]"],
    ["remember for the team: Standup is at 10", "remember", "for the team: Standup is at 10"],
    ["set retention 30", "set", "retention 30"],
    ["set instructions here Answer  in Portuguese", "set", "instructions here Answer  in Portuguese"],
    ["privacy export", "privacy export", ""],
    ["dream now", "dream now", ""],
  ])("reads %j as %j with %j", (text, words, rest) => {
    expect(parsed(text)).toEqual([words, rest]);
  });

  it.each([
    "",
    "help me with the report",
    "helpful people",
    "undo that change please",
    "undo",
    "memory is cheap",
    "memory of the team",
    "memories",
    "history of the company",
    "forget about the old plan",
    "review my pull request",
    "dream",
    "dream now and then",
    "I dream now",
    "settings are hard",
    "privacy matters",
    "privacy off the record",
    "mute the microphone",
    "usage of commas",
    "audit season is coming",
    "remember",
    "please remember we ship on Mondays",
    "what do you remember?",
    "setting",
  ])("takes %j for talk", (text) => {
    expect(parsed(text)).toBeUndefined();
  });
});

describe("running a text as a command", () => {
  const pong: Command = {
    words: "ping",
    parameters: [
      { name: "loud", summary: "", isRequired: false, takes: { type: "choice", values: ["loud"] } },
    ],
    summary: "answer",
    accepts: (rest) => rest === "" || rest === "loud",
    isOpen: true,
    run: async (_, { rest }) => ({ text: `pong ${rest}`, card: null, form: null }),
  };
  const help = { ...pong, words: "help", parameters: [], accepts: nothing };
  const small = createCommandTree([pong, help]);
  const call = { workspace: "w", person: "ana", channel: "c", thread: null, message: null } as never;
  const answer = async (text: string) => (await small.run({} as never, call, text)).text;

  it("hands over what stands after the words", async () => {
    expect(await answer("PING loud")).toBe("pong loud");
  });

  it("takes no words at all for help", async () => {
    expect(await answer("")).toBe("pong ");
  });

  it("shows how an incomplete one goes", async () => {
    expect(await answer("ping quietly")).toBe(
      "That is not how `ping` goes. Try `/reverie ping [loud]`. Nothing changed.",
    );
  });

  it("names the nearest to an unknown one", async () => {
    expect(await answer("pign")).toBe(
      "I do not know that command. The nearest: `/reverie ping`, `/reverie help`. Nothing changed.",
    );
  });
});

describe("nearest", () => {
  const words = tree.commands.map((command) => command.words);
  it.each([
    ["memmory", "memory"],
    ["remeber", "remember"],
    ["dream nwo", "dream now"],
    ["setings", "settings"],
    ["forgt k3f9w2x7ab", "forget"],
  ])("finds for %j first %j", (text, first) => {
    expect(nearest(text, words)[0]).toBe(first);
    expect(nearest(text, words)).toHaveLength(3);
  });
});

describe("usageOf", () => {
  it("is the words with what may follow", () => {
    expect(memoryCommands.map(usageOf)).toContain("forget <id>");
    expect(reviewCommand && usageOf(reviewCommand)).toBe("review");
  });
});
