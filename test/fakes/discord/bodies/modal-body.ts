import { ComponentType as type } from "discord-api-types/v10";
import { isObject, type JsonObject, objectsIn } from "../../messages-server/json-value.ts";
import type { FormFault } from "../schema/form-fault.ts";
import { fault, repeatedFaults } from "./component-rules.ts";
import { limits } from "./limits.ts";
import { allComponents } from "./walk-components.ts";

/** What is wrong with a form, beyond its shape. Labels and texts are all that it may hold. */
export function modalFaults(data: unknown): readonly FormFault[] {
  if (!isObject(data)) return [];
  const components = objectsIn(data.components);
  const most = limits.modalComponents;
  const path = ["data", "components"];
  return [
    ...fault(
      components.length > most,
      path,
      "BASE_TYPE_BAD_LENGTH",
      `Must be between 1 and ${most} in length.`,
    ),
    ...components.flatMap((one, index) => [
      ...fault(
        one.type === type.ActionRow,
        [...path, index, "type"],
        "UNION_TYPE_CHOICES",
        "Text inputs stand in labels; rows of them are of old.",
      ),
      ...labelFaults(one, [...path, index]),
    ]),
    ...repeatedFaults(allComponents(components, path), "custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED"),
  ];
}

function labelFaults(label: JsonObject, path: FormFault["path"]): readonly FormFault[] {
  const { component } = label;
  if (label.type !== type.Label || !isObject(component) || component.type !== type.TextInput) return [];
  const { label: inner, min_length, max_length, value } = component;
  const least = typeof min_length === "number" ? min_length : 0;
  const most = typeof max_length === "number" ? max_length : 4000;
  const length = typeof value === "string" ? value.length : null;
  const place = [...path, "component"];
  return [
    ...fault(Boolean(inner), [...place, "label"], "TEXT_INPUT_LABEL", "The label around it says what it is."),
    ...fault(least > most, [...place, "min_length"], "BASE_TYPE_MAX", "More than max_length."),
    ...fault(
      length !== null && (length > most || length < least),
      [...place, "value"],
      "BASE_TYPE_BAD_LENGTH",
      `Must be between ${least} and ${most} in length.`,
    ),
  ];
}
