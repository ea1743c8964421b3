import { InteractionType, ComponentType as type } from "discord-api-types/v10";
import { isObject, type JsonObject, objectsIn } from "../../messages-server/json-value.ts";
import type { Sender } from "../gateway/sender.ts";
import { messageJson } from "../world/message-json.ts";
import { channelOf, personOf } from "../world/state.ts";
import { type Interaction, interact } from "./interaction.ts";

/** What somebody fills in, by custom id: a text, one option's value, or several. */
export type Fields = Readonly<Record<string, string | boolean | readonly string[]>>;

/**
 * Somebody submits the form that they look at, which closes it. What is not named stays as the form shows
 * it. Throws where Discord would not let it be submitted.
 */
export function submit(
  sender: Sender,
  { person: reference, fields = {} }: { readonly person: string; readonly fields?: Fields },
): Interaction {
  const { state } = sender;
  const person = personOf(state, reference);
  const modal = state.interactions.modals.get(person.id);
  if (!modal) throw new Error(`${person.name} looks at no form`);
  const { interaction, json } = modal;
  const components = filledIn(objectsIn(json.components), fields);
  state.interactions.modals.delete(person.id);
  const { sourceId, isFromMessage } = interaction;
  const source = isFromMessage ? state.messages.find(interaction.channelId, sourceId ?? "") : undefined;
  return interact(sender, {
    person,
    channel: channelOf(state, interaction.channelId),
    type: InteractionType.ModalSubmit,
    data: { custom_id: json.custom_id, components },
    isFromMessage,
    sourceId: isFromMessage ? sourceId : null,
    ...(source ? { message: messageJson(state, source, { seesContent: true }) } : {}),
  });
}

/** Somebody closes the form that they look at. The app hears nothing of it. */
export function closeModal({ state }: Sender, { person }: { readonly person: string }): void {
  state.interactions.modals.delete(personOf(state, person).id);
}

function filledIn(components: readonly JsonObject[], fields: Fields): JsonObject[] {
  const unused = new Set(Object.keys(fields));
  const filled = components.map((outer) => {
    const { component, id } = outer;
    if (outer.type !== type.Label || !isObject(component)) return { type: outer.type, id };
    const name = String(component.custom_id);
    unused.delete(name);
    const common = { type: component.type, id: component.id, custom_id: component.custom_id };
    return { type: outer.type, id, component: { ...common, ...answerOf(component, fields[name]) } };
  });
  const [stranger] = unused;
  if (stranger !== undefined) throw new Error(`The form has no field ${stranger}`);
  return filled;
}

function answerOf(component: JsonObject, field: Fields[string] | undefined): JsonObject {
  switch (component.type) {
    case type.TextInput:
      return { value: textOf(component, field) };
    case type.Checkbox:
      return { value: field ?? component.default ?? false };
    case type.RadioGroup:
      return { value: chosen(component, field)[0] ?? null };
    default:
      return { values: chosen(component, field) };
  }
}

function textOf(input: JsonObject, field: Fields[string] | undefined): string {
  const value = String(field ?? input.value ?? "");
  const most = typeof input.max_length === "number" ? input.max_length : 4000;
  const least = typeof input.min_length === "number" ? input.min_length : 0;
  if (value === "") requireOptional(input);
  else if (value.length < least || value.length > most) {
    throw new Error(`The form takes ${least} to ${most} characters in ${String(input.custom_id)}`);
  }
  return value;
}

function chosen(component: JsonObject, field: Fields[string] | undefined): readonly string[] {
  const options = objectsIn(component.options);
  const standing = options.filter((one) => one.default === true).map(({ value }) => String(value));
  const values = field === undefined ? standing : [field].flat().map(String);
  const known = options.map(({ value }) => value);
  const stranger = options.length > 0 ? values.find((value) => !known.includes(value)) : undefined;
  if (stranger !== undefined) throw new Error(`${String(component.custom_id)} has no option ${stranger}`);
  if (values.length === 0) requireOptional(component);
  return values;
}

function requireOptional({ required, custom_id }: JsonObject): void {
  if (required !== false) throw new Error(`The form demands ${String(custom_id)}`);
}
