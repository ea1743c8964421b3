import { isMuted, writeMute } from "../core/conversation/mute.ts";
import { asId, type ChannelId, type MessageId, type WorkspaceId } from "../core/ids.ts";
import { conversationOf, type Person, type Reach, reverie } from "../core/message.ts";
import type { Parts } from "../core/parts.ts";
import { deliveryOf } from "../core/platforms.ts";
import type { Content, Place } from "../core/ports/delivery.ts";

/** The conversation that hangs on a card of its own. */
export interface WorkPlace {
  readonly workspace: WorkspaceId;
  readonly channel: ChannelId;
  /** How far the place reached when the work was asked for. */
  readonly reach: Reach;
  readonly card: MessageId;
}

/** Where things are said below the card. */
export function below({ workspace, channel, reach, card }: WorkPlace): Place {
  return { workspace, channel, thread: reach === "direct" ? null : card };
}

/** The conversation below the card; of a direct channel, the channel itself. */
export function conversationBelow({ channel, reach, card }: WorkPlace) {
  return conversationOf({ channel, reach, thread: card, id: card });
}

/**
 * What people say below the card while work is under way is said about it and asks for no answer of its own; a direct
 * conversation stays open for other things. Safe to repeat.
 */
export async function listenBelow(parts: Parts, place: WorkPlace, isUnderWay: boolean): Promise<void> {
  if (place.reach === "direct") return;
  const conversation = conversationBelow(place);
  const isQuiet = await isMuted(parts, place.workspace, place.channel, conversation);
  if (isQuiet !== isUnderWay) await writeMute(parts, place.workspace, conversation, isUnderWay);
}

/** Posts or draws again the card at the top of the channel, and gives its message. Safe to repeat. */
export async function drawCard(
  parts: Parts,
  { workspace, channel }: Pick<WorkPlace, "workspace" | "channel">,
  content: Content,
  key: string,
): Promise<MessageId> {
  return deliveryOf(parts, workspace).post({ workspace, channel, thread: null }, content, key);
}

/** Whose words something is. */
export type Voice = Pick<Person, "id" | "name" | "role">;

/** Reverie's own. */
export const ownVoice: Voice = { id: reverie, name: "Reverie", role: "bot" };

/** What Reverie posted of a piece of work, and whose words it is. The instant is in milliseconds. */
export interface Said {
  /** The messages that it was split into, in order. */
  readonly messages: readonly MessageId[];
  readonly by: Voice;
  readonly text: string;
  readonly at: number;
  readonly work: string;
}

/**
 * Keeps a word that Reverie posted in the history of the conversation: the next dream reads it. It cites its work, and goes
 * with it. Safe to repeat.
 */
export async function keepSaid(
  parts: Parts,
  place: WorkPlace,
  { messages, by, text, at, work }: Said,
): Promise<void> {
  const [id] = messages;
  if (id === undefined) return;
  await parts.history.record({
    workspace: place.workspace,
    id,
    channel: place.channel,
    thread: place.reach === "direct" || id === place.card ? null : place.card,
    conversation: conversationBelow(place),
    author: by.id,
    authorName: by.name,
    authorRole: by.role,
    text,
    files: [],
    saidAt: at,
    version: at,
    asked: null,
    answer: {
      answers: [],
      parts: messages,
      memories: [],
      sources: [asId(work)],
      model: parts.model.label,
      ending: "complete",
      feedback: [],
    },
  });
}

/** The same place as it is stored. */
export function workPlace(stored: {
  readonly workspace: string;
  readonly channel: string;
  readonly reach: Reach;
  readonly card: string;
}): WorkPlace {
  const { workspace, channel, reach, card } = stored;
  return { workspace: asId(workspace), channel: asId(channel), reach, card: asId(card) };
}
