import type { CardAction, CardSection } from "../../core/card.ts";
import { type Content, plainContent } from "../../core/ports/delivery.ts";
import { counted } from "../../core/text/counted.ts";
import type { Figures } from "./figures.ts";

/** Where and since when, as people read it. */
export interface Naming {
  /** Such as `#general`. */
  readonly place: string;
  /** Such as `22 Oct 12:00`. */
  readonly since: string;
}

/** What an offer tells. */
export interface Offer {
  readonly id: string;
  readonly days: number;
  readonly naming: Naming;
  readonly figures: Figures;
  /** Whether more was there than is read at once. */
  readonly isCut: boolean;
  /** The dollars that are left of the month's budget; undefined where none is set. */
  readonly budgetLeft: number | undefined;
  readonly retentionDays: number;
}

function button(verb: string, label: string, value: string, style: CardAction["style"]): CardAction {
  return { verb: `backfill-${verb}`, label, description: label, style, value };
}

function sectionOf(text: string, note: string, actions: readonly CardAction[]): CardSection {
  return { title: "", text, before: null, warnings: [], note, quotes: [], actions };
}

function cardContent(title: string, section: CardSection, footer: string): Content {
  return { ...plainContent(""), card: { title, body: "", sections: [section], footer } };
}

/** The card with the estimate, which asks whether to read. */
export function offerContent(offer: Offer): Content {
  const { id, days, naming, figures, isCut, budgetLeft, retentionDays } = offer;
  const { messages, people, linesShown, model, tokens, dollars } = figures;
  const text = [
    `${counted(messages, "message")} by ${counted(people, "person")} since ${naming.since} ${messages === 1 ? "is" : "are"} not kept yet.`,
    isCut ? "There is more before that, which is not read at once: ask again afterwards." : "",
    `Dreaming over ${messages === 1 ? "it" : "them"} sends at most ${counted(tokens, "token")} to ${model}, and costs about $${dollars.toFixed(2)}.`,
    linesShown < messages
      ? `Only the newest threads fit into one dream: ${counted(linesShown, "message")} of these for the channel.`
      : "",
    budgetSentence(budgetLeft, dollars),
  ];
  const note =
    "Threads that hang on what was said in that time are among it; threads that began before are left out. So are bots, and whoever wants nothing kept.";
  const actions = [button("read", "Read them", id, "primary"), button("leave", "Leave it", id, "plain")];
  return cardContent(
    `The past of ${naming.place} · ${counted(days, "day")}`,
    sectionOf(text.filter((part) => part !== "").join(" "), note, actions),
    `Nothing of it is kept so far. What is read stays for ${counted(retentionDays, "day")} after it was said, and can be taken back whole.`,
  );
}

function budgetSentence(left: number | undefined, dollars: number): string {
  if (left === undefined) return "No budget is set.";
  if (left <= 0)
    return "This month's budget is used up: it could be read, and not be dreamt about before there is one.";
  const sentence = `$${left.toFixed(2)} of this month's budget is left.`;
  return dollars > left ? `${sentence} That is less: one dream reads what it allows.` : sentence;
}

/** What becomes of the card once it is answered. */
export function answeredOffer(naming: Naming, sentence: string): Content {
  return cardContent(`The past of ${naming.place}`, sectionOf(sentence, "", []), "");
}

/** What a report tells. */
export interface Report {
  readonly id: string;
  readonly naming: Naming;
  readonly recorded: number;
  /** Why it stopped; null where it is read to its end. */
  readonly stoppedBecause: string | null;
  readonly isDreaming: boolean;
}

/** The card that tells the end, with the way back. */
export function reportContent(report: Report): Content {
  const { id, naming, recorded, stoppedBecause } = report;
  const parts = [
    stoppedBecause === null ? "" : `I stopped: ${stoppedBecause}`,
    recorded === 0
      ? "Nothing of it was read."
      : `${counted(recorded, "message")} of ${naming.place} since ${naming.since} ${recorded === 1 ? "is" : "are"} read; ${nextSentence(report)}`,
  ];
  const actions = recorded > 0 ? [button("undo", "Take it back", id, "danger")] : [];
  const text = parts.filter((part) => part !== "").join(" ");
  return cardContent(`The past of ${naming.place}`, sectionOf(text, "", actions), "");
}

function nextSentence({ isDreaming, stoppedBecause }: Report): string {
  if (isDreaming) return "the dream that follows proposes what it finds.";
  return stoppedBecause === null
    ? "this month's budget is used up, so that they wait for the first dream that it allows. `set budget` raises it."
    : "the next dream reads them.";
}

/** What was taken back. */
export interface Taken {
  readonly messages: number;
  readonly proposals: number;
  readonly memories: number;
}

/** What went, in one sentence. */
export function takenSentence({ place }: Naming, { messages, proposals, memories }: Taken): string {
  const rest = [
    proposals > 0 ? `${counted(proposals, "proposal")} withdrawn with ${messages === 1 ? "it" : "them"}` : "",
    memories > 0 ? `${counted(memories, "memory")} without evidence put to review` : "",
  ].filter((part) => part !== "");
  const what = rest.length === 0 ? "nothing else rested on it" : rest.join(" and ");
  return `Taken back: ${counted(messages, "message")} of ${place} that I had read from the past; ${what}.`;
}
