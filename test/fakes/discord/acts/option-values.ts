import { ApplicationCommandOptionType as type } from "discord-api-types/v10";
import { type JsonObject, objectsIn } from "../../messages-server/json-value.ts";
import { channelJson } from "../world/channel-json.ts";
import { memberJson, roleJson } from "../world/guilds.ts";
import { userJson } from "../world/people.ts";
import { channelOf, type DiscordState, guildOf, personOf } from "../world/state.ts";

/** Where a command is given. */
export interface Where {
  readonly state: DiscordState;
  readonly guildId: string | null;
}

/** A word as the value of an option. Throws where Discord would not take it. */
export function readValue(
  { state, guildId }: Where,
  option: JsonObject,
  text: string,
): string | number | boolean {
  const name = String(option.name);
  const id = /^<(?:[@#]&?)!?(\d+)>$/u.exec(text)?.[1] ?? text;
  switch (option.type) {
    case type.Integer:
    case type.Number:
      return choiceOf(option, text) ?? numberOf(option, text);
    case type.Boolean:
      if (text !== "true" && text !== "false") throw new Error(`The option ${name} is true or false`);
      return text === "true";
    case type.User:
      return personOf(state, id).id;
    case type.Channel:
      return channelOf(state, id, guildId ?? undefined).id;
    case type.Role: {
      const roles = guildId === null ? [] : [...guildOf(state, guildId).roles.values()];
      const role = roles.find((one) => one.id === id || one.name === id);
      if (!role) throw new Error(`There is no role ${text}`);
      return role.id;
    }
    case type.String:
      return choiceOf(option, text) ?? textOf(option, text);
    default:
      throw new Error(`The fake has no values for the option ${name}`);
  }
}

function choiceOf({ name, choices }: JsonObject, text: string): string | number | undefined {
  const known = objectsIn(choices);
  if (known.length === 0) return undefined;
  const choice = known.find((one) => one.name === text || String(one.value) === text);
  if (!choice) throw new Error(`The option ${String(name)} has no choice ${text}`);
  return typeof choice.value === "number" ? choice.value : String(choice.value);
}

function numberOf({ name, type: kind, min_value, max_value }: JsonObject, text: string): number {
  const value = Number(text);
  const isGood =
    text.trim() !== "" && Number.isFinite(value) && (kind === type.Number || Number.isInteger(value));
  const isBelow = typeof min_value === "number" && value < min_value;
  const isAbove = typeof max_value === "number" && value > max_value;
  if (!isGood || isBelow || isAbove) throw new Error(`The option ${String(name)} does not take ${text}`);
  return value;
}

function textOf({ name, min_length, max_length }: JsonObject, text: string): string {
  const least = typeof min_length === "number" ? min_length : 0;
  const most = typeof max_length === "number" ? max_length : 6000;
  if (text.length < least || text.length > most) {
    throw new Error(`The option ${String(name)} takes ${least} to ${most} characters`);
  }
  return text;
}

/** The people, channels and roles that are named in the options, as a payload shows them. */
export function resolvedIn({ state, guildId }: Where, options: readonly JsonObject[]): JsonObject {
  const leaves = options.flatMap((one) => (one.options ? objectsIn(one.options) : [one]));
  const all = leaves.flatMap((one) => (one.options ? objectsIn(one.options) : [one]));
  const guild = guildId === null ? undefined : state.guilds.get(guildId);
  const groups: Record<"users" | "members" | "channels" | "roles", Record<string, JsonObject>> = {
    users: {},
    members: {},
    channels: {},
    roles: {},
  };
  for (const { type: kind, value } of all) {
    const id = String(value);
    if (kind === type.User) {
      groups.users[id] = userJson(personOf(state, id));
      const member = guild?.members.get(id);
      if (member) groups.members[id] = { ...memberJson(member), permissions: "0" };
    }
    if (kind === type.Channel) {
      groups.channels[id] = { ...channelJson(state, channelOf(state, id)), permissions: "0" };
    }
    const role = kind === type.Role ? guild?.roles.get(id) : undefined;
    if (role) groups.roles[id] = roleJson(role);
  }
  return Object.fromEntries(Object.entries(groups).filter(([, group]) => Object.keys(group).length > 0));
}
