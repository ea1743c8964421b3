import { isObject, type JsonObject, objectsIn } from "../../fakes/messages-server/json-value.ts";
import type { SeenButton, SeenPart } from "./chat-office.ts";

// https://discord.com/developers/docs/components/reference
const buttonType = 2;
const separatorType = 14;
const containerType = 17;

/** Every object in components, in the order in which they are read. */
function allIn(components: unknown): JsonObject[] {
  if (Array.isArray(components)) return components.flatMap(allIn);
  if (!isObject(components)) return [];
  const inner = [components.components, components.component, components.accessory];
  return [components, ...inner.flatMap(allIn)];
}

/** As Discord shows it: a backslash before a sign takes its meaning away. */
function shown(text: string): string {
  return text.replace(/\\([^0-9A-Za-z\s])/gu, "$1");
}

/** Every word in components: texts, labels and descriptions of forms. */
export function wordsIn(components: unknown): string {
  return allIn(components)
    .flatMap(({ type, content, label, description, value }) =>
      [content, type === buttonType ? undefined : label, description, value].filter(
        (text) => typeof text === "string",
      ),
    )
    .map(shown)
    .join("\n");
}

/** Every button in components, in order. */
export function buttonsIn(components: unknown): SeenButton[] {
  return allIn(components).flatMap(({ type, custom_id: id, label }) => {
    const [, action = "", value = ""] = /^(reverie:[^:]+):(.*)$/su.exec(String(id)) ?? [];
    return type === buttonType && action !== "" ? [{ action, label: String(label), value }] : [];
  });
}

function partOf(components: unknown): SeenPart {
  return { words: wordsIn(components), buttons: buttonsIn(components) };
}

/** What a message says: its content, then its components. */
export function wordsOf({ content, components }: { readonly content: string; readonly components: unknown }) {
  return [shown(content), wordsIn(components)].filter((part) => part !== "").join("\n");
}

/** A card's parts stand between its separators. */
export function sectionsIn(components: unknown): SeenPart[] {
  const container = objectsIn(components).find(({ type }) => type === containerType);
  if (!container) return [];
  const parts: JsonObject[][] = [[]];
  for (const component of objectsIn(container.components)) {
    if (component.type === separatorType) parts.push([]);
    else parts.at(-1)?.push(component);
  }
  return parts.map(partOf);
}
