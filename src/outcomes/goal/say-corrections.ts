import { asId, type WorkspaceId } from "../../core/ids.ts";
import { recheckPerson } from "../../core/memory/rights.ts";
import { withdrawAnswers } from "../../core/memory/withdraw-answers.ts";
import type { Parts } from "../../core/parts.ts";
import { deliveryOf } from "../../core/platforms.ts";
import { plainContent } from "../../core/ports/delivery.ts";
import { below, keepSaid, type WorkPlace } from "../conversation-place.ts";
import type { Goal } from "./goal.ts";
import { corrected } from "./goal-moves.ts";
import { goals } from "./goal-store.ts";

/**
 * Says below the card what whoever asked said on it, and keeps it as their words: people see what the goal was told, and the
 * next dream has it as evidence. Safe to repeat.
 */
export async function sayCorrections(
  parts: Parts,
  place: WorkPlace,
  { id, person, personName, corrections }: Goal,
): Promise<void> {
  const workspace: WorkspaceId = place.workspace;
  const unsaid = [...corrections.entries()].filter(([, { message }]) => message === null);
  const by = unsaid.length > 0 ? await recheckPerson(parts, workspace, asId(person)) : undefined;
  if (!by) return;
  for (const [index, { text, at }] of unsaid) {
    const content = plainContent(`${personName} says on the card: ${text}`);
    const message = await deliveryOf(parts, workspace).post(
      below(place),
      content,
      `goal ${id} said ${index}`,
    );
    await keepSaid(parts, place, { messages: [message], by, text, at, work: id });
    const moved = await goals.move(parts, workspace, id, (goal) => corrected(goal, index, message));
    // It was erased meanwhile, and its words with it.
    if (!moved) return withdrawAnswers(parts, workspace, [asId(id)]);
  }
}
