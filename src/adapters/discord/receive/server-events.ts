import { ChannelType, GatewayDispatchEvents as Dispatch, type Guild, PermissionFlagsBits } from "discord.js";
import { z } from "zod";
import { asId } from "../../../core/ids.ts";
import type { PlatformHandler } from "../../../core/ports/platform.ts";
import type { ClosedPlaces } from "../deliver/closed-places.ts";
import type { KnownServers } from "../directory/known-servers.ts";
import type { Servers } from "../directory/servers.ts";
import { type Identity, workspaceOf } from "../identity.ts";
import { snowflake } from "./discord-message.ts";
import { type EventReaders, reading } from "./event-intake.ts";
import type { MissedTalk } from "./missed-talk.ts";

const readyEvent = z.object({ guilds: z.array(z.object({ id: snowflake })) });

/** `unavailable` tells an outage from a removal. */
const guildEvent = z.object({ id: snowflake, unavailable: z.boolean().optional() });

const ofGuildEvent = z.object({ guild_id: snowflake.optional() });

const threadEvent = z.object({ id: snowflake, guild_id: snowflake });

const memberEvent = z.object({ guild_id: snowflake, user: z.object({ id: snowflake }) });

const threadMembersEvent = z.object({
  id: snowflake,
  guild_id: snowflake,
  added_members: z.array(z.object({ user_id: snowflake.optional() })).default([]),
});

/** What the intake of changes to servers works with. */
export interface ServerEventParts {
  readonly handler: PlatformHandler;
  readonly servers: Servers;
  readonly known: KnownServers;
  readonly closed: ClosedPlaces;
  readonly missed: Pick<MissedTalk, "tellServer">;
  readonly identity: () => Identity;
  /** Reverie was taken into a server. */
  readonly joined: (guildId: string) => Promise<void>;
}

/** Servers, channels and threads that Reverie is taken into or removed from, and what changes in them. */
export function serverEvents({
  handler,
  servers,
  known,
  closed,
  missed,
  identity,
  joined,
}: ServerEventParts): EventReaders {
  const leave = async (guildId: string): Promise<void> => {
    await handler.receive({ type: "workspace-left", workspace: workspaceOf(guildId) });
    await known.remove(guildId);
  };

  /** What we were in and are not any more was left while nobody was here. */
  const takeReady = async (guildIds: readonly string[]): Promise<void> => {
    for (const guildId of await known.all()) if (!guildIds.includes(guildId)) await leave(guildId);
  };

  /** A server that comes into sight: at the start, after an outage, or because we were taken into it. */
  const takeServer = async (guildId: string): Promise<void> => {
    // Before we were in it nothing was said to us.
    if ((await known.all()).includes(guildId)) return missed.tellServer(guildId);
    const guild = await servers.find(guildId);
    if (!guild) return;
    await joined(guildId);
    const hall = hallOf(guild);
    const workspace = workspaceOf(guildId);
    if (hall !== undefined) await handler.receive({ type: "channel-joined", workspace, channel: asId(hall) });
    await known.add(guildId);
  };

  /** In a private thread that we are taken into it is said what is kept. */
  const takeThreadMembers = async (event: z.infer<typeof threadMembersEvent>): Promise<void> => {
    const own = identity().userId;
    if (!event.added_members.some(({ user_id: user }) => user === own)) return;
    const guild = await servers.find(event.guild_id);
    const thread = guild && (await servers.channel(guild, event.id));
    if (thread?.type !== ChannelType.PrivateThread) return;
    const workspace = workspaceOf(event.guild_id);
    await handler.receive({ type: "channel-joined", workspace, channel: asId(event.id) });
  };

  /** What could not be said before may be sayable now. */
  const reopen = reading(ofGuildEvent, async ({ guild_id: guildId }) => {
    if (guildId !== undefined) await closed.reopenAll(workspaceOf(guildId));
  });

  return {
    [Dispatch.Ready]: reading(readyEvent, ({ guilds }) => takeReady(guilds.map(({ id }) => id))),
    [Dispatch.GuildCreate]: reading(guildEvent, async ({ id, unavailable }) => {
      if (unavailable !== true) await takeServer(id);
    }),
    [Dispatch.GuildDelete]: reading(guildEvent, async ({ id, unavailable }) => {
      if (unavailable !== true) await leave(id);
    }),
    [Dispatch.ThreadMembersUpdate]: reading(threadMembersEvent, takeThreadMembers),
    [Dispatch.GuildMemberUpdate]: reading(memberEvent, async ({ guild_id: guildId, user }) => {
      servers.recheck(guildId, user.id);
      if (user.id === identity().userId) await closed.reopenAll(workspaceOf(guildId));
    }),
    [Dispatch.ChannelCreate]: reopen,
    [Dispatch.ChannelUpdate]: reopen,
    [Dispatch.ThreadUpdate]: reading(threadEvent, ({ id, guild_id: guildId }) =>
      closed.reopen(workspaceOf(guildId), id),
    ),
    [Dispatch.GuildRoleUpdate]: reopen,
    [Dispatch.GuildRoleDelete]: reopen,
  };
}

/** Where Reverie introduces itself: where the server greets newcomers, else in the first channel where it may. */
function hallOf({ systemChannelId, channels, members }: Guild): string | undefined {
  const { me } = members;
  const texts = channels.cache.filter(
    (channel) =>
      channel.type === ChannelType.GuildText &&
      me !== null &&
      channel.permissionsFor(me).has(PermissionFlagsBits.ViewChannel | PermissionFlagsBits.SendMessages),
  );
  if (systemChannelId !== null && texts.has(systemChannelId)) return systemChannelId;
  return texts.sort((one, other) => positionOf(one) - positionOf(other)).first()?.id;
}

function positionOf(channel: object): number {
  return "rawPosition" in channel && typeof channel.rawPosition === "number" ? channel.rawPosition : 0;
}
