import {
  IncomingWebhookInteractionRequestSchema,
  IncomingWebhookUpdateRequestPartialSchema,
  MessageCreateRequestSchema,
  MessageEditRequestPartialSchema,
} from "discord-api-spec/zod";
import { MessageFlags } from "discord-api-types/v10";
import { isObject, type JsonObject, objectsIn } from "../../messages-server/json-value.ts";
import { refuseFaults } from "../rest/discord-error.ts";
import { shapeFaults } from "../schema/check-shape.ts";
import type { FormFault } from "../schema/form-fault.ts";
import type { AllowedMentions } from "../world/mentions.ts";
import { componentFaults, fault } from "./component-rules.ts";
import { limits, settableFlags } from "./limits.ts";

const surfaces = {
  message: { schema: MessageCreateRequestSchema, flags: settableFlags.message },
  edit: { schema: MessageEditRequestPartialSchema, flags: settableFlags.edit },
  interaction: { schema: IncomingWebhookInteractionRequestSchema, flags: settableFlags.interaction },
  "interaction-edit": { schema: IncomingWebhookUpdateRequestPartialSchema, flags: settableFlags.edit },
} as const;

/** By which way a message is made or changed. */
export type Surface = keyof typeof surfaces;

/** What a call says about a message. Undefined: nothing; null: that there shall be none. */
export interface MessageBody {
  readonly content: string | null | undefined;
  readonly embeds: readonly JsonObject[] | undefined;
  readonly components: readonly JsonObject[] | undefined;
  readonly flags: number | undefined;
  readonly allowedMentions: AllowedMentions | undefined;
  readonly nonce: string | number | null;
  readonly isNonceEnforced: boolean;
  readonly reference: JsonObject | null;
  /** Ids of the attachments to keep, or undefined where the call does not say. */
  readonly attachments: readonly JsonObject[] | undefined;
}

/** Reads a message and refuses what Discord would. `before` are the flags of the message that is changed. */
export function readMessage(given: JsonObject, surface: Surface, before = 0): MessageBody {
  const body = withoutDefaults(given);
  refuseFaults(shapeFaults(surfaces[surface].schema, body));
  refuseFaults(messageFaults(body, surface, before));
  const { nonce, message_reference, allowed_mentions } = body;
  const { content } = body;
  return {
    content: typeof content === "string" ? content.trim() : (content as null | undefined),
    embeds: listIn(body.embeds),
    components: listIn(body.components),
    flags: typeof body.flags === "number" ? body.flags : undefined,
    allowedMentions: isObject(allowed_mentions) ? allowed_mentions : undefined,
    nonce: typeof nonce === "string" || typeof nonce === "number" ? nonce : null,
    isNonceEnforced: body.enforce_nonce === true,
    reference: isObject(message_reference) ? message_reference : null,
    attachments: listIn(body.attachments),
  };
}

/** discord.js says of every message that it is not spoken and its nonce not enforced, even in edits. */
function withoutDefaults({ tts, enforce_nonce, ...rest }: JsonObject): JsonObject {
  return {
    ...rest,
    ...(tts === false || tts === undefined ? {} : { tts }),
    ...(enforce_nonce === false || enforce_nonce === undefined ? {} : { enforce_nonce }),
  };
}

function listIn(value: unknown): readonly JsonObject[] | undefined {
  if (value === null) return [];
  return value === undefined ? undefined : objectsIn(value);
}

function messageFaults(body: JsonObject, surface: Surface, before: number): readonly FormFault[] {
  const flags = typeof body.flags === "number" ? body.flags : 0;
  const isSecond = Boolean((flags | before) & MessageFlags.IsComponentsV2);
  const content = typeof body.content === "string" ? body.content.trim() : "";
  return [
    ...fault(
      content.length > limits.contentLength,
      ["content"],
      "BASE_TYPE_MAX_LENGTH",
      `Must be ${limits.contentLength} or fewer in length.`,
    ),
    ...flagFaults(body, surface, before),
    ...(isSecond ? legacyFaults(body) : []),
    ...(body.components === undefined ? [] : componentFaults(body.components, isSecond)),
    ...embedFaults(body.embeds),
    ...allowanceFaults(body.allowed_mentions),
    ...nonceFaults(body),
  ];
}

function flagFaults({ flags }: JsonObject, surface: Surface, before: number): readonly FormFault[] {
  if (typeof flags !== "number") return [];
  const isUnset = Boolean(before & MessageFlags.IsComponentsV2) && !(flags & MessageFlags.IsComponentsV2);
  return [
    ...fault(
      (flags & ~surfaces[surface].flags) !== 0,
      ["flags"],
      "MESSAGE_FLAGS_INVALID",
      "These flags cannot be set here.",
    ),
    ...fault(isUnset, ["flags"], "MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG", "The flag cannot be removed."),
  ];
}

function legacyFaults(body: JsonObject): readonly FormFault[] {
  const isGiven = (value: unknown) => (Array.isArray(value) ? value.length > 0 : Boolean(value));
  return ["content", "embeds", "sticker_ids", "poll"].flatMap((key) =>
    fault(
      isGiven(body[key]),
      [key],
      "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
      "This field goes not with components of the second version.",
    ),
  );
}

function embedFaults(embeds: unknown): readonly FormFault[] {
  const length = objectsIn(embeds).reduce((sum, embed) => sum + embedLength(embed), 0);
  return fault(
    length > limits.embedsLength,
    ["embeds"],
    "MAX_EMBED_SIZE_EXCEEDED",
    `Embeds are ${limits.embedsLength} or fewer in length together.`,
  );
}

function embedLength({ title, description, footer, author, fields }: JsonObject): number {
  const texts = [
    title,
    description,
    isObject(footer) ? footer.text : "",
    isObject(author) ? author.name : "",
    ...objectsIn(fields).flatMap(({ name, value }) => [name, value]),
  ];
  return texts.reduce<number>((sum, text) => sum + (typeof text === "string" ? text.length : 0), 0);
}

function allowanceFaults(allowed: unknown): readonly FormFault[] {
  if (!isObject(allowed)) return [];
  const parse = Array.isArray(allowed.parse) ? allowed.parse : [];
  return ["users", "roles"].flatMap((key) => {
    const listed = allowed[key];
    return fault(
      parse.includes(key) && Array.isArray(listed) && listed.length > 0,
      ["allowed_mentions"],
      "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
      `parse:["${key}"] and ${key}: [ids...] are mutually exclusive.`,
    );
  });
}

function nonceFaults({ nonce, enforce_nonce }: JsonObject): readonly FormFault[] {
  const isBroken = typeof nonce === "number" && !Number.isInteger(nonce);
  const isMissing = enforce_nonce === true && (nonce === undefined || nonce === null);
  return [
    ...fault(isBroken, ["nonce"], "NONCE_TYPE_TOO_LONG", "Must be a whole number or a short text."),
    ...fault(isMissing, ["nonce"], "BASE_TYPE_REQUIRED", "This field is required"),
  ];
}
