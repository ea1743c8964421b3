import { ChannelType, type Guild, type GuildBasedChannel } from "discord.js";
import { asId, type WorkspaceId } from "../../../core/ids.ts";
import type { Log } from "../../../core/ports/log.ts";
import type { MissedPlace, PlatformHandler } from "../../../core/ports/platform.ts";
import type { DirectChannels } from "../direct/direct-channels.ts";
import type { DirectTalk } from "../direct/direct-talk.ts";
import { isForTalk, readingRights } from "../directory/reach.ts";
import type { Servers } from "../directory/servers.ts";
import { discordName, workspaceOf } from "../identity.ts";
import { instantOf, threadId } from "../snowflakes.ts";

/** Tells where something newer stands than what is known, after a start and after a session that was lost. */
export interface MissedTalk {
  /** Never rejects. */
  tell(): Promise<void>;
}

export interface MissedTalkParts {
  readonly handler: PlatformHandler;
  readonly servers: Servers;
  readonly direct: DirectTalk;
  readonly channels: DirectChannels;
  readonly log: Log;
}

/** Discord tells with each server the newest message of each channel; of direct conversations it is asked. */
export function createMissedTalk({ handler, servers, direct, channels, log }: MissedTalkParts): MissedTalk {
  const tellOf = async (workspace: WorkspaceId, places: readonly MissedPlace[]) => {
    if (places.length > 0) await handler.receive({ type: "talk-missed", workspace, places });
  };

  const tellDirect = async (channel: string): Promise<void> => {
    const newest = await channels.newestIn(channel);
    if (!newest) return;
    const belonging = await direct.belongingOf(newest.userId);
    if (belonging.type !== "server") return;
    const place = { channel: asId<never>(channel), thread: null, newestAt: instantOf(newest.message) };
    await tellOf(workspaceOf(belonging.guildId), [place]);
  };

  return {
    async tell() {
      try {
        for (const id of servers.ids()) {
          const guild = await servers.find(id).catch(() => undefined);
          if (guild) await tellOf(workspaceOf(id), placesOf(guild));
        }
        for (const channel of await channels.recent()) await tellDirect(channel);
      } catch (error) {
        log.warn("missed-talk-not-told", { platform: discordName }, error);
      }
    },
  };
}

function placesOf(guild: Guild): MissedPlace[] {
  const { me } = guild.members;
  if (!me) return [];
  return [...guild.channels.cache.values()].flatMap((channel) => {
    const base = channel.isThread() ? channel.parent : channel;
    const mayRead = base?.permissionsFor(me)?.has(readingRights(base)) === true;
    return mayRead ? placeOf(channel) : [];
  });
}

function placeOf(channel: GuildBasedChannel): MissedPlace[] {
  const newest = "lastMessageId" in channel ? channel.lastMessageId : null;
  // A forum's newest message is a thread of its own.
  const holdsThreadsOnly = channel.type === ChannelType.GuildForum || channel.type === ChannelType.GuildMedia;
  if (!newest || holdsThreadsOnly) return [];
  const newestAt = instantOf(newest);
  if (!channel.isThread())
    return isForTalk(channel) ? [{ channel: asId(channel.id), thread: null, newestAt }] : [];
  const thread = threadId(channel.id);
  if (channel.type === ChannelType.PrivateThread) return [{ channel: asId(channel.id), thread, newestAt }];
  return channel.parentId === null ? [] : [{ channel: asId(channel.parentId), thread, newestAt }];
}
