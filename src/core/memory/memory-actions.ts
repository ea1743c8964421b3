import type { Action } from "../actions.ts";
import { say } from "../card.ts";
import { isOptedOut } from "../privacy.ts";
import { disputeAction } from "./dispute.ts";
import { type DoubtKind, doubtKinds, keepDoubt } from "./doubts.ts";
import { findVisibleMemory } from "./forget-memory.ts";
import { nothingThere } from "./rights.ts";
import { shareAction } from "./share.ts";

/** The buttons below memories, by verb. The right of whoever presses is checked at each press (law 8). */
export const memoryActions: Readonly<Record<string, Action>> = {
  dispute: disputeAction,
  share: shareAction,
  ...Object.fromEntries(doubtKinds.map((kind) => [kind, doubting(kind)])),
};

function doubting(kind: DoubtKind): Action {
  return async (parts, { workspace, person, value }) => {
    const memory = await findVisibleMemory(parts, workspace, person, value);
    if (!memory) return say(nothingThere);
    if (await isOptedOut(parts, workspace, person))
      return say("You asked me to keep nothing of you, so this is not kept either.");
    await keepDoubt(parts, workspace, memory.id, person, kind);
    return say("Thanks, the next dream looks at it again.");
  };
}

const labels: Readonly<Record<DoubtKind, string>> = {
  wrong: "Wrong",
  outdated: "Outdated",
  "not-here": "Not here",
};

/** The buttons by which somebody doubts a memory that an answer was given. */
export function doubtButtons(memory: string, text: string) {
  return doubtKinds.map((kind) => ({
    verb: kind,
    label: labels[kind],
    description: `${labels[kind]}: ${text.slice(0, 60).toWellFormed()}`,
    style: "plain" as const,
    value: memory,
  }));
}
