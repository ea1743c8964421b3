import { ApplicationCommandUpdateRequestSchema } from "discord-api-spec/zod";
import { ApplicationCommandType, ApplicationCommandOptionType as type } from "discord-api-types/v10";
import { isObject, type JsonObject, objectsIn } from "../../messages-server/json-value.ts";
import { shapeFaults } from "../schema/check-shape.ts";
import type { FormFault } from "../schema/form-fault.ts";
import { fault } from "./component-rules.ts";
import { commandName, limits } from "./limits.ts";

type Path = FormFault["path"];

/** What is wrong with a list of commands that is to be set. Paths start with the command's place. */
export function commandFaults(commands: readonly unknown[]): readonly FormFault[] {
  const known = commands.filter(isObject);
  return [
    ...commands.flatMap((command, index) => at([index], singleFaults(command))),
    ...uniqueFaults(known),
    ...countFaults(known),
  ];
}

function singleFaults(command: unknown): readonly FormFault[] {
  const shape = shapeFaults(ApplicationCommandUpdateRequestSchema, described(command));
  if (shape.length > 0 || !isObject(command)) return shape;
  const isChat = (command.type ?? ApplicationCommandType.ChatInput) === ApplicationCommandType.ChatInput;
  return [
    ...(isChat ? chatFaults(command) : menuFaults(command)),
    ...fault(
      sizeOf(command) > limits.commandLength,
      [],
      "APPLICATION_COMMAND_TOO_LARGE",
      `Names, descriptions and values are ${limits.commandLength} or fewer in length together.`,
    ),
  ];
}

/** The description takes permissions for a number and does not know of age limits; both are documented. */
function described(command: unknown): unknown {
  if (!isObject(command)) return command;
  const { nsfw, default_member_permissions: permissions, ...rest } = command;
  const isText = typeof permissions === "string" && /^\d+$/u.test(permissions);
  return {
    ...rest,
    ...(nsfw === undefined || typeof nsfw === "boolean" ? {} : { nsfw }),
    ...(permissions === undefined
      ? {}
      : { default_member_permissions: isText ? Number(permissions) : permissions }),
  };
}

function chatFaults(command: JsonObject): readonly FormFault[] {
  const { description } = command;
  return [
    ...nameFaults(command, []),
    ...fault(!description, ["description"], "BASE_TYPE_REQUIRED", "This field is required"),
    ...optionsFaults(command, [], 0),
  ];
}

function menuFaults({ description, options, name }: JsonObject): readonly FormFault[] {
  const isPlain = typeof name === "string" && name.trim() === name;
  return [
    ...fault(!isPlain, ["name"], "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid"),
    ...fault(
      Boolean(description),
      ["description"],
      "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_NOT_EMPTY",
      "Context menu commands cannot have a description",
    ),
    ...fault(
      objectsIn(options).length > 0,
      ["options"],
      "APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_NOT_EMPTY",
      "Context menu commands cannot have options",
    ),
  ];
}

function nameFaults({ name }: JsonObject, path: Path): readonly FormFault[] {
  const isGood = typeof name === "string" && commandName.test(name) && name === name.toLowerCase();
  return fault(!isGood, [...path, "name"], "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
}

/** `depth` is how many groups and subcommands are around the options. */
function optionsFaults(holder: JsonObject, path: Path, depth: number): readonly FormFault[] {
  const options = objectsIn(holder.options);
  const names = options.map(({ name }) => name);
  const isTree = options.some(isBranch);
  const firstFree = options.findIndex(({ required }) => required !== true);
  const place = [...path, "options"];
  return [
    ...fault(
      new Set(names).size < names.length,
      place,
      "APPLICATION_COMMAND_OPTIONS_NAME_INVALID",
      "Option name must be unique",
    ),
    ...fault(
      isTree && !options.every(isBranch),
      place,
      "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
      "Sub-command and sub-command group option types are mutually exclusive to all other types",
    ),
    ...fault(
      !isTree && firstFree >= 0 && options.slice(firstFree).some(({ required }) => required === true),
      place,
      "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
      "Required options must be placed before non-required options",
    ),
    ...options.flatMap((option, index) => optionFaults(option, [...place, index], depth)),
  ];
}

function optionFaults(option: JsonObject, path: Path, depth: number): readonly FormFault[] {
  const isTooDeep =
    (option.type === type.Subcommand && depth > 1) || (option.type === type.SubcommandGroup && depth > 0);
  const hasChoices = objectsIn(option.choices).length > 0;
  const isEmptyGroup = option.type === type.SubcommandGroup && objectsIn(option.options).length === 0;
  return [
    ...nameFaults(option, path),
    ...fault(
      isTooDeep,
      [...path, "type"],
      "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
      "Groups hold subcommands, and those nothing of the kind",
    ),
    ...fault(isEmptyGroup, [...path, "options"], "BASE_TYPE_REQUIRED", "This field is required"),
    ...fault(
      hasChoices && option.autocomplete === true,
      [...path, "autocomplete"],
      "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES",
      "Autocomplete goes not with choices",
    ),
    ...(isBranch(option) ? optionsFaults(option, path, depth + 1) : []),
  ];
}

/** Whether an option is a subcommand or a group of them. */
export function isBranch(option: JsonObject): boolean {
  return option.type === type.Subcommand || option.type === type.SubcommandGroup;
}

function sizeOf(holder: JsonObject): number {
  const own = [holder.name, holder.description, holder.value].map((text) => String(text ?? "").length);
  const inner = [...objectsIn(holder.options), ...objectsIn(holder.choices)].map(sizeOf);
  return [...own, ...inner].reduce((sum, size) => sum + size, 0);
}

function uniqueFaults(commands: readonly JsonObject[]): readonly FormFault[] {
  const seen = new Set<string>();
  return commands.flatMap(({ name, type: kind = 1 }, index) => {
    const key = `${String(kind)} ${String(name)}`;
    const isRepeated = seen.has(key);
    seen.add(key);
    return fault(
      isRepeated,
      [index, "name"],
      "APPLICATION_COMMANDS_DUPLICATE_NAME",
      "Application command names must be unique",
    );
  });
}

function countFaults(commands: readonly JsonObject[]): readonly FormFault[] {
  const counts = new Map<unknown, number>();
  for (const { type: kind = 1 } of commands) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].flatMap(([kind, count]) => {
    const most = kind === ApplicationCommandType.ChatInput ? limits.commandsOfChat : limits.commandsOfMenu;
    return fault(count > most, [], "APPLICATION_COMMANDS_TOO_MANY", `Must be ${most} or fewer of a type.`);
  });
}

function at(path: Path, faults: readonly FormFault[]): readonly FormFault[] {
  return faults.map((one) => ({ ...one, path: [...path, ...one.path] }));
}
