import { MessageFlags } from "discord-api-types/v10";
import { sendDeleted } from "../gateway/message-events.ts";
import { app } from "../world/identity.ts";
import type { StoredInteraction } from "../world/interaction-store.ts";
import { messageJson } from "../world/message-json.ts";
import { channelOf } from "../world/state.ts";
import type { StoredMessage } from "../world/stored-message.ts";
import { answerWithMessage, editAnswer, noteAnswer, originalOf } from "./answer-interaction.ts";
import { DiscordError } from "./discord-error.ts";
import { bodyOf, parameter, type RestCall, type Route } from "./route.ts";

const path = "/webhooks/:webhook/:token";
const lifeMs = 15 * 60 * 1000;

/** What follows the first answer to an interaction, by its token. */
export const webhookRoutes: readonly Route[] = [
  { method: "POST", path, isOpen: true, run: followUp },
  { method: "GET", path: `${path}/messages/:message`, isOpen: true, run: read },
  { method: "PATCH", path: `${path}/messages/:message`, isOpen: true, run: change },
  { method: "DELETE", path: `${path}/messages/:message`, isOpen: true, run: remove },
];

/** The interaction of the token. It is a way in only once it was answered, and for 15 minutes. */
function interactionOf(call: RestCall): StoredInteraction {
  if (parameter(call, "webhook") !== app.id) throw new DiscordError(10015);
  const { interactions, time } = call.state;
  const interaction = interactions.byToken(parameter(call, "token"));
  if (!interaction || time.now() - interaction.createdAt > lifeMs) throw new DiscordError(50027);
  if (interaction.state !== "answered") throw new DiscordError(10015);
  return interaction;
}

function followUp(call: RestCall): unknown {
  const interaction = interactionOf(call);
  const body = bodyOf(call);
  const waiting = call.state.messages.find(interaction.channelId, interaction.originalId ?? "");
  if (waiting && waiting.flags & MessageFlags.Loading) {
    // The first message after a deferral takes its place, whoever it says it is for.
    const { flags, ...rest } = body;
    const kept = typeof flags === "number" ? flags & ~MessageFlags.Ephemeral : 0;
    editAnswer(call, interaction, waiting, kept === 0 ? rest : { ...rest, flags: kept });
    noteAnswer(call, interaction, "follow-up", waiting.onlyFor !== null);
    return shown(call, waiting);
  }
  const message = answerWithMessage(call, interaction, body);
  noteAnswer(call, interaction, "follow-up", message.onlyFor !== null);
  return shown(call, message);
}

function messageOf(call: RestCall, interaction: StoredInteraction): StoredMessage {
  const asked = parameter(call, "message");
  if (asked === "@original") return originalOf(call, interaction);
  const found = call.state.messages.find(interaction.channelId, asked);
  if (!found || !interaction.messageIds.has(asked)) throw new DiscordError(10008);
  return found;
}

function read(call: RestCall): unknown {
  return shown(call, messageOf(call, interactionOf(call)));
}

function change(call: RestCall): unknown {
  const interaction = interactionOf(call);
  const message = messageOf(call, interaction);
  editAnswer(call, interaction, message, bodyOf(call));
  noteAnswer(call, interaction, "edit", message.onlyFor !== null);
  return shown(call, message);
}

function remove(call: RestCall): unknown {
  const interaction = interactionOf(call);
  const message = messageOf(call, interaction);
  call.state.messages.remove(interaction.channelId, message.id);
  sendDeleted(call, channelOf(call.state, interaction.channelId), message);
  return null;
}

function shown({ state }: RestCall, message: StoredMessage): unknown {
  return messageJson(state, message, { seesContent: true });
}
