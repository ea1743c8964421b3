import {
  ApplicationCommandAutocompleteCallbackRequestSchema,
  CreateMessageInteractionCallbackRequestSchema,
  ModalInteractionCallbackRequestSchema,
  UpdateMessageInteractionCallbackRequestSchema,
} from "discord-api-spec/zod";
import { InteractionType as kind, InteractionResponseType as response } from "discord-api-types/v10";
import { isObject, type JsonObject } from "../../messages-server/json-value.ts";
import { shapeFaults } from "../schema/check-shape.ts";
import type { FormFault } from "../schema/form-fault.ts";
import type { StoredInteraction } from "../world/interaction-store.ts";
import { modalFaults } from "./modal-body.ts";

const schemas = {
  [response.ChannelMessageWithSource]: CreateMessageInteractionCallbackRequestSchema,
  [response.DeferredChannelMessageWithSource]: CreateMessageInteractionCallbackRequestSchema,
  [response.DeferredMessageUpdate]: UpdateMessageInteractionCallbackRequestSchema,
  [response.UpdateMessage]: UpdateMessageInteractionCallbackRequestSchema,
  [response.ApplicationCommandAutocompleteResult]: ApplicationCommandAutocompleteCallbackRequestSchema,
  [response.Modal]: ModalInteractionCallbackRequestSchema,
} as const;

/** A first answer that the fake knows. */
export type KnownResponse = keyof typeof schemas;

const toMessages: readonly KnownResponse[] = [
  response.ChannelMessageWithSource,
  response.DeferredChannelMessageWithSource,
];
const inPlace: readonly KnownResponse[] = [response.DeferredMessageUpdate, response.UpdateMessage];

/** What is wrong with a first answer to an interaction. What is said in a message is judged as one. */
export function callbackFaults(body: JsonObject, interaction: StoredInteraction): readonly FormFault[] {
  const { type } = body;
  const taken = answersTo(interaction);
  if (!isKnown(type) || !taken.includes(type)) {
    return [
      { path: ["type"], code: "BASE_TYPE_CHOICES", message: `Value must be one of (${taken.join(", ")}).` },
    ];
  }
  if (type === response.Modal) {
    const shape = shapeFaults(schemas[type], body);
    return shape.length > 0 ? shape : modalFaults(body.data);
  }
  if (type === response.ApplicationCommandAutocompleteResult) return shapeFaults(schemas[type], body);
  const data = isObject(body.data) ? {} : body.data;
  return shapeFaults(schemas[type], { ...body, ...(data === undefined ? {} : { data }) });
}

/** Whether a number names a first answer that the fake knows. */
export function isKnown(type: unknown): type is KnownResponse {
  return typeof type === "number" && Object.hasOwn(schemas, type);
}

function answersTo({ type, isFromMessage }: StoredInteraction): readonly KnownResponse[] {
  switch (type) {
    case kind.ApplicationCommandAutocomplete:
      return [response.ApplicationCommandAutocompleteResult];
    case kind.MessageComponent:
      return [...toMessages, ...inPlace, response.Modal];
    case kind.ModalSubmit:
      return isFromMessage ? [...toMessages, ...inPlace] : toMessages;
    default:
      return [...toMessages, response.Modal];
  }
}
