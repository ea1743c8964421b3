import { writeMute } from "../conversation/mute.ts";
import { asId, type MessageId, type WorkspaceId } from "../ids.ts";
import { conversationOf } from "../message.ts";
import type { Parts } from "../parts.ts";
import { erasePersonal, type Going } from "../personal-documents.ts";
import { withdrawAnswers } from "./withdraw-answers.ts";

/**
 * Forgets work that belongs to somebody, or that was made of messages and memories that are gone, and takes its words out of
 * all that was said of it: what is said of work cites the work by its id. Safe to repeat.
 */
export async function forgetWork(parts: Parts, workspace: WorkspaceId, going: Going): Promise<void> {
  if ("rests" in going && going.rests.length === 0) return;
  await erasePersonal(parts, workspace, going, async (names) => {
    const works = names.map((name) => asId<MessageId>(name));
    for (const work of works) await listenAgain(parts, workspace, work);
    await withdrawAnswers(parts, workspace, works);
  });
}

/** Opens again what was kept quiet below a card while it was worked on. */
async function listenAgain(parts: Parts, workspace: WorkspaceId, work: MessageId): Promise<void> {
  const said = await parts.history.citing(workspace, work);
  for (const { channel, id } of said.filter(({ thread }) => thread === null)) {
    const conversation = conversationOf({ channel, reach: "public", thread: null, id });
    await writeMute(parts, workspace, conversation, false);
  }
}
