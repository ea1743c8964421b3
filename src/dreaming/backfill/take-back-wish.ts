import { type PrivateAnswer, say } from "../../core/card.ts";
import type { PersonId } from "../../core/ids.ts";
import type { Parts } from "../../core/parts.ts";
import { type Backfill, changeBackfill, holdsWords, intoState } from "./backfill.ts";
import { enqueueBackfill } from "./job.ts";

export const nothingToTakeBack = "There is nothing of this channel's past to take back. Nothing changed.";

/** Has a backfill taken back, also one that is not at its end. Safe to repeat. */
export async function askBack(parts: Parts, backfill: Backfill, person: PersonId): Promise<PrivateAnswer> {
  if (!holdsWords(backfill)) return say(nothingToTakeBack);
  // Before the mark that stops the reading, so that whoever dies in between leaves nothing half done.
  await enqueueBackfill(parts, "backfill-take-back", backfill, { person });
  await changeBackfill(parts, backfill, (known) =>
    holdsWords(known) ? intoState(known, "taking-back", parts.clock.now()) : known,
  );
  return say("I take it back, and tell you when it is done.");
}
