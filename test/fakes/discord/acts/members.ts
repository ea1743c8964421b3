import { GatewayIntentBits as intents } from "discord-api-types/v10";
import { guildCreate } from "../gateway/greet.ts";
import type { Sent } from "../gateway/message-events.ts";
import type { Sender } from "../gateway/sender.ts";
import { addBotTo, fullMemberJson, type Guild, member as newMember } from "../world/guilds.ts";
import { app } from "../world/identity.ts";
import { type Person, userJson } from "../world/people.ts";
import { guildOf, personOf } from "../world/state.ts";

interface InGuild {
  readonly guild?: string;
}

/** A moderator or the person changes who they are in a server, or whether they are in it. */
export interface PersonChange extends InGuild {
  readonly person: string;
  /** All of their roles, by name. */
  readonly roles?: readonly string[];
  readonly nick?: string | null;
  /** Whether they are in the server. */
  readonly isIn?: boolean;
}

/** Changes somebody in a server. */
export function changePerson(sender: Sender, change: PersonChange): Sent {
  const { state } = sender;
  const guild = guildOf(state, change.guild ?? "Example");
  const person = personOf(state, change.person);
  if (change.isIn === false) return leave(sender, guild, person);
  const known = guild.members.get(person.id);
  const member = known ?? newMember(person.id, state.time.now());
  guild.members.set(person.id, member);
  if (change.nick !== undefined) member.nick = change.nick;
  if (change.roles) {
    member.roles.clear();
    for (const name of change.roles) member.roles.add(roleOf(guild, name));
  }
  const type = known ? "GUILD_MEMBER_UPDATE" : "GUILD_MEMBER_ADD";
  return tell(sender, guild, type, { ...fullMemberJson(member, person), guild_id: guild.id }, person.id);
}

function leave(sender: Sender, guild: Guild, person: Person): Sent {
  guild.members.delete(person.id);
  const data = { guild_id: guild.id, user: userJson(person) };
  return tell(sender, guild, "GUILD_MEMBER_REMOVE", data, person.id);
}

function roleOf(guild: Guild, name: string): string {
  const role = [...guild.roles.values()].find((one) => one.name === name || one.id === name);
  if (!role) throw new Error(`There is no role ${name} in ${guild.name}`);
  return role.id;
}

/** The bot hears of its own changes without the intent for members. */
function tell({ gateway }: Sender, guild: Guild, type: string, data: object, personId: string): Sent {
  if (!guild.members.has(app.id)) return { events: [] };
  const isOwn = personId === app.id && type === "GUILD_MEMBER_UPDATE";
  const intent = isOwn ? 0 : intents.GuildMembers;
  return { events: [gateway.dispatch({ type, intent, guildId: guild.id, data: { ...data } })] };
}

/** An administrator removes the bot from a server. */
export function removeBot({ state, gateway }: Sender, { guild: reference = "Example" }: InGuild = {}): Sent {
  const guild = guildOf(state, reference);
  guild.members.delete(app.id);
  const data = { id: guild.id };
  return {
    events: [gateway.dispatch({ type: "GUILD_DELETE", intent: intents.Guilds, guildId: guild.id, data })],
  };
}

/** An administrator adds the bot to a server. */
export function addBot(sender: Sender, { guild: reference = "Example" }: InGuild = {}): Sent {
  const guild = guildOf(sender.state, reference);
  if (!guild.members.has(app.id)) addBotTo(guild, sender.state.time.now());
  return appear(sender, guild);
}

/** Discord loses sight of a server, or finds it again. */
export function outage(
  sender: Sender,
  { guild: reference = "Example", isOver = false }: InGuild & { readonly isOver?: boolean } = {},
): Sent {
  const guild = guildOf(sender.state, reference);
  guild.isOut = !isOver;
  if (isOver) return appear(sender, guild);
  const data = { id: guild.id, unavailable: true };
  const gone = { type: "GUILD_DELETE", intent: intents.Guilds, guildId: guild.id, data };
  return { events: [sender.gateway.dispatch(gone)] };
}

function appear({ state, gateway }: Sender, guild: Guild): Sent {
  const data = guildCreate(state, guild);
  return {
    events: [gateway.dispatch({ type: "GUILD_CREATE", intent: intents.Guilds, guildId: guild.id, data })],
  };
}

/** Somebody takes no direct messages of the bot any more, or takes them again. */
export function closeDirect(
  { state }: Sender,
  { person, isClosed = true }: { readonly person: string; readonly isClosed?: boolean },
): void {
  const { name } = personOf(state, person);
  const others = state.settings.closedDirect.filter((one) => one !== name);
  state.settings.closedDirect = isClosed ? [...others, name] : others;
}
