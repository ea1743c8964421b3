import { CronExpressionParser } from "cron-parser";

const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** How often Reverie dreams: a cron expression of five fields in the workspace's time zone, or never. */
export type Cadence = { readonly type: "cron"; readonly expression: string } | { readonly type: "off" };

/** Reads `weekly mon 09:00`, `daily 02:00`, `off` or a cron expression; undefined when it is none of them. */
export function parseCadence(text: string): Cadence | undefined {
  const words = text.trim().toLowerCase().split(/\s+/u);
  if (words.length === 1 && words[0] === "off") return { type: "off" };
  const [rule, ...rest] = words;
  if (rule === "daily" && rest.length === 1) return timed(rest[0], "*");
  if (rule === "weekly" && rest.length === 2) {
    const day = weekdays.indexOf((rest[0] ?? "").slice(0, 3));
    return day < 0 ? undefined : timed(rest[1], String(day));
  }
  if (words.length !== 5) return undefined;
  const expression = words.join(" ");
  return isCron(expression) ? { type: "cron", expression } : undefined;
}

function timed(time: string | undefined, weekday: string): Cadence | undefined {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)$/u.exec(time ?? "");
  if (!match) return undefined;
  return { type: "cron", expression: `${Number(match[2])} ${Number(match[1])} * * ${weekday}` };
}

function isCron(expression: string): boolean {
  try {
    CronExpressionParser.parse(expression);
    return true;
  } catch {
    return false;
  }
}

/** Whether the runtime knows the time zone by this IANA name. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The first instant after `afterAt`, in milliseconds, at which a dream is due; undefined when off. */
export function nextDue(cadence: Cadence, timeZone: string, afterAt: number): number | undefined {
  if (cadence.type === "off") return undefined;
  return CronExpressionParser.parse(cadence.expression, { tz: timeZone, currentDate: new Date(afterAt) })
    .next()
    .getTime();
}
