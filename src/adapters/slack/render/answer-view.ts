import type { ModalView } from "@slack/types";
import type { PrivateAnswer } from "../../../core/card.ts";
import type { AllowedHosts } from "../../../core/text/safe-markdown/addresses.ts";
import { cardBlocks } from "./card-blocks.ts";
import { textView } from "./form-view.ts";

// ModalView of @slack/types; what a text needs stays well below the other half.
const viewBlockLimit = 50;

/** A private answer as a dialogue, for where there is no conversation to put it into. */
export function answerView({ text, card }: PrivateAnswer, hosts: AllowedHosts): ModalView {
  const view = textView("Reverie", text ?? "", hosts);
  if (!card) return view;
  const blocks = cardBlocks(card, viewBlockLimit, hosts);
  return { ...view, blocks: text === null ? blocks : [...view.blocks.slice(0, viewBlockLimit), ...blocks] };
}
