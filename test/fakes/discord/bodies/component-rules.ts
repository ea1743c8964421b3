import { ButtonStyle, ComponentType as type } from "discord-api-types/v10";
import { type JsonObject, objectsIn } from "../../messages-server/json-value.ts";
import type { FormFault } from "../schema/form-fault.ts";
import { limits } from "./limits.ts";
import { allComponents, type Placed } from "./walk-components.ts";

const components = ["components"];

/** What is wrong with a message's components, beyond their shape. `isSecond`: of the second version. */
export function componentFaults(given: unknown, isSecond: boolean): readonly FormFault[] {
  const placed = allComponents(given);
  return [
    ...(isSecond ? secondVersionFaults(placed) : firstVersionFaults(given)),
    ...placed.flatMap(singleFaults),
    ...repeatedFaults(placed, "custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED"),
    ...repeatedFaults(placed, "id", "COMPONENT_ID_DUPLICATED"),
  ];
}

function secondVersionFaults(placed: readonly Placed[]): readonly FormFault[] {
  const texts = placed.filter(({ component }) => component.type === type.TextDisplay);
  const length = texts.reduce((sum, { component }) => sum + String(component.content).length, 0);
  const { components: most, displayedLength } = limits;
  return [
    ...fault(
      placed.length > most,
      components,
      "COMPONENT_MAX_TOTAL_COMPONENTS",
      `Must be ${most} or fewer in total.`,
    ),
    ...fault(
      length > displayedLength,
      components,
      "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
      `Text must be ${displayedLength} or fewer in total.`,
    ),
  ];
}

function firstVersionFaults(given: unknown): readonly FormFault[] {
  const rows = objectsIn(given);
  return [
    ...fault(
      rows.length > limits.rows,
      components,
      "BASE_TYPE_BAD_LENGTH",
      `Must be ${limits.rows} or fewer.`,
    ),
    ...rows.flatMap((row, index) =>
      fault(
        row.type !== type.ActionRow,
        ["components", index, "type"],
        "UNION_TYPE_CHOICES",
        "Only rows are taken without the flag for components of the second version.",
      ),
    ),
  ];
}

function singleFaults({ component, path }: Placed): readonly FormFault[] {
  switch (component.type) {
    case type.ActionRow:
      return rowFaults(component, path);
    case type.Button:
      return buttonFaults(component, path);
    case type.StringSelect:
      return selectFaults(component, path);
    default:
      return [];
  }
}

function rowFaults(row: JsonObject, path: Placed["path"]): readonly FormFault[] {
  const inner = objectsIn(row.components);
  const isMixed = inner.length > 1 && inner.some((one) => one.type !== type.Button);
  return fault(
    isMixed,
    [...path, "components"],
    "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
    "A row holds buttons, or one select.",
  );
}

function buttonFaults(button: JsonObject, path: Placed["path"]): readonly FormFault[] {
  const { style, custom_id, url, sku_id, label, emoji } = button;
  if (style === ButtonStyle.Premium) {
    return fault(!sku_id, [...path, "sku_id"], "BASE_TYPE_REQUIRED", "This field is required");
  }
  const isLink = style === ButtonStyle.Link;
  const [needed, foreign] = isLink ? ["url", "custom_id"] : ["custom_id", "url"];
  const [has, hasForeign] = isLink ? [url, custom_id] : [custom_id, url];
  return [
    ...fault(!has, [...path, needed ?? ""], "BASE_TYPE_REQUIRED", "A custom id or a url is required."),
    ...fault(
      Boolean(hasForeign),
      [...path, foreign ?? ""],
      "BUTTON_COMPONENT_CUSTOM_ID_AND_URL",
      "Not both.",
    ),
    ...fault(
      !label && !emoji,
      [...path, "label"],
      "BUTTON_COMPONENT_INVALID_EMPTY",
      "A label or emoji is required.",
    ),
  ];
}

function selectFaults(select: JsonObject, path: Placed["path"]): readonly FormFault[] {
  const values = objectsIn(select.options).map(({ value }) => value);
  const least = typeof select.min_values === "number" ? select.min_values : 1;
  const most = typeof select.max_values === "number" ? select.max_values : 1;
  return [
    ...fault(
      new Set(values).size < values.length,
      [...path, "options"],
      "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
      "The values are not unique.",
    ),
    ...fault(
      least > most || most > values.length,
      [...path, "max_values"],
      "SELECT_COMPONENT_MAX_VALUES_OUT_OF_RANGE",
      "More than there are options, or less than the least.",
    ),
  ];
}

/** The places whose `key` stood before. */
export function repeatedFaults(placed: readonly Placed[], key: string, code: string): readonly FormFault[] {
  const seen = new Set<unknown>();
  return placed.flatMap(({ component, path }) => {
    const value = component[key];
    // Discord gives numbers to those that have none or 0.
    if (value === undefined || value === null || value === 0) return [];
    const isRepeated = seen.has(value);
    seen.add(value);
    return fault(isRepeated, [...path, key], code, "It is in use by another component.");
  });
}

/** A fault where something is so. */
export function fault(
  isSo: boolean,
  path: FormFault["path"],
  code: string,
  message: string,
): readonly FormFault[] {
  return isSo ? [{ path, code, message }] : [];
}
