import type { APIComponentInContainer } from "discord.js";
import { type CardQuote, type CardSection, warningLine } from "../../../core/card.ts";
import { isBlank } from "../../../core/text/is-blank.ts";
import { type AllowedHosts, isAllowed } from "../../../core/text/safe-markdown/addresses.ts";
import { wordJoiner } from "../../../core/text/safe-markdown/clean-text.ts";
import { buttonRows } from "./buttons.ts";
import { smallPrint } from "./small-print.ts";
import { textDisplay } from "./text-display.ts";
import { oneLine, shortVerbatim, verbatim } from "./verbatim.ts";

/** How much of a section is shown beside its own text, in UTF-16 units. */
export interface SectionDetail {
  /** The longest quote; 0 for no quotes. */
  readonly quote: number;
  /** The longest text that another would replace. */
  readonly before: number;
}

/** The longest title, note and name, in UTF-16 units: what is longer was not made by Reverie. */
const lineLimit = 400;

/**
 * One thing on a card: its text whole and as it is stored, what it would replace, the evidence, why, the buttons.
 * Nothing in it is read as markup. Buttons whose ids are in `used` are left out. Throws as buttonRows does.
 */
export function sectionComponents(
  section: CardSection,
  detail: SectionDetail,
  used: Set<string>,
  hosts: AllowedHosts,
): APIComponentInContainer[] {
  const lines = [
    titleLine(section.title),
    titleLine(warningLine(section)),
    isBlank(section.text) ? "" : verbatim(section.text),
    beforeLine(section.before, detail.before),
    ...(detail.quote > 0 ? section.quotes.map((quote) => quoteLines(quote, detail.quote, hosts)) : []),
    smallPrint(section.note, lineLimit),
  ];
  const text = lines.filter((line) => line !== "").join("\n");
  const shown = text === "" ? [] : [textDisplay(text)];
  return [...shown, ...buttonRows(section.actions, used)];
}

function titleLine(title: string): string {
  return isBlank(title) ? "" : `**${shortVerbatim(oneLine(title), lineLimit)}**`;
}

/** Words that another text would replace, each line struck through: Discord ends it at the first two tildes. */
function beforeLine(before: string | null, units: number): string {
  if (before === null || isBlank(before)) return "";
  const shown = shortVerbatim(before, units);
  return shown === "" ? "" : `Now: ~~${shown}${shown.endsWith("~") ? wordJoiner : ""}~~`;
}

function quoteLines({ text, by, link }: CardQuote, units: number, hosts: AllowedHosts): string {
  if (isBlank(text)) return "";
  const words = shortVerbatim(text, units)
    .split(/\r\n?|\n/u)
    .map((line) => `> ${line}`);
  const who = isBlank(by) ? "source" : shortVerbatim(oneLine(by), lineLimit);
  // Nothing is escaped in a label, so that no name can be one.
  const source = link !== null && isAllowed(link, hosts) ? ` · [open](<${link}>)` : "";
  return [...words, `— ${who}${source}`].join("\n");
}
