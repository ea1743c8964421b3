import { amount, costInWords } from "./dream-words.js";
import { instantOf } from "./time.js";

/**
 * @typedef {import("./api.js").Report} Report
 * @typedef {import("./api.js").Reflection} Reflection
 */

/** Everything that gates dropped, the newest dream's first. */
export function dropsOf(reports) {
  return reports.flatMap(({ id, at, reflections }) =>
    reflections.flatMap(({ label, dropped }, part) =>
      dropped.map((each, index) => ({ ...each, key: `${id}/${part}/${index}`, dream: id, at, label })),
    ),
  );
}

/**
 * A dream as a story in a few sentences: what it read, what it considered, what it cost.
 *
 * @param {Report} report
 * @returns {string}
 */
export function storyOf(report) {
  const { reflections } = report;
  if (reflections.length === 0) return `${stateOf(report)} It found nothing new to read.`.trim();
  const sum = (pick) => reflections.reduce((total, each) => total + pick(each), 0);
  const read = amount(
    sum(({ linesRead }) => linesRead),
    "message",
  );
  const considered = sum((each) => each.considered);
  const dropped = sum((each) => each.dropped.length);
  const proposed = sum((each) => each.proposed);
  return [
    stateOf(report),
    `It read ${read} for ${audiencesIn(reflections)}.`,
    considered === 0 && dropped === 0
      ? "It found nothing worth remembering."
      : `It considered ${amount(considered, "change")}: ${proposed} proposed, ${dropped} dropped.`,
    costOf(report, sum),
  ]
    .filter(Boolean)
    .join(" ");
}

/** What became of one audience's part, in one sentence. */
export function outcomeOf({ outcome, linesRead, linesThere }) {
  const lines =
    linesRead === linesThere
      ? amount(linesRead, "message")
      : `${linesRead} of ${amount(linesThere, "message")}`;
  const words = {
    proposed: `Read ${lines}.`,
    "nothing-new": "Nothing new was said.",
    waits: `Waits for more to read: ${amount(linesThere, "message")} so far.`,
    failed: "The model failed; it is read again at the next dream.",
    "over-budget": "Not read: the month's budget is used up.",
  };
  return words[outcome] ?? outcome;
}

const changes = { add: "Remember", update: "Change", remove: "Forget" };

/** What a proposal asked for: `Remember · decision`. */
export function askedIn({ change, kind }) {
  return `${changes[change]} · ${kind}`;
}

/** How a proposal ended: `Approved by Ana`. */
export function verdictOf({ status, decidedBy, reason }) {
  if (status === "pending") return "Waits for a verdict";
  const word = { approved: "Approved", rejected: "Refused", undone: "Approved and taken back" }[status];
  if (!word) return status === "expired" ? "Expired: nobody decided" : "Withdrawn: its evidence went";
  const by = decidedBy && status !== "undone" ? ` by ${decidedBy}` : "";
  return `${word}${by}${reason ? `: ${reason}` : ""}`;
}

function audiencesIn(reflections) {
  return reflections.length === 1 ? reflections[0].label : amount(reflections.length, "audience");
}

function stateOf({ status, isSubmitted }) {
  if (isSubmitted) return "The model works on it.";
  if (status === "running") return "It is still dreaming.";
  return status === "failed" ? "It failed." : "";
}

function costOf({ at, endedAt, model }, sum) {
  const tokens = sum((each) => each.tokens);
  const dollars = sum((each) => each.dollars);
  const seconds = endedAt === null ? null : Math.round((instantOf(endedAt) - instantOf(at)) / 1000);
  const took = seconds === null || seconds < 1 ? "" : ` in ${amount(seconds, "second")}`;
  if (tokens === 0) return `It cost nothing${took}, with ${modelName(model)}.`;
  return `It cost ${costInWords(dollars)} and ${amount(tokens, "token")}${took}, with ${modelName(model)}.`;
}

function modelName(model) {
  return model === "offline" ? "the offline model" : model;
}
