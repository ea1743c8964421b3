import type { Guild } from "discord.js";
import type { IncomingMessage } from "../../../core/ports/platform.ts";
import { reachOf } from "../directory/reach.ts";
import type { Servers } from "../directory/servers.ts";
import type { Identity } from "../identity.ts";
import { type DiscordMessage, isWordless } from "./discord-message.ts";
import { incomingMessage, type Reading } from "./incoming-message.ts";
import { placeIn, type StandingPlace, topOf } from "./standing-place.ts";

/** Reads messages of a server as the port has them. */
export interface MessageReader {
  /** Of a channel or thread of the server; undefined where we may not know of it, or it has no word for us. */
  inServer(guild: Guild, message: DiscordMessage): Promise<IncomingMessage | undefined>;
  /** The same of a message that was edited: its words may have been taken away. */
  editedInServer(guild: Guild, message: DiscordMessage): Promise<IncomingMessage | undefined>;
  /** Of a direct conversation that belongs to the server. */
  inDirect(guild: Guild, message: DiscordMessage): IncomingMessage;
}

export function createMessageReader(servers: Servers, identity: () => Identity): MessageReader {
  const read = (guild: Guild, message: DiscordMessage, place: StandingPlace) =>
    incomingMessage(message, readingOf(guild, identity(), place));
  const inServer = async (guild: Guild, message: DiscordMessage) => {
    const place = await placeIn(servers, guild, message.channel_id);
    return place && read(guild, message, place);
  };
  return {
    inServer: async (guild, message) =>
      isWordless(message, identity().userId) ? undefined : inServer(guild, message),
    editedInServer: inServer,
    inDirect: (guild, message) => read(guild, message, topOf(message.channel_id)),
  };
}

const nobody: ReadonlySet<string> = new Set();

function readingOf(guild: Guild, { userId, name }: Identity, place: StandingPlace): Reading {
  return {
    place,
    own: { user: userId, role: guild.roles.cache.find(({ tags }) => tags?.botId === userId)?.id, name },
    roleName: (id) => guild.roles.cache.get(id)?.name,
    channelName: (id) => {
      const channel = guild.channels.cache.get(id);
      const isOpen = id === place.channel || (channel && reachOf(channel, nobody) === "public");
      // Discord names a channel to those alone who may see it; what is kept is read by others.
      return isOpen ? channel?.name : undefined;
    },
  };
}
