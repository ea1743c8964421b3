import { GatewayCloseCodes as closeCode, GatewayIntentBits } from "discord-api-types/v10";
import { isObject } from "../../messages-server/json-value.ts";
import type { DiscordState } from "../world/state.ts";

/** What a session is started with. */
export interface Identify {
  readonly intents: number;
  readonly shard: readonly [number, number];
}

const knownIntents = Object.values(GatewayIntentBits)
  .filter((bit) => typeof bit === "number")
  .reduce((sum, bit) => sum | bit, 0);

const dayMs = 86_400_000;

/** Reads the start of a session, or gives the code by which the connection is closed. */
export function readIdentify(state: DiscordState, data: unknown): Identify | number {
  if (!isObject(data) || !isObject(data.properties)) return closeCode.DecodeError;
  if (data.token !== state.token || !state.settings.isTokenValid) return closeCode.AuthenticationFailed;
  const { intents } = data;
  if (typeof intents !== "number" || !Number.isInteger(intents) || (intents & ~knownIntents) !== 0) {
    return closeCode.InvalidIntents;
  }
  if ((intents & ~allowedIntents(state)) !== 0) return closeCode.DisallowedIntents;
  const shard = data.shard === undefined ? ([0, 1] as const) : shardOf(data.shard);
  if (!shard) return closeCode.InvalidShard;
  if (identifiesLeft(state) <= 0) {
    state.records.appFaults.push("Identified more often than a day allows: Discord resets the token");
    return closeCode.AuthenticationFailed;
  }
  return { intents, shard };
}

/** How many sessions may still be started within a day. */
export function identifiesLeft({ records, settings, time }: DiscordState): number {
  const recent = records.identifies.filter(({ at }) => time.now() - at < dayMs);
  return settings.identifiesPerDay - recent.length;
}

function allowedIntents({ settings }: DiscordState): number {
  const { messageContent, serverMembers, presences } = settings;
  const closed =
    (messageContent ? 0 : GatewayIntentBits.MessageContent) |
    (serverMembers ? 0 : GatewayIntentBits.GuildMembers) |
    (presences ? 0 : GatewayIntentBits.GuildPresences);
  return knownIntents & ~closed;
}

function shardOf(value: unknown): readonly [number, number] | null {
  if (!Array.isArray(value)) return null;
  const [index, count]: unknown[] = value;
  if (typeof index !== "number" || typeof count !== "number") return null;
  return index >= 0 && index < count ? [index, count] : null;
}
