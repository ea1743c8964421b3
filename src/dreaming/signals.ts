import type { MessageId } from "../core/ids.ts";
import { type RecordedMessage, reverie } from "../core/message.ts";
import { soundsLikeCorrection } from "../core/text/correction.ts";
import { similarity, termSet } from "../core/text/similarity.ts";

/** Something that happened around lines of a transcript, and that a reviewer should know of. */
export interface Signal {
  /** The lines that it is about, in their order. */
  readonly messages: readonly MessageId[];
  /** Says it, given the numbers of those lines. Holds nothing that people wrote. */
  readonly say: (numbers: readonly number[]) => string;
}

/** Requests that are at least this much alike count as the same (Jaccard index over terms). */
const sameRequest = 0.6;

/** How often a request must come to count as repeated. */
const repeated = 3;

/** The most requests that are compared with each other, the newest ones. */
const requestsCompared = 300;

/** The most signals that a reflection is told. */
const signalsAtMost = 20;

/** Finds the signals in talk: opinions on answers, corrections, turns that failed, requests that come again and again. */
export function findSignals(messages: readonly RecordedMessage[]): Signal[] {
  const all = [
    ...corrections(messages),
    ...opinions(messages),
    ...failures(messages),
    ...repetitions(messages),
  ];
  return all.slice(0, signalsAtMost);
}

/** What people said right after Reverie spoke in the same conversation, where it begins by putting something right. */
function corrections(messages: readonly RecordedMessage[]): Signal[] {
  return inConversations(messages).flatMap((talk) =>
    talk.flatMap((message, index): Signal[] => {
      const before = talk[index - 1];
      if (before?.author !== reverie || message.author === reverie || !soundsLikeCorrection(message.text))
        return [];
      const say = ([line, answer]: readonly number[]) =>
        `line ${line} corrects Reverie's answer in line ${answer}`;
      return [{ messages: [message.id, before.id], say }];
    }),
  );
}

function opinions(messages: readonly RecordedMessage[]): Signal[] {
  return messages.flatMap(({ id, answer }): Signal[] => {
    const bad = answer?.feedback.filter(({ isGood }) => !isGood).length ?? 0;
    const good = (answer?.feedback.length ?? 0) - bad;
    if (bad + good === 0) return [];
    const opinion = [bad > 0 ? `${bad} thumbs down` : "", good > 0 ? `${good} thumbs up` : ""];
    return [
      {
        messages: [id],
        say: ([line]) => `line ${line} got ${opinion.filter((each) => each !== "").join(" and ")}`,
      },
    ];
  });
}

function failures(messages: readonly RecordedMessage[]): Signal[] {
  const askedFor = (isFailed: boolean) =>
    messages.flatMap(({ answer }) =>
      answer && (answer.ending === "failed") === isFailed ? answer.answers.map(({ message }) => message) : [],
    );
  const answered = new Set(askedFor(false));
  const failed = new Set(askedFor(true).filter((message) => !answered.has(message)));
  return messages
    .filter(({ id }) => failed.has(id))
    .map(({ id }) => ({ messages: [id], say: ([line]) => `what line ${line} asked got no answer` }));
}

function repetitions(messages: readonly RecordedMessage[]): Signal[] {
  const groups: { readonly terms: ReadonlySet<string>; readonly messages: MessageId[] }[] = [];
  const requests = messages.filter(
    ({ author, asked, text }) => author !== reverie && (asked !== null || /\?\s*$/u.test(text)),
  );
  for (const { id, text, asked } of requests.slice(-requestsCompared)) {
    const terms = termSet(asked ?? text);
    if (terms.size < 2) continue;
    const group = groups.find((each) => similarity(each.terms, terms) >= sameRequest);
    if (group) group.messages.push(id);
    else groups.push({ terms, messages: [id] });
  }
  return groups
    .filter((group) => group.messages.length >= repeated)
    .map((group) => ({
      messages: group.messages.slice(-5),
      say: (lines) =>
        `lines ${lines.join(", ")} ask the same${group.messages.length > 5 ? `, as ${group.messages.length - 5} before them did` : ""}`,
    }));
}

function inConversations(messages: readonly RecordedMessage[]): RecordedMessage[][] {
  const groups = Map.groupBy(messages, ({ conversation }) => conversation);
  return [...groups.values()].map((talk) =>
    talk.toSorted((one, other) => one.saidAt - other.saidAt || one.sequence - other.sequence),
  );
}
