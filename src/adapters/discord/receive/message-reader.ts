import type { Guild } from "discord.js";
import type { IncomingMessage } from "../../../core/ports/platform.ts";
import type { Servers } from "../directory/servers.ts";
import type { Identity } from "../identity.ts";
import type { DiscordMessage } from "./discord-message.ts";
import { incomingMessage, type Reading } from "./incoming-message.ts";
import { placeIn, type StandingPlace, topOf } from "./standing-place.ts";

/** Reads messages of a server as the port has them. */
export interface MessageReader {
  /** Of a channel or thread of the server; undefined where we may not know of it. */
  inServer(guild: Guild, message: DiscordMessage): Promise<IncomingMessage | undefined>;
  /** Of a direct conversation that belongs to the server. */
  inDirect(guild: Guild, message: DiscordMessage): IncomingMessage;
}

export function createMessageReader(servers: Servers, identity: () => Identity): MessageReader {
  const read = (guild: Guild, message: DiscordMessage, place: StandingPlace) =>
    incomingMessage(message, readingOf(guild, identity(), place));
  return {
    async inServer(guild, message) {
      const place = await placeIn(servers, guild, message.channel_id);
      return place && read(guild, message, place);
    },
    inDirect: (guild, message) => read(guild, message, topOf(message.channel_id)),
  };
}

function readingOf(guild: Guild, { userId, name }: Identity, place: StandingPlace): Reading {
  return {
    place,
    own: { user: userId, role: guild.roles.cache.find(({ tags }) => tags?.botId === userId)?.id, name },
    roleName: (id) => guild.roles.cache.get(id)?.name,
    channelName: (id) => guild.channels.cache.get(id)?.name,
  };
}
