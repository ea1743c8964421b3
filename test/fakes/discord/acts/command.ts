import {
  ApplicationCommandType,
  InteractionContextType,
  InteractionType,
  PermissionFlagsBits as may,
} from "discord-api-types/v10";
import type { JsonObject } from "../../messages-server/json-value.ts";
import type { Sender } from "../gateway/sender.ts";
import type { Channel } from "../world/channels.ts";
import { memberJson } from "../world/guilds.ts";
import { app } from "../world/identity.ts";
import { messageJson } from "../world/message-json.ts";
import type { Person } from "../world/people.ts";
import { userJson } from "../world/people.ts";
import { channelPermissions, isAllowed } from "../world/permissions.ts";
import { channelOf, personOf } from "../world/state.ts";
import { type Interaction, interact } from "./interaction.ts";
import { resolvedIn } from "./option-values.ts";
import { checkedOptions, optionsOfText, type Typing } from "./resolve-command.ts";
import { messageAt, type Place } from "./talk.ts";

interface Given extends Place {
  readonly person: string;
  /** The command's name; `reverie` without it. */
  readonly name?: string;
  /** Whether an administrator has let everyone use it, whatever the app asked for. */
  readonly isOpened?: boolean;
}

/** Somebody gives a command: in words, by values with names, or with options as Discord sends them. */
export function command(
  sender: Sender,
  given: Given & {
    readonly text?: string;
    readonly values?: NonNullable<Typing["values"]>;
    readonly options?: readonly JsonObject[];
  },
): Interaction {
  const { person, channel, found } = findCommand(sender, given, ApplicationCommandType.ChatInput);
  const where = { state: sender.state, guildId: channel.guildId };
  const options = given.options
    ? checkedOptions(where, found, given.options)
    : optionsOfText(where, found, given.text ?? "", { focused: null, values: given.values });
  const data = { ...dataOf(found), options, resolved: resolvedIn(where, options) };
  return interact(sender, { person, channel, type: InteractionType.ApplicationCommand, data });
}

/** Somebody types in an option and is shown what the app proposes. */
export function autocomplete(
  sender: Sender,
  given: Given & {
    readonly text: string;
    readonly focused: string;
    readonly values?: NonNullable<Typing["values"]>;
  },
): Interaction {
  const { person, channel, found } = findCommand(sender, given, ApplicationCommandType.ChatInput);
  const where = { state: sender.state, guildId: channel.guildId };
  const options = optionsOfText(where, found, given.text, given);
  const type = InteractionType.ApplicationCommandAutocomplete;
  return interact(sender, { person, channel, type, data: { ...dataOf(found), options } });
}

/** Somebody chooses a command in the menu of a message. */
export function choose(
  sender: Sender,
  given: Given & { readonly message: string; readonly name: string },
): Interaction {
  const { state } = sender;
  const { person, channel, found } = findCommand(sender, given, ApplicationCommandType.Message);
  const [, message] = messageAt(sender, { channel: channel.id, id: given.message });
  const author = state.people.get(message.authorId);
  const member = state.guilds.get(channel.guildId ?? "")?.members.get(message.authorId);
  const data = {
    ...dataOf(found),
    target_id: message.id,
    resolved: {
      messages: { [message.id]: messageJson(state, message, { seesContent: true, isNested: true }) },
      ...(author ? { users: { [author.id]: userJson(author) } } : {}),
      ...(member ? { members: { [member.personId]: { ...memberJson(member), permissions: "0" } } } : {}),
    },
  };
  return interact(sender, {
    person,
    channel,
    type: InteractionType.ApplicationCommand,
    data,
    sourceId: message.id,
  });
}

function dataOf({ id, name, type, guild_id }: JsonObject): JsonObject {
  return { id, name, type, ...(guild_id === undefined ? {} : { guild_id }) };
}

function findCommand({ state }: Sender, given: Given, type: ApplicationCommandType) {
  const person = personOf(state, given.person);
  const channel = channelOf(state, given.channel, given.guild);
  const name = given.name ?? app.name;
  const found = state.commands.find(channel.guildId, name, type);
  if (!found) throw new Error(`There is no command ${name}`);
  requireUsable({ state }, found, channel, person, given.isOpened ?? false);
  return { person, channel, found };
}

function requireUsable(
  { state }: Pick<Sender, "state">,
  { name, contexts, default_member_permissions: demanded }: JsonObject,
  channel: Channel,
  person: Person,
  isOpened: boolean,
): void {
  const context = channel.guildId === null ? InteractionContextType.BotDM : InteractionContextType.Guild;
  if (Array.isArray(contexts) && !contexts.includes(context)) {
    throw new Error(`${String(name)} is not to be had in ${channel.name || "direct messages"}`);
  }
  if (channel.guildId === null) return;
  if (!isAllowed(state, channel, person.id, may.ViewChannel | may.UseApplicationCommands)) {
    throw new Error(`${person.name} cannot use commands in ${channel.name}`);
  }
  if (typeof demanded !== "string" || isOpened) return;
  const held = channelPermissions(state, channel, person.id);
  const needed = demanded === "0" ? may.Administrator : BigInt(demanded);
  if ((held & needed) !== needed && !(held & may.Administrator)) {
    throw new Error(`${person.name} is not shown the command ${String(name)}`);
  }
}
