import type { Action } from "../actions.ts";
import { say } from "../card.ts";
import { disputeAction } from "./dispute.ts";
import { doubtMemory } from "./doubt-memory.ts";
import { type DoubtKind, doubtKinds } from "./doubts.ts";
import { pinMemory } from "./mark-memory.ts";
import { redactMemory } from "./redact-memory.ts";
import { shareAction } from "./share.ts";

/** The buttons below memories, by verb. The right of whoever presses is checked at each press (law 8). */
export const memoryActions: Readonly<Record<string, Action>> = {
  dispute: disputeAction,
  share: shareAction,
  redact: (parts, { workspace, person, value: id }) => redactMemory(parts, { workspace, person, id }),
  pin: async (parts, { workspace, person, value: id }) =>
    say(await pinMemory(parts, { workspace, person, id }, true)),
  unpin: async (parts, { workspace, person, value: id }) =>
    say(await pinMemory(parts, { workspace, person, id }, false)),
  ...Object.fromEntries(doubtKinds.map((kind) => [kind, doubting(kind)])),
};

function doubting(kind: DoubtKind): Action {
  return (parts, { workspace, person, value }) => doubtMemory(parts, { workspace, person, id: value, kind });
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
