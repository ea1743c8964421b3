import { StoreError } from "../../core/errors.ts";
import { asId, type WorkspaceId } from "../../core/ids.ts";
import type { Parts } from "../../core/parts.ts";
import { addPersonal } from "../../core/personal-documents.ts";
import type { DocumentKey, Json } from "../../core/ports/documents.ts";
import { type Goal, goalRecord } from "./goal.ts";

function goalKey(workspace: WorkspaceId, id: string): DocumentKey {
  return { workspace, kind: "goal", name: id };
}

function parse(raw: Json | undefined): Goal | undefined {
  if (raw === undefined) return undefined;
  const parsed = goalRecord.safeParse(raw);
  if (!parsed.success) throw new StoreError("goal", parsed.error);
  return parsed.data;
}

/** The goal as it stands; undefined where there is none. */
export async function readGoal(parts: Parts, workspace: WorkspaceId, id: string): Promise<Goal | undefined> {
  return parse(await parts.documents.get(goalKey(workspace, id)));
}

/** Stores a new goal. False where it is there already: then nothing changes. */
export function addGoal(parts: Parts, goal: Goal): Promise<boolean> {
  return addPersonal(parts, goalKey(asId(goal.workspace), goal.id), asId(goal.person), goal);
}

/** What came of a move: the goal after it, or the goal as it stands where the move did not fit. */
export interface Moved {
  readonly goal: Goal;
  readonly isDone: boolean;
}

/** Moves a goal on in one step; of two moves at once none is lost. Undefined where there is no such goal. */
export async function moveGoal(
  parts: Parts,
  workspace: WorkspaceId,
  id: string,
  move: (goal: Goal) => Goal | undefined,
): Promise<Moved | undefined> {
  for (;;) {
    const raw = await parts.documents.get(goalKey(workspace, id));
    const goal = parse(raw);
    if (raw === undefined || !goal) return undefined;
    const moved = move(goal);
    if (!moved) return { goal, isDone: false };
    if (await parts.documents.swap(goalKey(workspace, id), raw, moved)) return { goal: moved, isDone: true };
  }
}
