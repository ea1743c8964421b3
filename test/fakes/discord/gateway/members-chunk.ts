import { GatewayIntentBits } from "discord-api-types/v10";
import type { JsonObject } from "../../messages-server/json-value.ts";
import { fullMemberJson } from "../world/guilds.ts";
import { app } from "../world/identity.ts";
import { type DiscordState, personOf } from "../world/state.ts";

/** The members that were asked for on the gateway, or null where the app may not ask. */
export function membersChunk(state: DiscordState, intents: number, asked: JsonObject): JsonObject | null {
  const guild = state.guilds.get(String(asked.guild_id));
  const ids = asked.user_ids === undefined ? null : [asked.user_ids].flat().map(String);
  const asksAll = ids === null && asked.query === "";
  if (!guild?.members.has(app.id) || (asksAll && !(intents & GatewayIntentBits.GuildMembers))) return null;
  const members = [...guild.members.values()].filter(({ personId }) => {
    const { name } = personOf(state, personId);
    return ids ? ids.includes(personId) : name.startsWith(String(asked.query));
  });
  return {
    guild_id: guild.id,
    members: members.map((one) => fullMemberJson(one, personOf(state, one.personId))),
    chunk_index: 0,
    chunk_count: 1,
    not_found: (ids ?? []).filter((id) => !guild.members.has(id)),
    ...(asked.nonce === undefined ? {} : { nonce: asked.nonce }),
  };
}
