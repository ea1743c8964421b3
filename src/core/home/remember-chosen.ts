import type { Action } from "../actions.ts";
import type { Audience } from "../audience.ts";
import { type PrivateAnswer, say } from "../card.ts";
import type { PersonId, WorkspaceId } from "../ids.ts";
import { audienceFor, rememberWish } from "../memory/remember-wish.ts";
import { recheckPerson } from "../memory/rights.ts";
import { type Receipt, signalOf } from "../memory.ts";
import type { Channel, Person, RecordedMessage } from "../message.ts";
import type { Parts } from "../parts.ts";
import { directoryOf } from "../platforms.ts";
import type { Interaction } from "../ports/platform.ts";
import { isOptedOut } from "../privacy.ts";
import { isExcluded, readSettings } from "../settings/settings.ts";
import { isQuoteOf } from "../text/quotes.ts";
import { type ChosenMessage, keepChosen, readChosen } from "./chosen-message.ts";
import { cutToMemory, mayChoose, readersOf, readRememberFields, rememberForm } from "./remember-form.ts";

/** "Remember this", chosen on a message: the form with its words, for whoever may, or why not. */
export async function rememberChosen(
  parts: Parts,
  { workspace, person, message }: Extract<Interaction, { type: "message-chosen" }>,
): Promise<PrivateAnswer> {
  const { channel, author, id, text } = message;
  const right = await checkChoice(parts, workspace, person, { channel, author });
  if ("refusal" in right) return say(right.refusal);
  const { place, chooser } = right;
  const [kept] = await parts.history.get(workspace, [id]);
  const { reach } = place;
  const choice = { chooser: person, channel, reach, message: id, author, wasKept: kept !== undefined };
  const value = await keepChosen(parts, workspace, choice);
  const readers = readersOf(reach, chooser.role);
  return { text: null, card: null, form: rememberForm(value, place, readers, { text, for: "me" }) };
}

/** The form's submission: the submitter's own verdict, as if they had said `remember`. Safe to repeat. */
export const submitChosen: Action = async (parts, { workspace, person, value, fields }) => {
  const chosen = await readChosen(parts, workspace, value);
  if (!chosen || chosen.chooser !== person) return say(closedForm);
  const right = await checkChoice(parts, workspace, person, chosen);
  if ("refusal" in right) return say(right.refusal);
  const { place, chooser } = right;
  const [kept] = await parts.history.get(workspace, [chosen.message]);
  if (chosen.wasKept && !kept) return say("That message is gone, so nothing of it is remembered.");
  const filled = readRememberFields(fields);
  if (!filled) return say(closedForm);
  // A place counts as the narrower of what it was when the message was chosen and what it is now (law 3).
  const readersThen = readersOf(chosen.reach, chooser.role);
  const readers = readersOf(place.reach, chooser.role).filter((reader) => readersThen.includes(reader));
  const isPublic = place.reach === "public" && chosen.reach === "public";
  const refuse = (refusal: string): PrivateAnswer => ({
    text: `Not remembered. ${refusal}`,
    card: null,
    form: rememberForm(value, place, readers, filled),
  });
  if (!readers.includes(filled.for)) return refuse("It was not said where everyone of them could read it.");
  const audience = audienceFor(filled.for, person, place.id);
  const outcome = await rememberWish(parts, {
    workspace,
    person,
    audience,
    text: filled.text,
    receipts: receiptsOf(kept, place, audience, formOf(chosen, parts.clock.now())),
    travels: isPublic,
    seed: `remember form ${value}`,
    source: "remember",
  });
  return "refusal" in outcome ? refuse(outcome.refusal) : outcome.answer;
};

const closedForm =
  "That form is no longer open. Choose “Remember this” on the message again. Nothing changed.";

/** Whether somebody may have a message of this place remembered, as the platform says now. */
async function checkChoice(
  parts: Parts,
  workspace: WorkspaceId,
  id: PersonId,
  { channel, author }: Pick<ChosenMessage, "channel" | "author">,
): Promise<{ readonly place: Channel; readonly chooser: Person } | { readonly refusal: string }> {
  const directory = directoryOf(parts, workspace);
  const chooser = await recheckPerson(parts, workspace, id);
  if (!chooser || !mayChoose(chooser.role)) {
    return { refusal: "Only people of this workspace can have me remember something. Nothing changed." };
  }
  const [place, channels, settings] = await Promise.all([
    directory.channel(workspace, channel),
    directory.channelsOf(workspace, id),
    readSettings(parts, workspace, null),
  ]);
  if (!place || !channels.includes(channel)) {
    return { refusal: "I can remember only what stands where you and I both are. Nothing changed." };
  }
  if (isExcluded(place, settings.excludedChannels)) {
    return { refusal: "An administrator left this channel out of what I may keep. Nothing changed." };
  }
  if (await isOptedOut(parts, workspace, author)) {
    return { refusal: "Whoever wrote this wants no part in my memory. Nothing changed." };
  }
  return { place, chooser };
}

/** The act itself, which remembers where another person's message stood: what they said is theirs alone to share (law 3). */
function formOf({ chooser, author, channel }: ChosenMessage, at: number): Receipt {
  return signalOf("form", chooser, at, author === chooser ? null : channel);
}

/**
 * The form itself, and the message where this audience may read it. Whether its author and its channel count
 * as evidence is for the gates to say: where they do not, the form stands alone.
 */
function receiptsOf(
  kept: RecordedMessage | undefined,
  { reach }: Channel,
  audience: Audience,
  form: Receipt,
): Receipt[] {
  if (!kept) return [form];
  const { id: message, channel, author, text, saidAt } = kept;
  // What another person said in private is no source for one's own memory: the gate would stop all of it.
  if (audience.type === "person" && author !== audience.person && reach !== "public") return [form];
  const quote = cutToMemory(text);
  if (!isQuoteOf(text, quote)) return [form];
  return [form, { type: "quote", message, channel, author, quote, saidAt, gone: false }];
}
