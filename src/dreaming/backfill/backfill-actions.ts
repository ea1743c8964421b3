import type { Action, Press } from "../../core/actions.ts";
import { type PrivateAnswer, say } from "../../core/card.ts";
import { nothingThere } from "../../core/memory/rights.ts";
import type { Parts } from "../../core/parts.ts";
import { directoryOf } from "../../core/platforms.ts";
import { readSettings } from "../../core/settings/settings.ts";
import { recordOnce } from "./audit.ts";
import { type Backfill, changeBackfill, intoState, offerMs, readBackfill } from "./backfill.ts";
import { answeredOffer } from "./cards.ts";
import { enqueueBackfill } from "./job.ts";
import { namingOf } from "./naming.ts";
import { whyNotHere } from "./place-rules.ts";
import { whyNotTheirs } from "./rights.ts";
import { askBack } from "./take-back-wish.ts";
import { redraw } from "./tell.ts";

/** The buttons of a backfill's cards, by verb. The right of whoever presses is checked at each press (law 8). */
export const backfillActions: Readonly<Record<string, Action>> = {
  "backfill-read": (parts, press) => act(parts, press, readIt),
  "backfill-leave": (parts, press) => act(parts, press, leaveIt),
  "backfill-undo": (parts, press) => act(parts, press, (backfill) => askBack(parts, backfill, press.person)),
};

type Answering = (backfill: Backfill, parts: Parts, press: Press) => Promise<PrivateAnswer>;

async function act(parts: Parts, press: Press, answer: Answering): Promise<PrivateAnswer> {
  const { workspace, person, value } = press;
  const backfill = await readBackfill(parts, workspace, value);
  if (!backfill) return say(nothingThere);
  const notTheirs = await whyNotTheirs(parts, workspace, person, backfill.channel);
  if (!notTheirs) return answer(backfill, parts, press);
  // A click that had no right stands in the audit: somebody may be trying.
  await recordOnce(parts, backfill, person, "refused");
  return say(notTheirs);
}

const overSentence =
  "That estimate is over. `/reverie dream backfill` in the channel makes a new one. Nothing changed.";

const readIt: Answering = async (backfill, parts, { person }) => {
  const { workspace, channel, state, stateAt } = backfill;
  if (state === "reading") return say("I am reading them already, and tell you when it is done.");
  if (state !== "offered" || parts.clock.now() - stateAt > offerMs) return say(overSentence);
  const [place, settings] = await Promise.all([
    directoryOf(parts, workspace).channel(workspace, channel),
    readSettings(parts, workspace, channel),
  ]);
  const problem = whyNotHere(place, settings);
  if (problem) return say(`${problem} Nothing changed.`);
  await enqueueBackfill(parts, "backfill-read", backfill, { person });
  return say("I read them now, and tell you when it is done.");
};

const leaveIt: Answering = async (backfill, parts) => {
  const { workspace } = backfill;
  const now = parts.clock.now();
  const left = await changeBackfill(parts, backfill, (known) =>
    known.state === "offered" ? intoState(known, "left", now) : known,
  );
  if (left.state !== "left") return say("That is decided already. Nothing changed.");
  const naming = await namingOf(parts, backfill, backfill.from);
  await redraw(
    parts,
    workspace,
    backfill.offer,
    answeredOffer(naming, "It was left as it is: nothing was read."),
  );
  return say("Left as it is. Nothing was kept.");
};
