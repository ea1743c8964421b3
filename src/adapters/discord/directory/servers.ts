import {
  type Client,
  type Guild,
  type GuildBasedChannel,
  type GuildMember,
  type REST,
  Routes,
} from "discord.js";
import { z } from "zod";
import type { CallKind } from "../../../core/calls/bounded-calls.ts";
import { Remembered } from "../../../core/calls/remembered.ts";
import { unlessUnknown } from "../../../core/calls/unless-unknown.ts";
import { PlatformError } from "../../../core/errors.ts";
import type { Clock } from "../../../core/ports/clock.ts";
import type { Gateway } from "../gateway/gateway.ts";
import { snowflake } from "../receive/discord-message.ts";
import { unknownChannelCode, unknownMemberCodes } from "../web/call-failure.ts";
import type { DiscordCalls } from "../web/discord-calls.ts";

/** How long what the client remembers may be trusted without a connection, in milliseconds: the Directory's promise. */
const trustedMs = 60_000;

/** How long it is remembered who is a bot, in milliseconds: nobody becomes one. */
const botsMs = 24 * 60 * 60 * 1000;

/** Refusals that say that there is no such channel, or none for us. */
const unknownChannelCodes = [unknownChannelCode, "50001"];

/** Refusals that say that there is no such server, or that we are not in it. */
const unknownServerCodes = ["10004", "50001"];

const user = z.object({ bot: z.boolean().optional() });

/** Servers with their roles and channels, as Discord tells of them while connected, and as it is asked otherwise. */
export interface Servers {
  /** The ids of all servers that the application is in. Throws a PlatformError before they are known. */
  ids(): readonly string[];
  /** Undefined where the application is not in it. Rejects with a PlatformError where nobody knows. */
  find(guildId: string): Promise<Guild | undefined>;
  /** A channel or thread of a server; undefined where there is none, or none that we may know of. */
  channel(guild: Guild, channelId: string): Promise<GuildBasedChannel | undefined>;
  /** A member of a server as Discord said it within the last minute; nothing that is told later changes it. */
  member(guild: Guild, userId: string): Promise<GuildMember | undefined>;
  /** Whether somebody is a bot; false for those whom nobody knows. */
  isBot(userId: string): Promise<boolean>;
  /** The next answer about this member is Discord's own of that moment. */
  recheck(guildId: string, userId: string): void;
}

export function createServers(gateway: Gateway, calls: DiscordCalls, clock: Clock): Servers {
  const clientOf = (): Client => {
    const client = gateway.client();
    if (!client) throw new PlatformError("Discord", "not-connected", false);
    return client;
  };
  const isStale = (): boolean => {
    const awaySince = gateway.awaySince();
    return awaySince !== undefined && clock.now() - awaySince >= trustedMs;
  };
  const read = <Result>(method: string, channel: string, work: (rest: REST) => Promise<Result>) =>
    calls.call({ method, channel, repeatable: true } satisfies CallKind, work);

  /** Asked for while nothing is told: servers change seldom within a minute. Gives whether there is one for us. */
  const asked = new Remembered(clock, async (guildId): Promise<boolean> => {
    const client = clientOf();
    const guild = await unlessUnknown(unknownServerCodes, () =>
      read("guild", guildId, () => client.guilds.fetch({ guild: guildId, force: true })),
    );
    if (!guild) return false;
    await read("channels", guildId, () => guild.channels.fetch());
    await read("threads", guildId, () => guild.channels.fetchActiveThreads());
    return true;
  });

  // Not from the client's memory, where what is told late would change what was answered.
  const members = new Remembered(clock, async (key) => {
    const [guildId = "", userId = ""] = key.split(" ");
    const guild = clientOf().guilds.cache.get(guildId);
    return (
      guild &&
      unlessUnknown(unknownMemberCodes, () =>
        read("member", guildId, () => guild.members.fetch({ user: userId, force: true, cache: false })),
      )
    );
  });

  const bots = new Remembered(
    clock,
    async (userId): Promise<boolean> => {
      const found = await unlessUnknown(unknownMemberCodes, () =>
        read("user", userId, (rest) => rest.get(Routes.user(userId))),
      );
      return user.safeParse(found).data?.bot === true;
    },
    botsMs,
  );

  return {
    ids: () => [...clientOf().guilds.cache.keys()],
    async find(guildId) {
      if (isStale() && !(await asked.get(guildId))) return undefined;
      const guild = clientOf().guilds.cache.get(guildId);
      // A server that is out of order is not one that we are not in.
      if (guild && !guild.available) throw new PlatformError("Discord", "server-unavailable", false);
      return guild;
    },
    async channel(guild, channelId) {
      const known = guild.channels.cache.get(channelId);
      if (known || !isSnowflake(channelId)) return known;
      const found = await unlessUnknown(unknownChannelCodes, () =>
        read("channel", channelId, () => guild.client.channels.fetch(channelId)),
      );
      return found && !found.isDMBased() && found.guildId === guild.id ? found : undefined;
    },
    member: async (guild, userId) => (isSnowflake(userId) ? members.get(`${guild.id} ${userId}`) : undefined),
    isBot: (userId) => bots.get(userId),
    recheck: (guildId, userId) => members.forget(`${guildId} ${userId}`),
  };
}

/** Whatever else somebody is called by, Discord knows nobody under it. */
function isSnowflake(id: string): boolean {
  return snowflake.safeParse(id).success;
}
