import { show } from "../card.ts";
import { type Command, nothing } from "../commands/command.ts";
import { homeCard } from "./home-card.ts";

/** `home`: a person's own page, also where the platform has none for it. */
export const homeCommand: Command = {
  words: "home",
  parameters: [],
  summary: "your own page: what waits for you, what is remembered, your privacy",
  accepts: nothing,
  isOpen: false,
  run: async (parts, { workspace, person }) => show(await homeCard(parts, workspace, person)),
};
