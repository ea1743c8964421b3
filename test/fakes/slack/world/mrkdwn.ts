const control = /<(?:[@#!][^<>]*|(?:https?|mailto|tel|slack):[^<>]*)>/giu;
const bareUrl = /\bhttps?:\/\/[^\s<>|]+/giu;

/** A text as Slack keeps what an app posted: loose signs escaped, bare URLs linked. */
export function textAsStored(text: string): string {
  let stored = "";
  let end = 0;
  for (const match of text.matchAll(control)) {
    stored += plainAsStored(text.slice(end, match.index)) + match[0];
    end = match.index + match[0].length;
  }
  return stored + plainAsStored(text.slice(end));
}

function plainAsStored(text: string): string {
  return text
    .replaceAll(/&(?!amp;|lt;|gt;)/gu, "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(bareUrl, (url) => `<${url}>`);
}
