import { distance } from "fastest-levenshtein";
import { type PrivateAnswer, say } from "../card.ts";
import type { Parts } from "../parts.ts";
import type { CommandDescription, CommandParameter } from "../ports/platform.ts";
import type { Command, CommandCall } from "./command.ts";

/** A text read as a command: the command, with what follows its words. */
export interface ParsedCommand {
  readonly command: Command;
  readonly rest: string;
}

/** All commands of the house, from every room. */
export interface CommandTree {
  readonly commands: readonly Command[];
  /** The command that the text is as a whole; undefined for any other text. */
  parseWhole(text: string): ParsedCommand | undefined;
  /** Runs a text as a command: unknown ones get the nearest, incomplete ones their usage. */
  run(parts: Parts, call: Omit<CommandCall, "rest">, text: string): Promise<PrivateAnswer>;
}

export function createCommandTree(commands: readonly Command[]): CommandTree {
  const byLength = commands.toSorted((one, other) => other.words.length - one.words.length);
  const find = (text: string): ParsedCommand | undefined => {
    const folded = text.trim().replace(/^\/?reverie\s+/iu, "");
    for (const command of byLength) {
      const words = new RegExp(`^${command.words.replaceAll(" ", "\\s+")}(?:\\s+|(?=:)|$)`, "iu").exec(
        folded,
      );
      if (words) return { command, rest: folded.slice(words[0].length).trim() };
    }
    return undefined;
  };
  return {
    commands,
    parseWhole(text) {
      const found = find(text);
      return found?.command.accepts(found.rest) === true ? found : undefined;
    },
    async run(parts, call, text) {
      const found = find(text === "" ? "help" : text);
      if (!found) return say(unknownSentence(commands, text));
      const { command, rest } = found;
      if (!command.accepts(rest)) {
        return say(
          `That is not how \`${command.words}\` goes. Try \`/reverie ${usageOf(command)}\`. Nothing changed.`,
        );
      }
      return command.run(parts, { ...call, rest });
    },
  };
}

/** The command's words with what may follow. */
export function usageOf({ words, parameters }: Command): string {
  return [words, takesOf(parameters)].filter((part) => part !== "").join(" ");
}

/** The command as platforms offer it. */
export function describe({ words, parameters, summary }: Command): CommandDescription {
  return { words, parameters, usage: takesOf(parameters), summary };
}

/** What may follow a command, such as `[mine|team|channel]` or `<id>`. */
function takesOf(parameters: readonly CommandParameter[]): string {
  return parameters
    .map(({ name, isRequired, takes }) => {
      const what = takes.type === "choice" ? takes.values.join("|") : name;
      return isRequired ? `<${what}>` : `[${what}]`;
    })
    .join(" ");
}

function unknownSentence(commands: readonly Command[], text: string): string {
  const given = text.trim().split(/\s+/u).slice(0, 2).join(" ").toLowerCase().slice(0, 40);
  const near = nearest(
    given,
    commands.map(({ words }) => words),
  );
  return `I do not know that command. The nearest: ${near.map((words) => `\`/reverie ${words}\``).join(", ")}. Nothing changed.`;
}

/** The three choices that look most like the text. */
export function nearest(text: string, choices: readonly string[]): string[] {
  const likeness = (choice: string) =>
    Math.min(distance(text, choice), distance(text.split(" ")[0] ?? "", choice) + 0.5);
  return choices.toSorted((one, other) => likeness(one) - likeness(other)).slice(0, 3);
}
