import { type PrivateAnswer, say } from "../../core/card.ts";
import { type Command, type CommandCall, nothing } from "../../core/commands/command.ts";
import { idFrom } from "../../core/ids.ts";
import type { Parts } from "../../core/parts.ts";
import { directoryOf } from "../../core/platforms.ts";
import { readSettings } from "../../core/settings/settings.ts";
import {
  type Backfill,
  beginBackfill,
  changeBackfill,
  intoState,
  readNewest,
  readNewestWithWords,
} from "./backfill.ts";
import { answeredOffer } from "./cards.ts";
import { enqueueBackfill } from "./job.ts";
import { namingOf } from "./naming.ts";
import { daysIn, whyNotHere } from "./place-rules.ts";
import { whyNotTheirs } from "./rights.ts";
import { askBack, nothingToTakeBack } from "./take-back-wish.ts";
import { redraw } from "./tell.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** Having a channel's past read, and taken back. */
export const backfillCommands: readonly Command[] = [
  {
    words: "dream backfill",
    parameters: [
      {
        name: "days",
        summary: "how many days back",
        isRequired: true,
        takes: { type: "text" },
      },
    ],
    summary:
      "have this channel's past read and dreamt about; you see what it takes before, for administrators",
    accepts: (rest) => /^\d{1,9}$/u.test(rest) || "to-explain",
    isOpen: false,
    run: askForBackfill,
  },
  {
    words: "dream backfill undo",
    parameters: [],
    summary: "take back what was read of this channel's past last, with all that rests on it",
    accepts: nothing,
    isOpen: false,
    run: undoBackfill,
  },
];

async function askForBackfill(parts: Parts, call: CommandCall): Promise<PrivateAnswer> {
  const { workspace, channel, person, givenAt, rest } = call;
  const notTheirs = await whyNotTheirs(parts, workspace, person, channel);
  if (notTheirs) return say(notTheirs);
  const [place, settings] = await Promise.all([
    directoryOf(parts, workspace).channel(workspace, channel),
    readSettings(parts, workspace, channel),
  ]);
  const notHere = whyNotHere(place, settings);
  if (notHere) return say(`${notHere} Nothing changed.`);
  const wanted = daysIn(rest, settings.retentionDays);
  if ("refusal" in wanted) return say(`${wanted.refusal} Nothing changed.`);
  const { days } = wanted;
  const id = idFrom<never>(`backfill ${workspace} ${channel} ${person} ${givenAt} ${days}`);
  const period = { from: givenAt - days * dayMs, to: givenAt };
  const { backfill, replaced } = await beginBackfill(parts, { id, workspace, channel, days, ...period });
  // Also of another that is under way: whoever began it may have died before its work was durable.
  await enqueueBackfill(parts, workOn(backfill), backfill, { person, step: backfill.read });
  if (backfill.id !== id) return say(underWaySentence(backfill));
  const naming = await namingOf(parts, backfill, backfill.from);
  if (replaced?.state === "offered")
    await redraw(parts, workspace, replaced.offer, answeredOffer(naming, "A newer estimate took its place."));
  return say(
    `I look at what was said in ${naming.place} since ${naming.since}, and send you a direct message with what reading it takes. Nothing is kept before you say so.`,
  );
}

/** What is to be done next for a backfill that is under way. */
function workOn({ state }: Backfill): Parameters<typeof enqueueBackfill>[1] {
  if (state === "taking-back") return "backfill-take-back";
  return state === "reading" ? "backfill-read" : "backfill-look";
}

function underWaySentence({ state }: Backfill): string {
  const what = {
    looking: "The past of this channel is being looked at already",
    "taking-back": "What was read of this channel's past is being taken back",
  }[state as string];
  return `${what ?? "The past of this channel is being read already"}: wait for its end, or stop it with \`/reverie dream backfill undo\`. Nothing changed.`;
}

async function undoBackfill(parts: Parts, call: CommandCall): Promise<PrivateAnswer> {
  const { workspace, channel, person } = call;
  const notTheirs = await whyNotTheirs(parts, workspace, person, channel);
  if (notTheirs) return say(notTheirs);
  const newest = await readNewest(parts, workspace, channel);
  if (newest?.state === "looking") {
    const now = parts.clock.now();
    const stopped = await changeBackfill(parts, newest, (known) =>
      known.state === "looking" ? intoState(known, "left", now) : known,
    );
    if (stopped.state === "left") return say("I look no further. Nothing was kept.");
  }
  const backfill = await readNewestWithWords(parts, workspace, channel);
  return backfill ? askBack(parts, backfill, person) : say(nothingToTakeBack);
}
