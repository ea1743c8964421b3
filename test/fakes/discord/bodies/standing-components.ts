import { ComponentType as type } from "discord-api-types/v10";
import { isObject, type JsonObject, objectsIn } from "../../messages-server/json-value.ts";

/** Components as they stand in a message: with ids, and with what Discord adds where nothing was said. */
export function standingComponents(given: readonly JsonObject[]): JsonObject[] {
  let last = 0;
  const stand = (component: JsonObject): JsonObject => {
    const present = Object.fromEntries(Object.entries(component).filter(([, value]) => value !== null));
    last += 1;
    const id = typeof component.id === "number" && component.id > 0 ? component.id : last;
    const inner = Array.isArray(component.components)
      ? { components: objectsIn(component.components).map(stand) }
      : {};
    const single = ["accessory", "component"].flatMap((key) => {
      const one = component[key];
      return isObject(one) ? [[key, stand(one)]] : [];
    });
    return {
      ...added(component),
      ...present,
      id,
      ...media(component),
      ...inner,
      ...Object.fromEntries(single),
    };
  };
  return given.map(stand);
}

function added(component: JsonObject): JsonObject {
  switch (component.type) {
    case type.StringSelect:
    case type.UserSelect:
    case type.RoleSelect:
    case type.MentionableSelect:
    case type.ChannelSelect:
      return { min_values: 1, max_values: 1 };
    case type.Separator:
      return { spacing: 1, divider: true };
    case type.Container:
      return { accent_color: null, spoiler: false };
    case type.Thumbnail:
      return { description: null, spoiler: false };
    case type.TextInput:
      return { label: null, min_length: null, max_length: null, required: true };
    default:
      return {};
  }
}

function media(component: JsonObject): JsonObject {
  const shown = (one: unknown) => (isObject(one) ? { id: "0", url: one.url, proxy_url: one.url } : one);
  if (component.media) return { media: shown(component.media) };
  if (component.file) return { file: shown(component.file) };
  if (!component.items) return {};
  return {
    items: objectsIn(component.items).map((item) => ({
      description: null,
      spoiler: false,
      ...item,
      media: shown(item.media),
    })),
  };
}
