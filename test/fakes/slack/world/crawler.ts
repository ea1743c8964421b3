import type { JsonObject } from "../../messages-server/json-value.ts";
import { typedObjects } from "../blocks/measure.ts";
import { teamUrl } from "./identity.ts";

const fences = /(`{3,}|~{3,})[\s\S]*?(?:\1|$)/gu;
const spans = /(`+)(?!`)[^\n]*?[^`]\1(?!`)/gu;
const url = /https?:\/\/[^\s<>|"'`()[\]]+/giu;

/** The URLs in a text that Slack would look at. None in code, and none of Slack's own. */
export function urlsInText(text: string): string[] {
  const bare = text.replaceAll(fences, " ").replaceAll(spans, " ");
  return (bare.match(url) ?? [])
    .filter((one) => !one.startsWith(teamUrl))
    .map((one) => one.replace(/[.,;:!?]+$/u, ""));
}

/** The URLs in blocks that Slack would look at: of mrkdwn, markdown, rich links and images. */
export function urlsInBlocks(blocks: readonly JsonObject[]): string[] {
  return typedObjects(blocks).flatMap(([, object]) => {
    if (object.type === "mrkdwn" || object.type === "markdown") return urlsInText(String(object.text));
    return object.type === "link" ? urlsInText(String(object.url)) : [];
  });
}

/** The images in blocks, which Slack fetches whatever a message says about unfurling. */
export function imagesInBlocks(blocks: readonly JsonObject[]): string[] {
  return typedObjects(blocks).flatMap(([, { type, image_url }]) =>
    type === "image" && typeof image_url === "string" ? urlsInText(image_url) : [],
  );
}
