import { MessageFlags } from "discord.js";
import { ModalInteractionCallbackRequestSchema } from "discord-api-spec/zod";
import type { DiscordMessageBody } from "../../../../src/adapters/discord/render/discord-message-body.ts";
import { readMessage, type Surface } from "../../../fakes/discord/bodies/message-body.ts";
import { modalFaults as formFaults } from "../../../fakes/discord/bodies/modal-body.ts";
import { shapeFaults } from "../../../fakes/discord/schema/check-shape.ts";
import { faultLine } from "../../../fakes/discord/schema/form-fault.ts";
import { isObject } from "../../../fakes/messages-server/json-value.ts";

/** Every object inside of a value, the value first. */
function objectsIn(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  return isObject(value) ? [value, ...Object.values(value).flatMap(objectsIn)] : [];
}

/** The components of a body with those inside of them. */
export function componentsIn(value: unknown): Record<string, unknown>[] {
  return objectsIn(value).filter(({ type }) => typeof type === "number");
}

/** The texts of a body that Discord reads as Markdown, in order. */
export function textsOf(body: DiscordMessageBody): string[] {
  const displays = componentsIn(body.components).map(({ content }) => content);
  return [body.content, ...displays].filter((text) => typeof text === "string");
}

/** What Discord would refuse about a message, each in a line. */
export function bodyFaults(body: DiscordMessageBody): string[] {
  const isV2 = (body.flags & MessageFlags.IsComponentsV2) !== 0;
  return [
    ...refusals(body),
    ...(isV2 ? componentFaults(body) : contentFaults(body)),
    ...buttonFaults(body),
    ...(JSON.stringify(body).isWellFormed() ? [] : ["not well formed"]),
    ...(body.allowed_mentions.parse?.length === 0 ? [] : ["may ping"]),
    ...(body.flags & MessageFlags.SuppressEmbeds ? [] : ["may fetch previews"]),
  ];
}

/** What the fake says where it refuses the body. */
function refusals(body: DiscordMessageBody): string[] {
  const isPrivate = (body.flags & MessageFlags.Ephemeral) !== 0;
  const surfaces: Surface[] = isPrivate ? ["interaction"] : ["message", "edit", "interaction"];
  return surfaces.flatMap((surface) => {
    try {
      readMessage(JSON.parse(JSON.stringify(body)), surface);
      return [];
    } catch (error) {
      return [`${surface}: ${JSON.stringify(error)}`];
    }
  });
}

function contentFaults({ content = "", components }: DiscordMessageBody): string[] {
  return [
    ...(content.trim() === "" ? ["Cannot send an empty message"] : []),
    ...(content.length > 2_000 ? [`content of ${content.length}`] : []),
    ...(components.length > 5 ? [`${components.length} rows`] : []),
    ...components.filter(({ type }) => type !== 1).map(({ type }) => `component ${type} below a content`),
  ];
}

function componentFaults(body: DiscordMessageBody): string[] {
  const count = componentsIn(body.components).length;
  const texts = textsOf(body);
  const units = texts.join("").length;
  const bytes = Buffer.byteLength(texts.join("")) + 12 * texts.length;
  return [
    ...("content" in body ? ["content beside components"] : []),
    ...(count > 40 || count === 0 ? [`${count} components`] : []),
    ...(units > 4_000 ? [`texts of ${units}`] : []),
    ...(bytes > 10_170 ? [`texts of ${bytes} bytes`] : []),
    ...texts.filter((text) => text.trim() === "").map(() => "empty text display"),
  ];
}

function buttonFaults({ components }: DiscordMessageBody): string[] {
  const all = componentsIn(components);
  const ids = all.flatMap(({ custom_id }) => (typeof custom_id === "string" ? [custom_id] : []));
  const rows = all.filter(({ type }) => type === 1);
  const labels = all.filter(({ type }) => type === 2).map(({ label }) => String(label));
  return [
    ...(new Set(ids).size < ids.length ? ["an id twice"] : []),
    ...ids.filter((id) => id.length < 1 || id.length > 100).map((id) => `id of ${id.length}`),
    ...labels.filter((label) => label.trim() === "" || label.length > 80).map((label) => `label ${label}`),
    ...rows
      .map((row) => (Array.isArray(row.components) ? row.components.length : 0))
      .filter((count) => count < 1 || count > 5)
      .map((count) => `row of ${count}`),
  ];
}

/** What Discord would refuse about a modal, each in a line. */
export function modalFaults(modal: object): string[] {
  const sent: unknown = JSON.parse(JSON.stringify({ type: 9, data: modal }));
  const inputs = componentsIn(sent).filter(({ custom_id }) => typeof custom_id === "string");
  const labels = componentsIn(sent).filter(({ type }) => type === 18);
  return [
    ...shapeFaults(ModalInteractionCallbackRequestSchema, sent).map(faultLine),
    ...formFaults(JSON.parse(JSON.stringify(modal))).map(faultLine),
    ...(labels.length < 1 || labels.length > 5 ? [`${labels.length} fields`] : []),
    ...labels.filter(({ label }) => !isWithin(label, 45)).map(({ label }) => `label ${label}`),
    ...labels
      .filter(({ description }) => description !== undefined && !isWithin(description, 100))
      .map(({ description }) => `description ${description}`),
    ...inputs.filter(({ custom_id }) => !isWithin(custom_id, 100)).map(() => "id"),
    ...inputs.flatMap(inputFaults),
    ...(JSON.stringify(modal).isWellFormed() ? [] : ["not well formed"]),
  ];
}

function inputFaults({ type, value, max_length, options }: Record<string, unknown>): string[] {
  if (type === 4) {
    const limit = Number(max_length);
    const isTooLong = typeof value === "string" && value.length > limit;
    return limit < 1 || limit > 4_000 || isTooLong ? [`text input of ${limit}`] : [];
  }
  const choices = objectsIn(options);
  const values = new Set(choices.map(({ value }) => value));
  return [
    ...(choices.length < 1 || choices.length > 25 ? [`${choices.length} options`] : []),
    ...(values.size < choices.length ? ["an option twice"] : []),
    ...choices
      .filter(({ label, value }) => !isWithin(label, 100) || !isWithin(value, 100))
      .map(() => "option"),
  ];
}

function isWithin(text: unknown, limit: number): boolean {
  return typeof text === "string" && text.trim() !== "" && text.length <= limit;
}
