import { CronExpressionParser } from "cron-parser";
import { toInstant, toWallClock } from "./wall-clock.ts";

const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/** How often Reverie dreams: a cron expression of five fields in the workspace's time zone, or never. */
export type Cadence = { readonly type: "cron"; readonly expression: string } | { readonly type: "off" };

/** Reads `weekly mon 09:00`, `daily 02:00`, `off` or a cron expression; undefined when it is none of them. */
export function parseCadence(text: string): Cadence | undefined {
  const words = text.trim().toLowerCase().split(/\s+/u);
  if (words.length === 1 && words[0] === "off") return { type: "off" };
  const [rule, ...rest] = words;
  if (rule === "daily" && rest.length === 1) return timed(rest[0], "*");
  if (rule === "weekly" && rest.length === 2) {
    const day = weekdayOf(rest[0] ?? "");
    return day < 0 ? undefined : timed(rest[1], String(day));
  }
  if (words.length !== 5) return undefined;
  const expression = words.join(" ");
  return isCron(expression) ? { type: "cron", expression } : undefined;
}

/** The number of a weekday by its English name or the start of it, three letters at least; -1 for another word. */
function weekdayOf(word: string): number {
  return word.length < 3 ? -1 : weekdays.findIndex((day) => day.startsWith(word));
}

function timed(time: string | undefined, weekday: string): Cadence | undefined {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)$/u.exec(time ?? "");
  if (!match) return undefined;
  return { type: "cron", expression: `${Number(match[2])} ${Number(match[1])} * * ${weekday}` };
}

function isCron(expression: string): boolean {
  try {
    // An expression that never comes due parses, but gives no next time.
    wallClocksAfter(expression, 0).next();
    return true;
  } catch {
    return false;
  }
}

/** The IANA name of a time zone as the runtime writes it; undefined where it knows none by this name. */
export function canonicalTimeZone(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/**
 * The first instant after `afterAt`, in milliseconds, at which a dream is due; undefined when off. Each
 * reading of the wall clock comes due once: one that the clock jumps over, that much later; one that it
 * shows twice, at the first time.
 */
export function nextDue(cadence: Cadence, timeZone: string, afterAt: number): number | undefined {
  if (cadence.type === "off") return undefined;
  const wallClocks = wallClocksAfter(cadence.expression, toWallClock(afterAt, timeZone));
  for (;;) {
    const dueAt = toInstant(wallClocks.next(), timeZone);
    // While the clock shows an hour again, what was due in it lies behind.
    if (dueAt > afterAt) return dueAt;
  }
}

/** The readings of a clock after this one at which the expression holds; in UTC, whose clock never jumps. */
function wallClocksAfter(expression: string, reading: number): { next(): number } {
  const schedule = CronExpressionParser.parse(expression, { tz: "UTC", currentDate: new Date(reading) });
  return { next: () => schedule.next().getTime() };
}
