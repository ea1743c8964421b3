import { ApplicationCommandOptionType as type } from "discord-api-types/v10";
import { type JsonObject, objectsIn } from "../../messages-server/json-value.ts";
import { isBranch } from "../bodies/command-body.ts";
import { readValue, type Where } from "./option-values.ts";

/** What is typed besides the words. */
export interface Typing {
  /** The option in which somebody is still typing, or null where the command is given. */
  readonly focused: string | null;
  /** Values by the options' names; then the words only lead to the subcommand. */
  readonly values?: Readonly<Record<string, string | number | boolean>> | undefined;
}

/**
 * A text as the options of a registered command: words lead to a group and a subcommand, and those that
 * follow are values in the order of the options; the last option for a text takes all that is left. Throws
 * on what the command has not.
 */
export function optionsOfText(where: Where, holder: JsonObject, text: string, typing: Typing): JsonObject[] {
  const options = objectsIn(holder.options);
  if (!options.some(isBranch)) return leaves(where, holder, text, typing);
  const [word, rest] = firstWord(text);
  const branch = options.find((one) => one.name === word);
  if (!branch) {
    throw new Error(`The command ${String(holder.name)} has no ${word === "" ? "end here" : word}`);
  }
  const inner = optionsOfText(where, branch, rest, typing);
  return [{ type: branch.type, name: branch.name, options: inner }];
}

function leaves(where: Where, holder: JsonObject, text: string, { focused, values }: Typing): JsonObject[] {
  const options = objectsIn(holder.options);
  const typed = values ? named(holder, text, values) : inOrder(holder, text, focused);
  requireFocus(options, focused);
  const found = options.flatMap((option): JsonObject[] => {
    const { type: kind, name } = option;
    const isFocused = name === focused;
    const word = typed.get(String(name)) ?? (isFocused ? "" : undefined);
    if (word === undefined) return [];
    if (isFocused) return [{ type: kind, name, value: word, focused: true }];
    return [{ type: kind, name, value: readValue(where, option, word) }];
  });
  if (focused === null) requireRequired(options, found);
  return found;
}

/** The words for each option, by its name. */
function inOrder(holder: JsonObject, text: string, focused: string | null): Map<string, string> {
  const options = objectsIn(holder.options);
  const lastText = options.findLast((one) => one.type === type.String);
  const found = new Map<string, string>();
  let left = text.trim();
  for (const option of options) {
    const [word, rest] = option === lastText ? [left, ""] : firstWord(left);
    if (word === "" && option.name !== focused) continue;
    left = rest.trim();
    found.set(String(option.name), word);
  }
  if (left !== "") throw new Error(`The command ${String(holder.name)} takes no more than that: ${left}`);
  return found;
}

function named(holder: JsonObject, text: string, values: NonNullable<Typing["values"]>): Map<string, string> {
  const known = objectsIn(holder.options).map(({ name }) => name);
  const stranger = text.trim() || Object.keys(values).find((name) => !known.includes(name));
  if (stranger) throw new Error(`The command ${String(holder.name)} has no ${stranger}`);
  return new Map(Object.entries(values).map(([name, value]) => [name, String(value)]));
}

function firstWord(text: string): readonly [word: string, rest: string] {
  const [, word = "", rest = ""] = /^\s*(\S*)\s?([\s\S]*)$/u.exec(text) ?? [];
  return [word, rest];
}

function requireFocus(options: readonly JsonObject[], focused: string | null): void {
  if (focused === null) return;
  const option = options.find(({ name }) => name === focused);
  if (option?.autocomplete !== true) throw new Error(`The option ${focused} is not completed by the app`);
}

function requireRequired(options: readonly JsonObject[], found: readonly JsonObject[]): void {
  const missing = options.find(
    ({ name, required }) => required === true && !found.some((one) => one.name === name),
  );
  if (missing) throw new Error(`The option ${String(missing.name)} is required`);
}

/** Options as Discord sends them, given by name, checked against the command. Throws on what it has not. */
export function checkedOptions(where: Where, holder: JsonObject, given: readonly JsonObject[]): JsonObject[] {
  const options = objectsIn(holder.options);
  const found = given.map((one) => {
    const option = options.find(({ name }) => name === one.name);
    if (!option) throw new Error(`The command ${String(holder.name)} has no ${String(one.name)}`);
    const common = { type: option.type, name: option.name };
    if (!isBranch(option)) return { ...common, value: readValue(where, option, String(one.value)) };
    return { ...common, options: checkedOptions(where, option, objectsIn(one.options)) };
  });
  if (options.some(isBranch) && found.length !== 1) {
    throw new Error(`The command ${String(holder.name)} needs one subcommand`);
  }
  requireRequired(options, found);
  return found;
}
