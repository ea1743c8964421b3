import { brokenAddresses, cleanText, withoutMentions } from "../../../core/text/safe-markdown/clean-text.ts";

/**
 * Plain words for the `text` of a message, which notifications and screen readers use. Nothing in it is a
 * link or a mention, and the three signs that Slack reads as markup are escaped.
 */
export function safeFallback(text: string): string {
  return escapeSigns(brokenAddresses(withoutMentions(cleanText(text))));
}

function escapeSigns(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
