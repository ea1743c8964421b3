import type { AllowedHosts } from "./addresses.ts";
import { brokenAddresses, cleanText, withoutMentions } from "./clean-text.ts";
import { scanMarkdown } from "./markdown-scan.ts";

/**
 * Markdown that pings nobody and makes Slack fetch nothing, for `markdown` blocks and streams: mentions are
 * broken by a word joiner, links to other hosts than the given ones are shown as code. Readers see the same
 * words; code stays as it is but for mentions.
 */
export function safeMarkdown(text: string, hosts: AllowedHosts): string {
  return scanMarkdown(cleanText(text), hosts, true);
}

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
