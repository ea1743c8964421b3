import type { AllowedHosts } from "../../../core/text/safe-markdown/addresses.ts";
import { cleanText } from "../../../core/text/safe-markdown/clean-text.ts";
import { scanMarkdown } from "../../../core/text/safe-markdown/markdown-scan.ts";

/** What may be appended to a streamed message, or that the text no longer continues what was appended. */
export type NextPiece = { readonly type: "append"; readonly piece: string } | { readonly type: "diverged" };

/** What was streamed, and what the model has said by now. */
export interface StreamedText {
  /** The pieces that were appended before, joined. */
  readonly appended: string;
  /** The whole text so far, as it came. */
  readonly text: string;
  /** True once nothing more follows: what was held back comes too. */
  readonly isWhole: boolean;
}

/**
 * The next piece for a message whose appended text can never be taken back. What later text could turn into
 * a mention, an address, a link or code is held back. The pieces together are the safe form of the text.
 * A piece may be longer than Slack takes at once and may be cut between any two characters.
 */
export function nextPiece({ appended, text, isWhole }: StreamedText, hosts: AllowedHosts): NextPiece {
  // The half of a pair and of a line end show what they are with the next unit.
  const settled = isWhole ? text : text.replace(/[\r\ud800-\udbff]$/, "");
  const safe = scanMarkdown(cleanText(settled), hosts, isWhole);
  if (safe.startsWith(appended)) return { type: "append", piece: safe.slice(appended.length) };
  // After a restart a shorter text than was shown may stand here for a while.
  if (!isWhole && appended.startsWith(safe)) return { type: "append", piece: "" };
  return { type: "diverged" };
}
