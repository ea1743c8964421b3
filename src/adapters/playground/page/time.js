const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" });
const short = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const month = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });
const full = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "short" });

const dayMs = 24 * 60 * 60 * 1000;

/**
 * An instant in milliseconds, from an ISO string or from milliseconds.
 *
 * @param {string | number} at
 */
export function instantOf(at) {
  return typeof at === "number" ? at : Date.parse(at);
}

/** The time of day, as `14:02`. */
export function clockTime(atMs) {
  return clock.format(atMs);
}

/** Day and time in full, for a title or a screen reader. */
export function fullTime(atMs) {
  return full.format(atMs);
}

/** Day and month, as `29 Nov`. */
export function shortDay(atMs) {
  return short.format(atMs);
}

/** Day, month and time of day, as `29 Nov 14:02`. */
export function shortTime(atMs) {
  return `${shortDay(atMs)} ${clockTime(atMs)}`;
}

/** A month as it is written in dates, as `November 2026`. */
export function monthName(name) {
  return month.format(Date.parse(`${name}-01T00:00:00Z`));
}

/** The same text for all instants of one local day. */
export function dayKey(atMs) {
  return new Date(atMs).toDateString();
}

/** A day as people call it: `Today`, `Yesterday`, `Friday 20 November`. */
export function dayLabel(atMs, nowMs) {
  if (dayKey(atMs) === dayKey(nowMs)) return "Today";
  if (dayKey(atMs) === dayKey(nowMs - dayMs)) return "Yesterday";
  return day.format(atMs);
}
