import { z } from "zod";
import { asId } from "../../../core/ids.ts";
import type { PlatformEvent } from "../../../core/ports/platform.ts";
import type { Identity } from "../identity.ts";
import { messageId } from "../timestamps.ts";
import { incomingMessage } from "./incoming-message.ts";
import { isSaid, type SlackMessage, slackMessage, slackTimestamp } from "./slack-message.ts";
import type { MentionNames } from "./slack-text.ts";

/** What an event says beside what core is told: facts about the world of which answers were remembered. */
export type Hint =
  | { readonly type: "person-changed"; readonly person: string }
  | { readonly type: "channel-changed"; readonly channel: string };

/** What one event of Slack's amounts to. */
export interface ReadEvent {
  readonly events: readonly PlatformEvent[];
  readonly hints: readonly Hint[];
}

/** What reading an event needs to know. */
export interface EventReading {
  readonly identity: Identity;
  readonly names: MentionNames;
  /** Whether a message at the top of a direct channel opens a thread of its own. */
  readonly opensThreads: boolean;
}

const nothing: ReadEvent = { events: [], hints: [] };

const messageEvent = slackMessage.extend({
  channel: z.string(),
  deleted_ts: slackTimestamp.optional(),
  message: slackMessage.optional(),
});

const mentionEvent = slackMessage.omit({ type: true }).extend({ channel: z.string() });

const memberEvent = z.object({ user: z.string(), channel: z.string() });

const reactionEvent = z.object({
  user: z.string(),
  reaction: z.string(),
  item_user: z.string().optional(),
  item: z.object({ type: z.string(), channel: z.string().optional(), ts: slackTimestamp.optional() }),
});

const stoppedEvent = z.object({ channel: z.string(), user: z.string(), thread_ts: slackTimestamp });

const channelEvent = z.object({
  channel: z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]),
});

const userEvent = z.object({ user: z.object({ id: z.string() }) });

type Reader = (raw: unknown, reading: EventReading) => ReadEvent;

/** The events that mean something, by their type. Whatever has another form than agreed means nothing. */
const readers: Readonly<Record<string, Reader>> = {
  message: (raw, reading) => parsed(messageEvent, raw, (event) => readMessage(event, reading)),
  app_mention: (raw, reading) =>
    parsed(mentionEvent, raw, (event) =>
      isForUs(event, reading) ? said(event.channel, event, reading) : nothing,
    ),
  member_joined_channel: (raw, { identity }) =>
    parsed(memberEvent, raw, ({ user, channel }) => ({
      events:
        user === identity.botUserId
          ? [{ type: "channel-joined", workspace: identity.workspace, channel: asId(channel) }]
          : [],
      hints: [personChanged(user), channelChanged(channel)],
    })),
  member_left_channel: (raw) =>
    parsed(memberEvent, raw, ({ user, channel }) => hints(personChanged(user), channelChanged(channel))),
  agent_session_stopped: (raw, { identity }) =>
    parsed(stoppedEvent, raw, ({ channel, user, thread_ts: thread }) => ({
      events: [
        {
          type: "stop-pressed",
          workspace: identity.workspace,
          person: asId(user),
          channel: asId(channel),
          thread: messageId(channel, thread),
        },
      ],
      hints: [],
    })),
  reaction_added: (raw, reading) => parsed(reactionEvent, raw, (event) => readReaction(event, reading, true)),
  reaction_removed: (raw, reading) =>
    parsed(reactionEvent, raw, (event) => readReaction(event, reading, false)),
  user_change: (raw) => parsed(userEvent, raw, ({ user }) => hints(personChanged(user.id))),
  ...Object.fromEntries(
    [
      "channel_archive",
      "channel_deleted",
      "channel_left",
      "channel_rename",
      "channel_shared",
      "channel_unarchive",
      "channel_unshared",
      "group_archive",
      "group_deleted",
      "group_left",
      "group_rename",
      "group_unarchive",
    ].map((type): [string, Reader] => [
      type,
      (raw) => parsed(channelEvent, raw, ({ channel }) => hints(channelChanged(channel))),
    ]),
  ),
};

/** Reads an event of the Events API. Types that mean nothing here give nothing. */
export function readEvent(type: string, raw: unknown, reading: EventReading): ReadEvent {
  const read = Object.hasOwn(readers, type) ? readers[type] : undefined;
  return read ? read(raw, reading) : nothing;
}

function parsed<Event>(schema: z.ZodType<Event>, raw: unknown, read: (event: Event) => ReadEvent): ReadEvent {
  const event = schema.safeParse(raw);
  return event.success ? read(event.data) : nothing;
}

function personChanged(person: string): Hint {
  return { type: "person-changed", person };
}

function channelChanged(channel: string): Hint {
  return { type: "channel-changed", channel };
}

function hints(...all: readonly Hint[]): ReadEvent {
  return { events: [], hints: all };
}

function isForUs(message: SlackMessage, { identity }: EventReading): boolean {
  return isSaid(message) && message.user !== identity.botUserId;
}

function said(channel: string, message: SlackMessage, reading: EventReading): ReadEvent {
  return told("message-said", channel, message, reading);
}

function told(
  type: "message-said" | "message-edited",
  channel: string,
  message: SlackMessage,
  { identity, names, opensThreads }: EventReading,
): ReadEvent {
  // Slack's ids of direct channels begin with D; a payload's own word for the kind may be absent.
  const opensThread = opensThreads && channel.startsWith("D");
  const incoming = incomingMessage(channel, message, { identity, names, opensThread });
  return { events: [{ type, workspace: identity.workspace, message: incoming }], hints: [] };
}

function readMessage(event: z.infer<typeof messageEvent>, reading: EventReading): ReadEvent {
  const { channel, subtype, message, deleted_ts: deleted } = event;
  const { workspace } = reading.identity;
  if (subtype === "message_deleted" && deleted)
    return {
      events: [{ type: "message-deleted", workspace, message: messageId(channel, deleted) }],
      hints: [],
    };
  if (subtype !== "message_changed") return isForUs(event, reading) ? said(channel, event, reading) : nothing;
  // The root of a thread that was deleted stays as a tombstone, told as a change.
  if (message?.subtype === "tombstone")
    return {
      events: [{ type: "message-deleted", workspace, message: messageId(channel, message.ts) }],
      hints: [],
    };
  // Previews and reply counts change a message as well; only an edit has a time of its own.
  if (!message?.edited || !isForUs(message, reading)) return nothing;
  return told("message-edited", channel, message, reading);
}

/** Reactions that say what somebody thinks of an answer; skin tones follow after two colons. */
const opinions: Readonly<Record<string, boolean>> = {
  "+1": true,
  thumbsup: true,
  "-1": false,
  thumbsdown: false,
};

function readReaction(
  { user, reaction, item, item_user: author }: z.infer<typeof reactionEvent>,
  { identity }: EventReading,
  isAdded: boolean,
): ReadEvent {
  const [name = ""] = reaction.split("::");
  const isGood = Object.hasOwn(opinions, name) ? opinions[name] : undefined;
  if (isGood === undefined || !item.channel || !item.ts || user === identity.botUserId) return nothing;
  if (author !== undefined && author !== identity.botUserId) return nothing;
  return {
    events: [
      {
        type: "feedback-given",
        workspace: identity.workspace,
        person: asId(user),
        message: messageId(item.channel, item.ts),
        isGood: isAdded ? isGood : null,
      },
    ],
    hints: [],
  };
}

/** The texts of an event in which people may be mentioned by id. */
export function textsOf(raw: unknown): string[] {
  const { text, message } = fieldsOf(raw);
  return [text, fieldsOf(message).text].filter((each) => typeof each === "string");
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
