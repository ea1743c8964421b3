import { isObject, type JsonObject, objectsIn } from "../../messages-server/json-value.ts";
import { typedObjects } from "../blocks/measure.ts";

/** What is pressed: an element by its action id and, where several share it, its value. */
export interface Pressed {
  readonly action: string;
  readonly value?: string;
}

/** The entry of `actions` in a payload for what somebody pressed. Throws where there is no such element. */
export function findAction(blocks: readonly JsonObject[], pressed: Pressed, actionTs: string): JsonObject {
  for (const block of blocks) {
    for (const [, element] of typedObjects(block)) {
      if (element.action_id !== pressed.action) continue;
      const action = actionOf(element, pressed.value);
      if (action) {
        const { action_id, type } = element;
        return { action_id, block_id: block.block_id, type, action_ts: actionTs, ...action };
      }
    }
  }
  throw new Error(`Nothing to press: ${pressed.action} ${pressed.value ?? ""}`);
}

function actionOf(element: JsonObject, value: string | undefined): JsonObject | null {
  switch (element.type) {
    case "feedback_buttons":
      return feedbackOf(element, value);
    case "static_select":
    case "overflow":
    case "radio_buttons":
      return optionOf(element, value);
    case "checkboxes":
      return { selected_options: objectsIn(element.options).filter((option) => option.value === value) };
    default:
      if (value !== undefined && element.value !== value) return null;
      return {
        ...presentValue(element),
        text: element.text,
        ...(element.icon ? { icon: element.icon } : {}),
      };
  }
}

function presentValue({ value }: JsonObject): JsonObject {
  return value === undefined ? {} : { value };
}

function feedbackOf(element: JsonObject, value: string | undefined): JsonObject | null {
  const buttons = [element.positive_button, element.negative_button].filter(isObject);
  const button = buttons.find((one) => one.value === value);
  return button ? { value, text: button.text } : null;
}

function optionOf(element: JsonObject, value: string | undefined): JsonObject | null {
  const grouped = objectsIn(element.option_groups).flatMap(({ options }) => objectsIn(options));
  const option = [...objectsIn(element.options), ...grouped].find((one) => one.value === value);
  return option ? { selected_option: option } : null;
}
