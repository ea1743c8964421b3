// Making a format takes a hundred times as long as using one, and a workspace has only one time zone.
const days = new Map<string, Intl.DateTimeFormat>();
const minutes = new Map<string, Intl.DateTimeFormat>();

/** An instant as a sentence tells it, with its weekday: `Sunday, November 22, 2026 at 2:02 p.m.`. */
export function longLocalTime(at: number, timeZone: string): string {
  return formatOf(days, "en-CA", "full", timeZone).format(at);
}

/** An instant as a list shows it: `2026-11-22 14:02`. */
export function shortLocalTime(at: number, timeZone: string): string {
  // Sweden writes dates in this order.
  return formatOf(minutes, "sv-SE", "short", timeZone).format(at);
}

function formatOf(
  known: Map<string, Intl.DateTimeFormat>,
  locale: string,
  dateStyle: "full" | "short",
  timeZone: string,
): Intl.DateTimeFormat {
  const there = known.get(timeZone);
  if (there) return there;
  const format = new Intl.DateTimeFormat(locale, { timeZone, dateStyle, timeStyle: "short" });
  known.set(timeZone, format);
  return format;
}
