import { isObject, type JsonObject, objectsIn } from "../../messages-server/json-value.ts";

/** What somebody fills in: by action id or block id, a text, an option's value, or several of them. */
export type Fields = Readonly<Record<string, string | readonly string[]>>;

/**
 * The values of a modal's inputs as a payload bears them. What is not named keeps what it starts with.
 * Throws where Slack would not let it be submitted.
 */
export function formValues(blocks: readonly JsonObject[], fields: Fields): JsonObject {
  const unused = new Set(Object.keys(fields));
  const values = blocks.flatMap((block): [string, JsonObject][] => {
    const { element } = block;
    if (block.type !== "input" || !isObject(element)) return [];
    const [blockId, actionId] = [String(block.block_id), String(element.action_id)];
    const field = fields[actionId] ?? fields[blockId];
    unused.delete(actionId);
    unused.delete(blockId);
    const value = inputValue(element, field);
    if (value === null && block.optional !== true) throw new Error(`The form demands ${actionId}`);
    return [[blockId, { [actionId]: value ?? emptyValue(element) }]];
  });
  const [stranger] = unused;
  if (stranger !== undefined) throw new Error(`The form has no field ${stranger}`);
  return Object.fromEntries(values);
}

/** The value of an input, or null where it is empty. */
function inputValue(element: JsonObject, field: Fields[string] | undefined): JsonObject | null {
  const { type } = element;
  const chosen = field === undefined ? undefined : [field].flat();
  switch (type) {
    case "static_select":
    case "radio_buttons": {
      const option = chosen ? chosen.map((value) => optionOf(element, value))[0] : element.initial_option;
      return option ? { type, selected_option: option } : null;
    }
    case "checkboxes":
    case "multi_static_select": {
      const options = chosen ? chosen.map((value) => optionOf(element, value)) : element.initial_options;
      return Array.isArray(options) && options.length > 0 ? { type, selected_options: options } : null;
    }
    default: {
      const value = chosen?.[0] ?? element.initial_value;
      return typeof value === "string" && value !== ""
        ? { type, value: lengthChecked(element, value) }
        : null;
    }
  }
}

function emptyValue({ type }: JsonObject): JsonObject {
  if (type === "static_select" || type === "radio_buttons") return { type, selected_option: null };
  if (type === "checkboxes" || type === "multi_static_select") return { type, selected_options: [] };
  return { type, value: null };
}

function optionOf(element: JsonObject, value: string): JsonObject {
  const grouped = objectsIn(element.option_groups).flatMap(({ options }) => objectsIn(options));
  const option = [...objectsIn(element.options), ...grouped].find((one) => one.value === value);
  if (!option) throw new Error(`The field ${String(element.action_id)} has no option ${value}`);
  return option;
}

function lengthChecked({ max_length, min_length }: JsonObject, value: string): string {
  const most = typeof max_length === "number" ? max_length : 3000;
  const least = typeof min_length === "number" ? min_length : 0;
  if (value.length > most || value.length < least)
    throw new Error(`The form takes ${least} to ${most} characters`);
  return value;
}
