import { InteractionCallbackResponseSchema } from "discord-api-spec/zod";
import { MessageFlags, InteractionResponseType as response } from "discord-api-types/v10";
import { isObject, type JsonObject, objectsIn } from "../../messages-server/json-value.ts";
import { callbackFaults, isKnown, type KnownResponse } from "../bodies/callback-body.ts";
import { standingComponents } from "../bodies/standing-components.ts";
import type { Answer, StoredInteraction } from "../world/interaction-store.ts";
import { messageJson } from "../world/message-json.ts";
import { shownMessage } from "../world/shown-message.ts";
import type { StoredMessage } from "../world/stored-message.ts";
import { answerWithMessage, editAnswer, noteAnswer, originalOf } from "./answer-interaction.ts";
import { checked } from "./checked.ts";
import { DiscordError, refuseFaults } from "./discord-error.ts";
import { bodyOf, parameter, type RestCall, type Route } from "./route.ts";

/** The first answer to what somebody did. */
export const interactionRoutes: readonly Route[] = [
  { method: "POST", path: "/interactions/:interaction/:token/callback", isOpen: true, run: respond },
];

interface Given {
  readonly answer: Answer;
  readonly message: StoredMessage | null;
}

function respond(call: RestCall): unknown {
  const interaction = call.state.interactions.find(parameter(call, "interaction"));
  if (interaction?.token !== parameter(call, "token") || interaction.state === "failed") {
    throw new DiscordError(10062);
  }
  if (interaction.state === "answered") throw new DiscordError(40060);
  const body = bodyOf(call);
  refuseFaults(callbackFaults(body, interaction));
  const { type } = body;
  if (!isKnown(type)) throw new DiscordError(50035);
  const data = isObject(body.data) ? body.data : {};
  const { answer, message } = giveAnswer(call, interaction, type, data);
  interaction.state = "answered";
  interaction.response = type;
  interaction.originalId = message?.id ?? null;
  noteAnswer(call, interaction, type, isPrivate(answer));
  interaction.show(answer);
  if (call.query.get("with_response") !== "true") return null;
  return checked(call, InteractionCallbackResponseSchema, callbackJson(call, interaction, type, message));
}

function isPrivate(answer: Answer): boolean {
  if (answer.type === "message" || answer.type === "deferred") return answer.isPrivate;
  return answer.type === "modal" || answer.type === "choices";
}

function giveAnswer(
  call: RestCall,
  interaction: StoredInteraction,
  type: KnownResponse,
  data: JsonObject,
): Given {
  switch (type) {
    case response.ChannelMessageWithSource: {
      const message = answerWithMessage(call, interaction, data);
      const shown = shownMessage(message);
      return { answer: { type: "message", isPrivate: shown.isPrivate, message: shown }, message };
    }
    case response.DeferredChannelMessageWithSource: {
      const message = answerWithMessage(call, interaction, data, MessageFlags.Loading);
      const shown = shownMessage(message);
      return { answer: { type: "deferred", isPrivate: shown.isPrivate, message: shown }, message };
    }
    case response.DeferredMessageUpdate:
      return { answer: { type: "deferred-update" }, message: sourceOf(call, interaction) };
    case response.UpdateMessage: {
      const message = sourceOf(call, interaction);
      editAnswer(call, interaction, message, data);
      return { answer: { type: "update", message: shownMessage(message) }, message };
    }
    case response.Modal:
      return { answer: openModal(call, interaction, data), message: null };
    case response.ApplicationCommandAutocompleteResult:
      return { answer: { type: "choices", choices: objectsIn(data.choices) }, message: null };
  }
}

function sourceOf(call: RestCall, interaction: StoredInteraction): StoredMessage {
  const message = originalOf(call, { ...interaction, originalId: interaction.sourceId });
  interaction.messageIds.add(message.id);
  return message;
}

function openModal({ state }: RestCall, interaction: StoredInteraction, data: JsonObject): Answer {
  const modal = { ...data, components: standingComponents(objectsIn(data.components)) };
  state.interactions.modals.set(interaction.personId, { json: modal, interaction });
  return { type: "modal", modal };
}

function callbackJson(
  { state }: RestCall,
  { id, type, channelId, guildId }: StoredInteraction,
  answered: KnownResponse,
  message: StoredMessage | null,
): JsonObject {
  const shown = message ? messageJson(state, message, { seesContent: true }) : null;
  const isUpdate = answered === response.UpdateMessage || answered === response.DeferredMessageUpdate;
  return {
    interaction: {
      id,
      type,
      channel_id: channelId,
      ...(guildId === null ? {} : { guild_id: guildId }),
      ...(message
        ? {
            response_message_id: message.id,
            response_message_loading: Boolean(message.flags & MessageFlags.Loading),
            response_message_ephemeral: message.onlyFor !== null,
          }
        : {}),
    },
    ...(shown ? { resource: { type: isUpdate ? 7 : 4, message: shown } } : {}),
  };
}
