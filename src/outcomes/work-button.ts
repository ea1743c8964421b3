import type { CardAction } from "../core/card.ts";
import { shorten } from "../core/text/tokens.ts";
import { gateValue } from "./gate-button.ts";
import type { Gated } from "./gates.ts";

type Buttoned = Pick<Gated, "id" | "gate"> & { readonly text: string };

/** A button of work of a kind: it carries the work. */
export function workButton(
  kind: string,
  { id, text }: Omit<Buttoned, "gate">,
  verb: string,
  label: string,
  style: CardAction["style"],
): CardAction {
  const description = `${label}: ${shorten(text, 60)}`;
  return { verb: `${kind}-${verb}`, label, description, style, value: id };
}

/** A button that means the gate at which the work waits, and no later one. */
export function gateButton(
  kind: string,
  work: Buttoned,
  verb: string,
  label: string,
  style: CardAction["style"],
): CardAction {
  return { ...workButton(kind, work, verb, label, style), value: gateValue(work) };
}
