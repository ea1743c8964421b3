import { isObject, type JsonObject } from "../../messages-server/json-value.ts";

/** A component and where it is. */
export interface Placed {
  readonly component: JsonObject;
  readonly path: readonly (string | number)[];
}

/** All components, those within others after them. */
export function allComponents(components: unknown, path: Placed["path"] = ["components"]): Placed[] {
  if (!Array.isArray(components)) return [];
  return components.flatMap((component, index) => {
    if (!isObject(component)) return [];
    const place = [...path, index];
    const single = ["accessory", "component"].flatMap((key) => {
      const inner = component[key];
      if (!isObject(inner)) return [];
      return [{ component: inner, path: [...place, key] }];
    });
    return [
      { component, path: place },
      ...allComponents(component.components, [...place, "components"]),
      ...single,
    ];
  });
}
