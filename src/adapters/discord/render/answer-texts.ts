import { isBlank } from "../../../core/text/is-blank.ts";
import type { AllowedHosts } from "../../../core/text/safe-markdown/addresses.ts";
import { partTexts, splitMarkdown } from "../../../core/text/split-markdown.ts";
import { shorten } from "../../../core/text/tokens.ts";
import { discordMarkdown } from "./discord-markdown.ts";
import { safeText } from "./safe-text.ts";
import { shortVerbatim } from "./verbatim.ts";

/** The longest part of an answer, in UTF-16 units: a message takes 2,000, and small print stands below. */
const partLimit = 1_900;

/** Where a text is split at first: what makes it safe needs room as well. */
const firstRoom = 1_800;

const leastRoom = 100;

/**
 * An answer in Markdown as the texts of the messages that say it, in order. Each is safe and at most 1,900
 * UTF-16 units long; of a plain text they are the text when joined. Empty for a text that shows nothing.
 */
export function answerTexts(text: string, hosts: AllowedHosts): readonly string[] {
  if (isBlank(text)) return [];
  return partsOf(discordMarkdown(text), firstRoom, hosts).filter((part) => !isBlank(part));
}

function partsOf(text: string, room: number, hosts: AllowedHosts): string[] {
  return partTexts(splitMarkdown(text, room)).flatMap((part) => {
    const safe = safeText(part, hosts);
    if (safe.length <= partLimit) return [safe];
    // Of so short a text the words are left, whatever it was that had to be made safe.
    if (room <= leastRoom) return [shortVerbatim(part, partLimit)];
    return partsOf(part, Math.max(leastRoom, Math.floor(room / 2)), hosts);
  });
}

/** The start of a text in Markdown as one safe text of at most so many UTF-16 units; empty where it shows nothing. */
export function oneText(text: string, units: number, hosts: AllowedHosts): string {
  if (isBlank(text)) return "";
  const markdown = discordMarkdown(shorten(text, units * 2));
  for (let room = units; room >= 1; room = Math.floor(room / 2)) {
    const safe = safeText(shorten(markdown, room), hosts);
    if (safe.length <= units) return isBlank(safe) ? "" : safe;
  }
  return "";
}
