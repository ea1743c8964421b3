import { type Audience, channelAudience, team } from "./audience.ts";
import type { ChannelId, PersonId } from "./ids.ts";
import type { Channel, Person, Reach } from "./message.ts";

/** The facts about an asker and a place from which the scope follows; the platform is asked for them. */
export interface Surroundings {
  readonly asker: Pick<Person, "id" | "role">;
  readonly channel: Pick<Channel, "id" | "reach">;
  /** Every channel of the workspace that Reverie is in. */
  readonly channels: readonly Pick<Channel, "id" | "reach">[];
  /** The channels that the asker is in now. */
  readonly askerChannels: ReadonlySet<ChannelId>;
}

/** What may enter a prompt: everyone who will see the answer may see all of it (law 4). */
export interface Scope {
  /** Books whose memories may be read, the asker's own apart. */
  readonly audiences: readonly Audience[];
  /** Of the asker's own memories: all in a direct channel, none where outsiders listen, else the travelling ones. */
  readonly own: { readonly person: PersonId; readonly which: "all" | "travelling" | "none" };
  /** Channels whose messages may be read. */
  readonly channels: readonly ChannelId[];
}

/**
 * Gives the scope of an answer in one place to one asker (law 4). Memories, history and search all
 * take it from here, before a prompt exists, so that what may not be seen is never read.
 */
export function scopeOf(surroundings: Surroundings): Scope {
  const { asker, channel } = surroundings;
  const own = (which: Scope["own"]["which"]) => ({ person: asker.id, which });
  if (channel.reach === "shared" || asker.role === "outsider") {
    return { audiences: [channelAudience(channel.id)], own: own("none"), channels: [channel.id] };
  }

  const ids = new Set<ChannelId>([channel.id]);
  for (const other of surroundings.channels) {
    if (mayJoin(other, channel.reach, surroundings)) ids.add(other.id);
  }
  const channels = [...ids];
  const books = channel.reach === "direct" ? channels.filter((id) => id !== channel.id) : [channel.id];
  const audiences = books.filter((id) => isBook(id, surroundings)).map(channelAudience);
  return {
    audiences: asker.role === "guest" ? audiences : [team, ...audiences],
    own: own(channel.reach === "direct" ? "all" : "travelling"),
    channels,
  };
}

function mayJoin(
  other: Pick<Channel, "id" | "reach">,
  reach: Reach,
  { asker, askerChannels }: Surroundings,
): boolean {
  if (asker.role === "guest" && !askerChannels.has(other.id)) return false;
  if (other.reach === "public") return true;
  return other.reach === "private" && reach === "direct" && askerChannels.has(other.id);
}

/** Another channel's memories join only in a direct conversation, and only those of private channels. */
function isBook(id: ChannelId, { channel, channels }: Surroundings): boolean {
  if (id === channel.id) return true;
  return channels.some((other) => other.id === id && other.reach === "private");
}
