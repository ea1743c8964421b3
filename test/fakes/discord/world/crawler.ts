import { isObject, type JsonObject } from "../../messages-server/json-value.ts";
import { withoutCode } from "./mentions.ts";

const url = /<?https?:\/\/[^\s<>|"'`()[\]]+>?/giu;
const ownHosts = /^https?:\/\/(?:[^/]+\.)?discord(?:app)?\.com\//u;

/** The URLs in a text that Discord would look at: none in code, none in angle brackets, none of its own. */
export function urlsInText(text: string): string[] {
  return (withoutCode(text).match(url) ?? [])
    .filter((one) => !(one.startsWith("<") && one.endsWith(">")))
    .map((one) => one.replace(/^<|>$|[.,;:!?]+$/gu, ""))
    .filter((one) => !ownHosts.test(one));
}

/** The images that components and embeds bring in, which Discord fetches whatever the flags say. */
export function mediaIn(parts: readonly JsonObject[]): string[] {
  const found: string[] = [];
  const look = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(look);
    if (!isObject(value)) return;
    for (const key of ["media", "file", "image", "thumbnail"]) {
      const media = value[key];
      if (isObject(media) && typeof media.url === "string" && /^https?:/u.test(media.url))
        found.push(media.url);
    }
    Object.values(value).forEach(look);
  };
  look(parts);
  return found;
}
