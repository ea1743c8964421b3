import type { Change } from "../memory.ts";

/** Why a memory is not used. */
export function suspendedNote({ disputed }: Change): string {
  return disputed
    ? `Not used: ${disputed.byName} disputes it. It waits for a decision.`
    : "Not used: the message that it rests on is gone. It waits for a decision.";
}
