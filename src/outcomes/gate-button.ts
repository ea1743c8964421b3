import type { Press } from "../core/actions.ts";
import type { Gated } from "./gates.ts";

/** What the button carries that says yes to what work waits for: the work and the gate, so that a late click opens no other. */
export function gateValue({ id, gate }: Pick<Gated, "id" | "gate">): string {
  return `${id} ${gate?.openedAt ?? ""}`;
}

/** A press of such a button: on which work, and whether its gate is the one that the work waits at. */
export function readGatePress(press: Press): {
  readonly press: Press;
  readonly isOf: (work: Pick<Gated, "gate">) => boolean;
} {
  const [id = "", openedAt] = press.value.split(" ");
  return { press: { ...press, value: id }, isOf: ({ gate }) => `${gate?.openedAt}` === openedAt };
}
