import type { Client, Guild, GuildBasedChannel, GuildMember, REST } from "discord.js";
import type { CallKind } from "../../../core/calls/bounded-calls.ts";
import { Remembered } from "../../../core/calls/remembered.ts";
import { unlessUnknown } from "../../../core/calls/unless-unknown.ts";
import { PlatformError } from "../../../core/errors.ts";
import type { Clock } from "../../../core/ports/clock.ts";
import type { Gateway } from "../gateway/gateway.ts";
import { unknownChannelCode, unknownMemberCodes } from "../web/call-failure.ts";
import type { DiscordCalls } from "../web/discord-calls.ts";

/** How long what the client remembers may be trusted without a connection, in milliseconds: the Directory's promise. */
const trustedMs = 60_000;

/** Refusals that say that there is no such channel, or none for us. */
const unknownChannelCodes = [unknownChannelCode, "50001"];

/** Servers with their roles and channels, as Discord tells of them while connected, and as it is asked otherwise. */
export interface Servers {
  /** The ids of all servers that the application is in. */
  ids(): readonly string[];
  /** Undefined where the application is not in it. Rejects with a PlatformError where nobody knows. */
  find(guildId: string): Promise<Guild | undefined>;
  /** A channel or thread of a server; undefined where there is none, or none that we may know of. */
  channel(guild: Guild, channelId: string): Promise<GuildBasedChannel | undefined>;
  /** A member of a server, at most a minute old. */
  member(guild: Guild, userId: string): Promise<GuildMember | undefined>;
  /** The next answer about this member is Discord's own of that moment. */
  recheck(guildId: string, userId: string): void;
}

export function createServers(gateway: Gateway, calls: DiscordCalls, clock: Clock): Servers {
  const clientOf = (): Client => {
    const client = gateway.client();
    if (!client) throw new PlatformError("Discord", "not-connected", false);
    return client;
  };
  const read = <Result>(method: string, channel: string, work: (rest: REST) => Promise<Result>) =>
    calls.call({ method, channel, repeatable: true } satisfies CallKind, work);

  /** Asked for while nothing is told: servers change seldom within a minute. */
  const asked = new Remembered(clock, async (guildId) => {
    const client = clientOf();
    await read("guild", guildId, () => client.guilds.fetch({ guild: guildId, force: true }));
    const guild = client.guilds.cache.get(guildId);
    if (!guild) return;
    await read("channels", guildId, () => guild.channels.fetch());
    await read("threads", guildId, () => guild.channels.fetchActiveThreads());
  });

  const members = new Remembered(clock, async (key) => {
    const [guildId = "", userId = ""] = key.split(" ");
    const guild = clientOf().guilds.cache.get(guildId);
    return (
      guild &&
      unlessUnknown(unknownMemberCodes, () =>
        read("member", guildId, () => guild.members.fetch({ user: userId, force: true })),
      )
    );
  });

  return {
    ids: () => [...clientOf().guilds.cache.keys()],
    async find(guildId) {
      const awaySince = gateway.awaySince();
      const isStale = awaySince !== undefined && clock.now() - awaySince >= trustedMs;
      if (isStale) await asked.get(guildId);
      const guild = clientOf().guilds.cache.get(guildId);
      // A server that is out of order is not one that we are not in.
      if (guild && !guild.available) throw new PlatformError("Discord", "server-unavailable", false);
      return guild;
    },
    async channel(guild, channelId) {
      const known = guild.channels.cache.get(channelId);
      if (known) return known;
      const found = await unlessUnknown(unknownChannelCodes, () =>
        read("channel", channelId, () => guild.client.channels.fetch(channelId)),
      );
      return found && !found.isDMBased() && found.guildId === guild.id ? found : undefined;
    },
    member: (guild, userId) => members.get(`${guild.id} ${userId}`),
    recheck: (guildId, userId) => members.forget(`${guildId} ${userId}`),
  };
}
