import { InteractionType, MessageFlags, MessageType } from "discord-api-types/v10";
import { isObject, type JsonObject } from "../../messages-server/json-value.ts";
import { type MessageBody, readMessage } from "../bodies/message-body.ts";
import type { Channel } from "../world/channels.ts";
import type { StoredInteraction } from "../world/interaction-store.ts";
import { defaultAllowance } from "../world/mentions.ts";
import type { InteractionAnswer } from "../world/records.ts";
import { channelOf } from "../world/state.ts";
import type { StoredMessage } from "../world/stored-message.ts";
import { DiscordError } from "./discord-error.ts";
import { requireNothingLeft } from "./message-routes.ts";
import { changeMessage, makeMessage } from "./post-message.ts";
import type { RestCall } from "./route.ts";

/** Makes a message that answers an interaction, for all or for the person alone. */
export function answerWithMessage(
  call: RestCall,
  interaction: StoredInteraction,
  data: JsonObject,
  extraFlags = 0,
): StoredMessage {
  const body = extraFlags === 0 ? readMessage(data, "interaction") : loadingBody(data);
  const isPrivate = Boolean((body.flags ?? 0) & MessageFlags.Ephemeral);
  const message = makeMessage(call, postingOf(call, interaction, body), {
    type: typeOf(interaction),
    onlyFor: isPrivate ? interaction.personId : null,
    flags: extraFlags,
    origin: {
      interactionId: interaction.id,
      type: interaction.type,
      personId: interaction.personId,
      guildId: interaction.guildId,
      sourceId: interaction.sourceId,
    },
  });
  interaction.messageIds.add(message.id);
  return message;
}

/** Of a message that is still to come only the flag counts that says who will see it. */
function loadingBody({ flags }: JsonObject): MessageBody {
  const kept = typeof flags === "number" ? flags & MessageFlags.Ephemeral : 0;
  return { ...readMessage({}, "interaction"), flags: kept };
}

function typeOf({ type, originalId, sourceId }: StoredInteraction): MessageType {
  if (type !== InteractionType.ApplicationCommand || originalId !== null) return MessageType.Default;
  return sourceId === null ? MessageType.ChatInputCommand : MessageType.ContextMenuCommand;
}

/** Changes a message by the token of an interaction. */
export function editAnswer(
  call: RestCall,
  interaction: StoredInteraction,
  message: StoredMessage,
  data: JsonObject,
): void {
  const body = readMessage(data, "interaction-edit", message.flags);
  requireNothingLeft(message, body);
  changeMessage(call, message, postingOf(call, interaction, body));
}

/** The message that `@original` means. Refuses where there is none. */
export function originalOf(call: RestCall, { channelId, originalId }: StoredInteraction): StoredMessage {
  const message = call.state.messages.find(channelId, originalId ?? "");
  if (!message) throw new DiscordError(10008);
  return message;
}

/** Notes what somebody was shown. */
export function noteAnswer(
  { state, body }: RestCall,
  interaction: StoredInteraction,
  response: InteractionAnswer["response"],
  isPrivate: boolean,
): void {
  const given = isObject(body) ? body : {};
  const data = typeof response === "number" ? given.data : given;
  state.records.interactionAnswers.push({
    interaction: interaction.id,
    person: interaction.personId,
    channel: interaction.channelId,
    response,
    isPrivate,
    data: isObject(data) ? data : {},
    at: state.time.now(),
  });
}

function postingOf(call: RestCall, interaction: StoredInteraction, body: MessageBody) {
  const channel: Channel = channelOf(call.state, interaction.channelId);
  return { channel, body, files: call.files, by: call.by, allowance: defaultAllowance.interaction };
}
