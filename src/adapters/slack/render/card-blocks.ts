import type { HeaderBlock, KnownBlock } from "@slack/types";
import type { Card } from "../../../core/card.ts";
import { leftOut } from "../../../core/memory/left-out.ts";
import { isBlank } from "../../../core/text/is-blank.ts";
import type { AllowedHosts } from "../../../core/text/safe-markdown/addresses.ts";
import { sectionBlocks } from "./card-section.ts";
import { plainElement, smallPrint } from "./plain-elements.ts";
import { richText } from "./rich-text.ts";

/** The longest header, in UTF-16 units (HeaderBlock of @slack/types). */
const headerLimit = 150;

/**
 * A card in at most `room` blocks, at least 10. What does not fit is left out by whole sections, from the
 * end, and a last line says how many. Throws as buttonRows does.
 */
export function cardBlocks(card: Card, room: number, hosts: AllowedHosts): KnownBlock[] {
  const head = [...header(card.title), ...richText(card.body, hosts)];
  const foot = smallPrint(card.footer);
  const sections = card.sections.map((section, index) => {
    const blocks = sectionBlocks(section, `section-${index}`, hosts);
    const divides = index > 0 || head.length > 0;
    return divides && blocks.length > 0 ? [{ type: "divider" as const }, ...blocks] : blocks;
  });
  const free = room - head.length - foot.length;
  const all = sections.flat();
  if (all.length <= free) return [...head, ...all, ...foot];
  // One block is for the line that tells what is missing.
  const count = countThatFits(sections, free - 1);
  const left = sections.length - count;
  return [...head, ...sections.slice(0, count).flat(), ...smallPrint(leftOut(left)), ...foot];
}

function header(title: string): HeaderBlock[] {
  return isBlank(title) ? [] : [{ type: "header", text: plainElement(title, headerLimit, "…") }];
}

function countThatFits(sections: readonly (readonly KnownBlock[])[], room: number): number {
  let used = 0;
  const first = sections.findIndex((section) => {
    used += section.length;
    return used > room;
  });
  return first < 0 ? sections.length : first;
}
