import { type Card, type CardSection, show } from "../card.ts";
import { type Command, nothing } from "../commands/command.ts";
import { homeCard } from "./home-card.ts";

/** `home`: a person's own page, also where the platform has none for it. */
export const homeCommand: Command = {
  words: "home",
  parameters: [],
  summary: "your own page",
  accepts: nothing,
  isOpen: false,
  run: async (parts, { workspace, person }) => show(asMessage(await homeCard(parts, workspace, person))),
};

/** A message has less room than a page and is cut at its end: privacy and settings come before what is remembered. */
function asMessage(page: Card): Card {
  const { sections } = page;
  const firstMemory = sections.findIndex(isMemory);
  const privacy = sections.findIndex(isPrivacy);
  if (firstMemory < 0 || privacy < firstMemory) return page;
  // A heading stands before the first memory, and the settings right after privacy.
  const heading = firstMemory - 1;
  const rest = privacy + 2;
  return {
    ...page,
    sections: [
      ...sections.slice(0, heading),
      ...sections.slice(privacy, rest),
      ...sections.slice(heading, privacy),
      ...sections.slice(rest),
    ],
  };
}

const isMemory = ({ actions }: CardSection) => actions.some(({ verb }) => verb === "forget");
const isPrivacy = ({ actions }: CardSection) => actions.some(({ verb }) => verb.startsWith("privacy-"));
