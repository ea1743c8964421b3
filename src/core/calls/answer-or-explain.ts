import { type PrivateAnswer, say } from "../card.ts";
import { failureSentence } from "../conversation/failure-sentence.ts";
import type { Log } from "../ports/log.ts";
import type { Interaction, PlatformHandler } from "../ports/platform.ts";

/** The answer of the house; where the platform itself would not say who acts and where, a sentence that says so. */
export async function answerOrExplain(
  { handler, log }: { readonly handler: Pick<PlatformHandler, "answer">; readonly log: Log },
  interaction: () => Promise<Interaction>,
): Promise<PrivateAnswer> {
  let read: Interaction;
  try {
    read = await interaction();
  } catch (error) {
    log.warn("interaction-not-read", {}, error);
    return say(failureSentence(error));
  }
  return handler.answer(read);
}
