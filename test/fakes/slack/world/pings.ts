import { isObject, type JsonObject } from "../../messages-server/json-value.ts";
import { typedObjects } from "../blocks/measure.ts";
import type { Ping } from "./records.ts";

type Found = Pick<Ping, "kind" | "target">;

const live =
  /<(?:!(channel|here|everyone)(?:\|[^>]*)?|!subteam\^([A-Z0-9]+)[^>]*|@([UW][A-Z0-9]+)[^>]*|#(C[A-Z0-9]+)[^>]*)>/gu;
const written = /(?<![\w@])@(channel|here|everyone)\b/gu;

/** Whom a text calls, in mrkdwn or markdown alike. Nothing is hidden in code: whoever quotes must escape. */
export function pingsInText(text: string, linkNames: boolean): Found[] {
  const found = [...text.matchAll(live)].map(([, broadcast, subteam, user, channel]): Found => {
    if (broadcast) return { kind: broadcast as "here", target: "" };
    if (subteam) return { kind: "subteam", target: subteam };
    return user ? { kind: "user", target: user } : { kind: "channel-link", target: channel ?? "" };
  });
  if (!linkNames) return found;
  const names = [...text.matchAll(written)].map(([, kind]): Found => ({ kind: kind as "here", target: "" }));
  return [...found, ...names];
}

/** Whom blocks call: by mrkdwn and markdown, and by the elements of rich text. Plain text calls nobody. */
export function pingsInBlocks(blocks: readonly JsonObject[]): Found[] {
  return typedObjects(blocks).flatMap(([, object]) => pingsInObject(object));
}

function pingsInObject(object: JsonObject): Found[] {
  switch (object.type) {
    case "mrkdwn":
    case "markdown":
      return pingsInText(String(object.text), false);
    case "broadcast":
      return [{ kind: object.range as "here", target: "" }];
    case "user":
      return [{ kind: "user", target: String(object.user_id) }];
    case "usergroup":
      return [{ kind: "subteam", target: String(object.usergroup_id) }];
    default:
      return [];
  }
}

/** All text of attachments that is live. */
export function attachmentTexts(attachments: readonly JsonObject[]): string[] {
  return attachments
    .filter(isObject)
    .flatMap(({ text, pretext }) => [text, pretext].filter((one) => typeof one === "string"));
}
