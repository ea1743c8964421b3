import { MessageType } from "discord-api-types/v10";
import type { JsonObject } from "../../messages-server/json-value.ts";
import { channelJson } from "./channel-json.ts";
import { app, instant } from "./identity.ts";
import { userJson } from "./people.ts";
import { type DiscordState, personOf } from "./state.ts";
import type { MessageOrigin, StoredMessage } from "./stored-message.ts";

/** What of a message is shown. */
export interface Showing {
  /** Whether the app may read what people write among themselves. */
  readonly seesContent: boolean;
  /** Whether the nonce is told: to the sender only, and once. */
  readonly withNonce?: boolean;
  /** Whether the message that is replied to is left out, as within one. */
  readonly isNested?: boolean;
}

/** A message as Discord shows it to the app. */
export function messageJson(state: DiscordState, message: StoredMessage, showing: Showing): JsonObject {
  const { id, channelId, type, nonce, mentions, webhook, flags } = message;
  const isOpen = showing.seesContent || isMeantForBot(state, message);
  const thread = state.channels.get(id);
  return {
    id,
    type,
    channel_id: channelId,
    author: authorJson(state, message),
    content: isOpen ? message.content : "",
    embeds: isOpen ? message.embeds : [],
    components: isOpen ? message.components : [],
    attachments: isOpen ? message.attachments : [],
    mentions: mentions.users.flatMap((one) => {
      const person = state.people.get(one);
      return person ? [userJson(person)] : [];
    }),
    mention_roles: mentions.roles,
    mention_everyone: mentions.isEveryone || mentions.isHere,
    timestamp: instant(message.createdAt),
    edited_timestamp: message.editedAt === null ? null : instant(message.editedAt),
    flags,
    pinned: false,
    tts: false,
    ...(webhook ? { webhook_id: webhook.id } : {}),
    ...(nonce !== null && showing.withNonce ? { nonce } : {}),
    ...(message.origin ? originJson(state, message.origin) : {}),
    ...(message.reactions.size > 0 ? { reactions: reactionsJson(message) } : {}),
    ...(thread?.thread ? { thread: channelJson(state, thread) } : {}),
    ...referenceJson(state, message, showing),
  };
}

/** Whether the app reads a message whatever it may read else. */
function isMeantForBot(state: DiscordState, { authorId, channelId, mentions }: StoredMessage): boolean {
  if (authorId === app.id || mentions.users.includes(app.id)) return true;
  return state.channels.get(channelId)?.guildId === null;
}

function authorJson(state: DiscordState, { authorId, webhook }: StoredMessage): JsonObject {
  if (webhook) return { ...userJson({ ...webhook, isBot: true }), discriminator: "0000" };
  return userJson(personOf(state, authorId));
}

function originJson(state: DiscordState, origin: MessageOrigin): JsonObject {
  const { interactionId, type, personId, guildId, sourceId } = origin;
  const common = {
    id: interactionId,
    user: userJson(personOf(state, personId)),
    authorizing_integration_owners: { "0": guildId ?? "0" },
  };
  const metadata: Readonly<Record<number, JsonObject>> = {
    2: { ...common, type: 2 },
    3: { ...common, type: 3, interacted_message_id: sourceId },
    5: { ...common, type: 5, triggering_interaction_metadata: triggering(common, sourceId) },
  };
  return { application_id: app.id, webhook_id: app.id, interaction_metadata: metadata[type] };
}

function triggering(common: JsonObject, sourceId: string | null): JsonObject {
  return sourceId === null ? { ...common, type: 2 } : { ...common, type: 3, interacted_message_id: sourceId };
}

function reactionsJson({ reactions }: StoredMessage): JsonObject[] {
  return [...reactions].map(([name, people]) => ({
    emoji: { id: null, name },
    count: people.size,
    count_details: { burst: 0, normal: people.size },
    burst_colors: [],
    me_burst: false,
    me: people.has(app.id),
  }));
}

function referenceJson(
  state: DiscordState,
  { reference, type }: StoredMessage,
  showing: Showing,
): JsonObject {
  if (!reference) return {};
  const { channelId, messageId } = reference;
  const guildId = state.channels.get(channelId)?.guildId ?? null;
  const guild = guildId === null ? {} : { guild_id: guildId };
  const target = messageId === null ? {} : { message_id: messageId };
  const shown = { message_reference: { type: 0, channel_id: channelId, ...target, ...guild } };
  const hasMessage = type === MessageType.Reply || type === MessageType.ThreadStarterMessage;
  if (showing.isNested || !hasMessage || messageId === null) return shown;
  const message = state.messages.find(channelId, messageId);
  const inner = { seesContent: showing.seesContent, isNested: true };
  return { ...shown, referenced_message: message ? messageJson(state, message, inner) : null };
}
