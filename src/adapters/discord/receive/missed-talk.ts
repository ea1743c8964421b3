import { ChannelType, type Guild, type GuildBasedChannel } from "discord.js";
import { asId, type ChannelId, type MessageId, type WorkspaceId } from "../../../core/ids.ts";
import type { MissedPlace, PlatformHandler } from "../../../core/ports/platform.ts";
import type { DirectChannels } from "../direct/direct-channels.ts";
import type { DirectTalk } from "../direct/direct-talk.ts";
import { mayRead } from "../directory/may-read.ts";
import { holdsThreadsOnly, isForTalk } from "../directory/reach.ts";
import type { Servers } from "../directory/servers.ts";
import { workspaceOf } from "../identity.ts";
import { instantOf, threadId } from "../snowflakes.ts";
import type { Untaken } from "./untaken.ts";

/**
 * Tells where something newer may stand than what is known: after a start, after a session that was lost, and
 * after an outage of a server. Rejects where the store or Discord fails: then it is worth telling again.
 */
export interface MissedTalk {
  /** Of a server that is there. Discord tells with it the newest message of each channel. */
  tellServer(guildId: string): Promise<void>;
  /** Of direct conversations, for which Discord has to be asked one by one: each is told for itself. */
  tellDirect(): Promise<void>;
}

export interface MissedTalkParts {
  readonly handler: PlatformHandler;
  readonly servers: Servers;
  readonly direct: DirectTalk;
  readonly channels: DirectChannels;
  readonly untaken: Pick<Untaken, "take">;
}

export function createMissedTalk({
  handler,
  servers,
  direct,
  channels,
  untaken,
}: MissedTalkParts): MissedTalk {
  const tellOf = async (workspace: WorkspaceId, places: readonly MissedPlace[]) => {
    if (places.length > 0) await handler.receive({ type: "talk-missed", workspace, places });
  };

  const tellDirectIn = async (channel: string): Promise<void> => {
    const newest = await channels.newestIn(channel);
    if (!newest) return;
    const belonging = await direct.belongingOf(newest.userId);
    // Whoever has to choose a server is asked when they write again.
    if (belonging.type !== "server") return;
    const newestAt = instantOf(newest.message);
    // What was said before belongs to the server that the conversation was about then.
    const known = await direct.belongedAt(newest.userId, channel, newestAt);
    if (known?.guildId !== belonging.guildId) return;
    const place = { channel: asId<ChannelId>(channel), thread: null, newestAt, notBefore: known.from };
    await tellOf(workspaceOf(belonging.guildId), [place]);
  };

  return {
    async tellServer(guildId) {
      const guild = await servers.find(guildId);
      if (guild) await tellOf(workspaceOf(guildId), placesOf(guild));
    },
    async tellDirect() {
      for (const channel of await channels.recent()) await untaken.take(() => tellDirectIn(channel));
    },
  };
}

function placesOf(guild: Guild): MissedPlace[] {
  const { me } = guild.members;
  if (!me) return [];
  return [...guild.channels.cache.values()].flatMap((channel) => {
    return mayRead(channel, me) ? placeOf(channel) : [];
  });
}

function placeOf(channel: GuildBasedChannel): MissedPlace[] {
  const newest = "lastMessageId" in channel ? channel.lastMessageId : null;
  // A forum's newest message is a thread of its own.
  if (!newest || holdsThreadsOnly(channel)) return [];
  const place = (id: string, thread: MessageId | null): MissedPlace[] => [
    { channel: asId(id), thread, newestAt: instantOf(newest), notBefore: 0 },
  ];
  if (!channel.isThread()) return isForTalk(channel) ? place(channel.id, null) : [];
  const thread = threadId(channel.id);
  if (channel.type === ChannelType.PrivateThread) return place(channel.id, thread);
  return channel.parentId === null ? [] : place(channel.parentId, thread);
}
