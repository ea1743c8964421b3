import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandGroupOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  ApplicationCommandOptionType as OptionType,
  PermissionFlagsBits,
  type RESTPutAPIApplicationCommandsJSONBody,
} from "discord.js";
import type { CommandDescription, CommandParameter } from "../../../core/ports/platform.ts";
import { shorten } from "../../../core/text/tokens.ts";

/** The one slash command, and the one that stands in the menu of a message. */
const slashCommand = "reverie";
const messageCommand = "Remember this";

/** The subcommand that stands for a group's words alone, which Discord does not take. */
const bareName = "show";

// Limits in UTF-16 units (https://discord.com/developers/docs/interactions/application-commands).
const descriptionLimit = 100;
const choiceNameLimit = 100;

type Subcommand = APIApplicationCommandSubcommandOption;

/** The commands as Discord registers them, all in one call. */
export function commandBodies(
  commands: readonly CommandDescription[],
): RESTPutAPIApplicationCommandsJSONBody {
  const common = {
    integration_types: [ApplicationIntegrationType.GuildInstall],
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
    // A server's owner may change who sees them; every right is checked again when a command runs.
    default_member_permissions: String(PermissionFlagsBits.ViewChannel),
  };
  return [
    {
      ...common,
      type: ApplicationCommandType.ChatInput,
      name: slashCommand,
      description: "See and change what Reverie remembers",
      options: optionsOf(commands),
    },
    { ...common, type: ApplicationCommandType.Message, name: messageCommand },
  ];
}

/** Where a command stands in Discord's tree. */
interface Path {
  readonly group: string | null;
  readonly name: string;
}

/** Words that begin those of others are a group of Discord's, which cannot be run itself. */
function pathOf({ words }: CommandDescription, groups: ReadonlySet<string>): Path {
  const [first = "", ...rest] = words.split(" ");
  if (!groups.has(first)) return { group: null, name: words.replaceAll(" ", "-") };
  return { group: first, name: rest.length === 0 ? bareName : rest.join("-") };
}

function groupsOf(commands: readonly CommandDescription[]): ReadonlySet<string> {
  return new Set(commands.flatMap(({ words }) => (words.includes(" ") ? [words.split(" ")[0] ?? ""] : [])));
}

function optionsOf(
  commands: readonly CommandDescription[],
): (Subcommand | APIApplicationCommandSubcommandGroupOption)[] {
  const groups = groupsOf(commands);
  const alone: Subcommand[] = [];
  const inGroups = new Map<string, Subcommand[]>();
  for (const command of commands) {
    const { group, name } = pathOf(command, groups);
    const subcommand = subcommandOf(command, name);
    if (group === null) alone.push(subcommand);
    else inGroups.set(group, [...(inGroups.get(group) ?? []), subcommand]);
  }
  const grouped = [...inGroups].map(
    ([name, options]): APIApplicationCommandSubcommandGroupOption => ({
      type: OptionType.SubcommandGroup,
      name,
      description: shorten(options.map((option) => option.description).join("; "), descriptionLimit),
      options,
    }),
  );
  return [...alone, ...grouped];
}

function subcommandOf({ summary, parameters }: CommandDescription, name: string): Subcommand {
  // Discord wants what must be given before what may be.
  const ordered = [
    ...parameters.filter(({ isRequired }) => isRequired),
    ...parameters.filter(({ isRequired }) => !isRequired),
  ];
  return {
    type: OptionType.Subcommand,
    name,
    description: shorten(summary, descriptionLimit),
    options: ordered.map(optionOf),
  };
}

function optionOf({ name, summary, isRequired, takes }: CommandParameter): APIApplicationCommandBasicOption {
  const option = {
    type: OptionType.String as const,
    name,
    description: shorten(summary, descriptionLimit),
    required: isRequired,
  };
  if (takes.type === "choice")
    return {
      ...option,
      choices: takes.values.map((value) => ({ name: shorten(value, choiceNameLimit), value })),
    };
  return takes.type === "text" ? option : { ...option, autocomplete: true };
}

/** What somebody chose and typed, as Discord tells it. */
export interface GivenCommand {
  readonly group: string | null;
  readonly name: string;
  readonly values: Readonly<Record<string, string>>;
}

/** The command that was given; undefined where this version has none of that name. */
export function findCommand(
  commands: readonly CommandDescription[],
  { group, name }: Pick<GivenCommand, "group" | "name">,
): CommandDescription | undefined {
  const groups = groupsOf(commands);
  return commands.find((command) => {
    const path = pathOf(command, groups);
    return path.group === group && path.name === name;
  });
}

/** The same as a text, as it is given on every platform. */
export function commandText(
  { words, parameters }: CommandDescription,
  values: Readonly<Record<string, string>>,
): string {
  return [words, ...parameters.map(({ name }) => values[name] ?? "")].filter((part) => part !== "").join(" ");
}

/** What was given as a text, where this version has no such command: the house knows the nearest. */
export function unknownText(given: GivenCommand | undefined): string {
  if (!given) return "";
  const { group, name, values } = given;
  const words = [group ?? "", group !== null && name === bareName ? "" : name];
  return [...words, ...Object.values(values)].filter((part) => part !== "").join(" ");
}
