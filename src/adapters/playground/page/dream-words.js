import { clockTime, dayKey, instantOf, shortDay } from "./time.js";

const grouped = new Intl.NumberFormat("en-GB");

/**
 * When each dream was, in the fewest words that tell them apart: `29 Nov`, and with the time where a day
 * saw several.
 *
 * @param {readonly import("./api.js").Dream[]} dreams
 * @returns {string[]}
 */
export function datesOf(dreams) {
  const days = dreams.map(({ at }) => dayKey(instantOf(at)));
  return dreams.map(({ at }, index) => {
    const atMs = instantOf(at);
    const isAlone = days.indexOf(days[index]) === days.lastIndexOf(days[index]);
    return isAlone ? shortDay(atMs) : `${shortDay(atMs)}, ${clockTime(atMs)}`;
  });
}

/**
 * What a dream came to, one fact after the other: `12 messages read`, `3 considered`, `1 dropped at duplicate`.
 *
 * @param {import("./api.js").Dream} dream
 * @returns {string[]}
 */
export function factsOf(dream) {
  const gates = Object.entries(dream.dropped);
  const nothing = dream.considered === 0 && gates.length === 0;
  const state = stateInWords(dream.status);
  if (nothing && dream.linesRead === 0) return state.length > 0 ? state : ["nothing new to read"];
  return [
    ...state,
    `${amount(dream.linesRead, "message")} read`,
    nothing ? "nothing considered" : `${grouped.format(dream.considered)} considered`,
    ...gates.map(([gate, count], index) => `${count} ${index === 0 ? "dropped " : ""}at ${gate}`),
    ...(nothing ? [] : proposedInWords(dream)),
    ...(dream.dollars > 0 ? [costInWords(dream.dollars)] : []),
  ];
}

/** What was dropped, gate by gate: `2 at duplicate, 1 at length`. */
export function droppedInWords({ dropped }) {
  const gates = Object.entries(dropped).map(([gate, count]) => `${count} at ${gate}`);
  return gates.length === 0 ? "none" : gates.join(", ");
}

/** All dreams in a few words: `8 proposed, 3 approved`. */
export function dreamsInWords(dreams) {
  const sum = (name) => grouped.format(dreams.reduce((total, dream) => total + dream[name], 0));
  return `${sum("proposed")} proposed, ${sum("approved")} approved`;
}

/** An amount of money: `$0.03`. What would round to nothing says that it is not nothing. */
export function costInWords(dollars) {
  return dollars > 0 && dollars < 0.005 ? "less than $0.01" : `$${dollars.toFixed(2)}`;
}

function stateInWords(status) {
  if (status === "running") return ["still dreaming"];
  return status === "failed" ? ["it failed"] : [];
}

function proposedInWords({ proposed, approved, waiting }) {
  if (proposed === 0) return ["nothing proposed"];
  // Rejected, withdrawn, or left until it expired.
  const rest = proposed - approved - waiting;
  return [
    `${proposed} proposed`,
    ...(approved > 0 ? [`${approved} approved`] : []),
    ...(waiting > 0 ? [`${waiting} ${waiting === 1 ? "waits" : "wait"}`] : []),
    ...(rest > 0 ? [`${rest} not kept`] : []),
  ];
}

/** A count with its noun: `1,204 messages`. */
export function amount(count, noun) {
  return `${grouped.format(count)} ${noun}${count === 1 ? "" : "s"}`;
}
