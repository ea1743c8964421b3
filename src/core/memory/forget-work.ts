import { asId, type MessageId, type WorkspaceId } from "../ids.ts";
import type { Parts } from "../parts.ts";
import { erasePersonal, type Going, namesOfPersonal } from "../personal-documents.ts";
import { withdrawAnswers } from "./withdraw-answers.ts";

/**
 * Forgets work that belongs to somebody, or that was made of messages and memories that are gone, and takes its words out of
 * all that was said of it: what is said of work cites the work by its id. Safe to repeat.
 */
export async function forgetWork(parts: Parts, workspace: WorkspaceId, going: Going): Promise<void> {
  const names = await namesOfPersonal(parts, workspace, going);
  await withdrawAnswers(
    parts,
    workspace,
    names.map((name) => asId<MessageId>(name)),
  );
  await erasePersonal(parts, workspace, going);
}
