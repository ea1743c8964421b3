import type { HomeView } from "@slack/types";
import type { Card } from "../../../core/card.ts";
import type { AllowedHosts } from "../../../core/text/safe-markdown/addresses.ts";
import { cardBlocks } from "./card-blocks.ts";

// HomeView of @slack/types.
const viewBlockLimit = 100;

/** A person's own page. Throws as buttonRows does. */
export function homeView(card: Card, hosts: AllowedHosts): HomeView {
  return { type: "home", blocks: cardBlocks(card, viewBlockLimit, hosts) };
}
