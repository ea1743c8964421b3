import { ChannelType, type Guild, type GuildBasedChannel, type GuildMember, Routes } from "discord.js";
import { Remembered } from "../../../core/calls/remembered.ts";
import { unlessUnknown } from "../../../core/calls/unless-unknown.ts";
import { asId } from "../../../core/ids.ts";
import type { Channel } from "../../../core/message.ts";
import type { Clock } from "../../../core/ports/clock.ts";
import type { Gateway } from "../gateway/gateway.ts";
import { unknownChannelCode, unknownMemberCodes } from "../web/call-failure.ts";
import type { DiscordCalls } from "../web/discord-calls.ts";
import { mayManageThreads, mayRead } from "./may-read.ts";
import { isOwnPlace, membersKeptOut, reachOf } from "./reach.ts";
import type { Servers } from "./servers.ts";

/** Refusals that say that somebody is not in a thread, or that the thread is none of ours. */
const notInThreadCodes = [...unknownMemberCodes, unknownChannelCode, "50001"];

/** The channels of servers, and who is in them. */
export interface Places {
  /** Those in which we can read: all others are as if they were not there. */
  ours(guild: Guild): Promise<readonly GuildBasedChannel[]>;
  isOurs(channel: GuildBasedChannel): Promise<boolean>;
  /** Whether somebody can read what stands in the channel. */
  isIn(channel: GuildBasedChannel, member: GuildMember): Promise<boolean>;
  /** The channel in the words of the port. */
  describe(channel: GuildBasedChannel): Promise<Channel>;
  /** Who is in private threads is asked for anew. */
  recheck(): void;
}

export interface PlacesParts {
  readonly calls: DiscordCalls;
  readonly gateway: Gateway;
  readonly servers: Servers;
  readonly clock: Clock;
}

export function createPlaces({ calls, gateway, servers, clock }: PlacesParts): Places {
  const inThread = new Remembered(clock, async (key): Promise<boolean> => {
    const [threadId = "", userId = ""] = key.split(" ");
    const kind = { method: "thread-member", channel: threadId, repeatable: true };
    const found = await unlessUnknown(notInThreadCodes, () =>
      calls.call(kind, (rest) => rest.get(Routes.threadMembers(threadId, userId))),
    );
    return found !== undefined;
  });

  const isIn = async (channel: GuildBasedChannel, member: GuildMember): Promise<boolean> => {
    if (!mayRead(channel, member)) return false;
    if (channel.type !== ChannelType.PrivateThread || mayManageThreads(channel, member)) return true;
    // Discord tells at once which threads we are in, and of others nothing that could be relied on.
    const isOwn = member.id === member.client.user.id;
    return (isOwn && channel.joined) || inThread.get(`${channel.id} ${member.id}`);
  };

  const isOurs = async (channel: GuildBasedChannel): Promise<boolean> => {
    const { me } = channel.guild.members;
    return me !== null && isOwnPlace(channel) && isIn(channel, me);
  };

  const botsKeptOut = async (channel: GuildBasedChannel): Promise<ReadonlySet<string>> => {
    const ids = membersKeptOut(channel);
    const isBot = await Promise.all(ids.map(servers.isBot));
    return new Set(ids.filter((_, index) => isBot[index]));
  };

  return {
    isIn,
    isOurs,
    async ours({ channels }) {
      const all = [...channels.cache.values()];
      const areOurs = await Promise.all(all.map(isOurs));
      return all.filter((_, index) => areOurs[index]);
    },
    describe: async (channel) => ({
      id: asId(channel.id),
      name: channel.name,
      reach: reachOf(channel, await botsKeptOut(channel)),
      isFollowed: true,
      hearsAll: gateway.hearsAll(),
    }),
    recheck: () => inThread.forgetAll(),
  };
}
