import { GuildResponseSchema, GuildRoleResponseSchema } from "discord-api-spec/zod";
import { GatewayIntentBits as intents } from "discord-api-types/v10";
import type { Sent } from "../gateway/message-events.ts";
import type { Sender } from "../gateway/sender.ts";
import { ownFaults } from "../schema/own-faults.ts";
import { guildJson, type Role, roleJson } from "../world/guilds.ts";
import { guildOf, personOf } from "../world/state.ts";
import { bits, type Permission } from "./places.ts";

/** The owner of a server hands it over. */
export function changeGuild(
  { state, gateway }: Sender,
  { guild: reference = "Example", owner }: { readonly guild?: string; readonly owner: string },
): Sent {
  const guild = guildOf(state, reference);
  guild.ownerId = personOf(state, owner).id;
  const data = guildJson(guild);
  state.records.ownFaults.push(...ownFaults("GUILD_UPDATE", GuildResponseSchema, data));
  return {
    events: [gateway.dispatch({ type: "GUILD_UPDATE", intent: intents.Guilds, guildId: guild.id, data })],
  };
}

/** A role that is to be, or as it is to be from now on. */
export interface RoleChange {
  readonly guild?: string;
  /** By name; `@everyone` is one too. One that is unknown is made. */
  readonly role: string;
  readonly permissions?: readonly Permission[];
  readonly isMentionable?: boolean;
  readonly isDeleted?: boolean;
}

/** A moderator makes a role, changes what it may do, or deletes it. */
export function changeRole(sender: Sender, change: RoleChange): Sent & { readonly id: string } {
  const { state } = sender;
  const guild = guildOf(state, change.guild ?? "Example");
  const known = [...guild.roles.values()].find(({ name, id }) => name === change.role || id === change.role);
  const role: Role = known ?? {
    id: state.snowflakes.next(),
    name: change.role,
    permissions: 0n,
    position: 1,
    isManaged: false,
    isMentionable: false,
  };
  if (change.isDeleted) {
    guild.roles.delete(role.id);
    for (const member of guild.members.values()) member.roles.delete(role.id);
    const gone = { guild_id: guild.id, role_id: role.id };
    return { id: role.id, events: [tell(sender, guild.id, "GUILD_ROLE_DELETE", gone)] };
  }
  if (change.permissions) role.permissions = bits(change.permissions);
  role.isMentionable = change.isMentionable ?? role.isMentionable;
  guild.roles.set(role.id, role);
  const shown = roleJson(role);
  state.records.ownFaults.push(...ownFaults("role", GuildRoleResponseSchema, shown));
  const type = known ? "GUILD_ROLE_UPDATE" : "GUILD_ROLE_CREATE";
  return { id: role.id, events: [tell(sender, guild.id, type, { guild_id: guild.id, role: shown })] };
}

function tell({ gateway }: Sender, guildId: string, type: string, data: object): string {
  return gateway.dispatch({ type, intent: intents.Guilds, guildId, data: { ...data } });
}
