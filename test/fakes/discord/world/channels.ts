import { ChannelType, PermissionFlagsBits as may, OverwriteType } from "discord-api-types/v10";
import { app } from "./identity.ts";
import type { Person } from "./people.ts";

/** What a channel allows or denies to a role or to somebody. */
export interface Overwrite {
  readonly id: string;
  readonly type: OverwriteType;
  readonly allow: bigint;
  readonly deny: bigint;
}

/** What makes a channel a thread. */
export interface ThreadState {
  readonly ownerId: string;
  readonly createdAt: number;
  isArchived: boolean;
  archivedAt: number;
  isLocked: boolean;
  messageCount: number;
  /** When each person in it joined. */
  readonly members: Map<string, number>;
}

/** A channel, a thread or a direct conversation. */
export interface Channel {
  readonly id: string;
  readonly type: ChannelType;
  name: string;
  /** Null for a direct conversation. */
  readonly guildId: string | null;
  /** The category of a channel, or the channel of a thread. */
  readonly parentId: string | null;
  readonly position: number;
  overwrites: readonly Overwrite[];
  topic: string | null;
  slowModeSeconds: number;
  /** The other person of a direct conversation. */
  readonly recipientId: string | null;
  lastMessageId: string | null;
  readonly thread: ThreadState | null;
}

const example = "100000000000000001";
const other = "100000000000000002";
const category = "110000000000000009";

/** The channels that a guild has at first. */
export function firstChannels(people: readonly Person[]): Channel[] {
  const idOf = (name: string) => people.find((person) => person.name === name)?.id ?? "";
  const privately = (guildId: string, names: readonly string[]): Overwrite[] => [
    { id: guildId, type: OverwriteType.Role, allow: 0n, deny: may.ViewChannel },
    ...names.map((name) => ({
      id: idOf(name),
      type: OverwriteType.Member,
      allow: may.ViewChannel,
      deny: 0n,
    })),
  ];
  const muted: Overwrite = {
    id: app.id,
    type: OverwriteType.Member,
    allow: 0n,
    deny: may.SendMessages | may.SendMessagesInThreads,
  };
  const text = ChannelType.GuildText;
  return [
    channel(category, "Talk", ChannelType.GuildCategory, example, 0, { parentId: null }),
    channel("110000000000000001", "general", text, example, 1),
    channel("110000000000000002", "engineering", text, example, 2),
    channel("110000000000000003", "core-team", text, example, 3, {
      overwrites: privately(example, ["ana", "ben", app.name]),
    }),
    channel("110000000000000004", "announcements", ChannelType.GuildAnnouncement, example, 4),
    channel("110000000000000005", "ideas", ChannelType.GuildForum, example, 5),
    channel("110000000000000006", "readonly", text, example, 6, { overwrites: [muted] }),
    channel("110000000000000101", "lobby", text, other, 1, { parentId: null }),
    channel("110000000000000102", "vault", text, other, 2, {
      parentId: null,
      overwrites: privately(other, ["erin", app.name]),
    }),
    ...people.filter(({ isBot }) => !isBot).map(directChannel),
  ];
}

/** A channel of a guild, in the category unless told otherwise. */
export function channel(
  id: string,
  name: string,
  type: ChannelType,
  guildId: string | null,
  position: number,
  more: Partial<Channel> = {},
): Channel {
  return {
    id,
    name,
    type,
    guildId,
    position,
    parentId: category,
    overwrites: [],
    topic: null,
    slowModeSeconds: 0,
    recipientId: null,
    lastMessageId: null,
    thread: null,
    ...more,
  };
}

function directChannel(person: Person): Channel {
  const id = `41${person.id.slice(2)}`;
  return channel(id, "", ChannelType.DM, null, 0, { parentId: null, recipientId: person.id });
}
