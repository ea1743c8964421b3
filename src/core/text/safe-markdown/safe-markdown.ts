import type { AllowedHosts } from "./addresses.ts";
import { cleanText } from "./clean-text.ts";
import { scanMarkdown } from "./markdown-scan.ts";

/**
 * Markdown that pings nobody and makes no platform fetch anything: mentions are broken by a word joiner, links
 * to other hosts than the given ones are shown as code. Readers see the same words; code stays as it is but
 * for mentions.
 */
export function safeMarkdown(text: string, hosts: AllowedHosts): string {
  return scanMarkdown(cleanText(text), hosts, true);
}
