import type { Press } from "../core/actions.ts";
import type { Gated } from "./gates.ts";

/** What the buttons of a gate carry: the work and the gate, so that a late click, or a form that was left open, opens no other. */
export function gateValue({ id, gate }: Pick<Gated, "id" | "gate">): string {
  return `${id} ${nameOf(gate)}`;
}

function nameOf(gate: Gated["gate"]): string {
  return gate ? `${gate.kind}-${gate.task ?? ""}-${gate.openedAt}` : "";
}

/** A press of such a button. */
export interface GatePress {
  /** With the id of the work alone. */
  readonly press: Press;
  /** What a form that it opens has to carry. */
  readonly value: string;
  /** Whether its gate is the one at which the work waits. */
  readonly isOf: (work: Pick<Gated, "gate">) => boolean;
}

/** Reads what such a button, or the form that it opened, carries. */
export function readGatePress(press: Press): GatePress {
  const { value } = press;
  const [id = "", name] = value.split(" ");
  return {
    press: { ...press, value: id },
    value,
    isOf: ({ gate }) => gate !== null && nameOf(gate) === name,
  };
}
