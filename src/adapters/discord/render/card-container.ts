import {
  type APIComponentInContainer,
  type APIContainerComponent,
  type APISeparatorComponent,
  ComponentType,
} from "discord.js";
import type { Card } from "../../../core/card.ts";
import { leftOut } from "../../../core/memory/left-out.ts";
import { isBlank } from "../../../core/text/is-blank.ts";
import type { AllowedHosts } from "../../../core/text/safe-markdown/addresses.ts";
import { wordJoiner } from "../../../core/text/safe-markdown/clean-text.ts";
import { oneText } from "./answer-texts.ts";
import { type SectionDetail, sectionComponents } from "./card-section.ts";
import { fits, type Room } from "./room.ts";
import { smallPrint } from "./small-print.ts";
import { textDisplay } from "./text-display.ts";
import { oneLine, shortVerbatim } from "./verbatim.ts";

/** The longest title, body and footer, in UTF-16 units. */
const titleLimit = 300;
const bodyLimit = 1_000;
const footerLimit = 400;

/** A quiet grey blue. */
const accent = 0x6b7c93;

const leastDetail: SectionDetail = { quote: 0, before: 200 };

const separator: APISeparatorComponent = { type: ComponentType.Separator };

/** How much is shown beside the texts: less and less, until all sections find room. */
const details: readonly SectionDetail[] = [
  { quote: 1_000, before: 1_000 },
  { quote: 200, before: 400 },
  { quote: 80, before: 200 },
  leastDetail,
];

/**
 * A card as one container that finds room: what does not fit is first the length of quotes, then the quotes, then
 * whole sections from the end, and a last line says how many. The text of a section that is shown is always
 * whole. Buttons whose ids are in `used` are left out. Throws as buttonRows does.
 */
export function cardContainer(
  card: Card,
  room: Room,
  used: ReadonlySet<string>,
  hosts: AllowedHosts,
): APIContainerComponent {
  const head = headOf(card, hosts);
  const draw = (detail: SectionDetail) => {
    const ids = new Set(used);
    return card.sections.map((section) => sectionComponents(section, detail, ids, hosts));
  };
  for (const detail of details) {
    const whole = containerOf(head, draw(detail), footOf(card.footer, 0));
    if (fits(room, [whole])) return whole;
  }
  const sections = draw(leastDetail);
  for (let count = sections.length - 1; count > 0; count -= 1) {
    const part = containerOf(head, sections.slice(0, count), footOf(card.footer, sections.length - count));
    if (fits(room, [part])) return part;
  }
  return containerOf(head, [], footOf(card.footer, sections.length));
}

/** Title and body stand apart: a careless reader could pair the signs of the one with those of the other. */
function headOf({ title, body }: Card, hosts: AllowedHosts): APIComponentInContainer[] {
  const texts = [titleLine(title), oneText(body, bodyLimit, hosts)];
  return texts.filter((text) => text !== "").map(textDisplay);
}

/** Discord takes the number signs at the end of a heading away. */
function titleLine(title: string): string {
  if (isBlank(title)) return "";
  const words = shortVerbatim(oneLine(title), titleLimit);
  return `### ${words}${words.endsWith("#") ? wordJoiner : ""}`;
}

function footOf(footer: string, missing: number): string {
  const lines = [
    missing > 0 ? smallPrint(leftOut(missing), footerLimit) : "",
    smallPrint(footer, footerLimit),
  ];
  return lines.filter((line) => line !== "").join("\n");
}

function containerOf(
  head: readonly APIComponentInContainer[],
  sections: readonly APIComponentInContainer[][],
  foot: string,
): APIContainerComponent {
  const shown = sections
    .filter((section) => section.length > 0)
    .flatMap((section, index) => (index > 0 || head.length > 0 ? [separator, ...section] : section));
  const all = [...head, ...shown, ...(foot === "" ? [] : [textDisplay(foot)])];
  return {
    type: ComponentType.Container,
    accent_color: accent,
    components: all.length > 0 ? all : [textDisplay("…")],
  };
}
