const dayMs = 24 * 60 * 60 * 1000;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  formats.set(timeZone, format);
  return format;
}

/**
 * What a clock on the wall of a time zone shows at an instant, written as the instant, in milliseconds, at
 * which a clock in UTC shows the same.
 */
export function toWallClock(at: number, timeZone: string): number {
  const parts = formatOf(timeZone).formatToParts(at);
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  const seconds = Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
  return seconds + (((at % 1000) + 1000) % 1000);
}

/**
 * The instant at which the clock of a time zone shows this, the first one where it shows it twice. A reading
 * that it jumps over is moved by as much as it jumps: to later, or, so as to stay in its day, to earlier.
 */
export function toInstant(wallClock: number, timeZone: string): number {
  const offsetAt = (at: number) => toWallClock(at, timeZone) - at;
  // No clock jumps twice within two days, so that these are the offsets before and after a jump.
  const withOldOffset = wallClock - offsetAt(wallClock - dayMs);
  const withNewOffset = wallClock - offsetAt(wallClock + dayMs);
  const shown = [withOldOffset, withNewOffset].find((at) => toWallClock(at, timeZone) === wallClock);
  if (shown !== undefined) return shown;
  const staysInDay = dayOf(toWallClock(withOldOffset, timeZone)) === dayOf(wallClock);
  return staysInDay ? withOldOffset : withNewOffset;
}

function dayOf(wallClock: number): number {
  return Math.floor(wallClock / dayMs);
}
