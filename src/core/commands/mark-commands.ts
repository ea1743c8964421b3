import { type PrivateAnswer, say } from "../card.ts";
import { dateMemory, pinMemory } from "../memory/mark-memory.ts";
import type { Parts } from "../parts.ts";
import type { CommandParameter } from "../ports/platform.ts";
import { type Command, type CommandCall, oneId } from "./command.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** The furthest date, in days from now. */
const furthestDays = 5 * 366;

const memoryParameter: CommandParameter = {
  name: "id",
  summary: "the id of the memory",
  isRequired: true,
  takes: { type: "memory" },
};

/** What people set beside memories: how they are used, and when they are looked at again. */
export const markCommands: readonly Command[] = [
  {
    words: "pin",
    parameters: [
      memoryParameter,
      {
        name: "off",
        summary: "takes the pin away",
        isRequired: false,
        takes: { type: "choice", values: ["off"] },
      },
    ],
    summary: "give a memory to every answer that may have it",
    accepts: (rest) => oneId(withoutOff(rest)),
    isOpen: false,
    run: async (parts, { workspace, person, rest }) => {
      const id = withoutOff(rest);
      return say(await pinMemory(parts, { workspace, person, id }, id === rest));
    },
  },
  {
    words: "review-by",
    parameters: [
      memoryParameter,
      {
        name: "date",
        summary: "a date such as 2027-03-31, a time such as 90 days, or never",
        isRequired: true,
        takes: { type: "text" },
      },
    ],
    summary: "have a memory looked at again by a date",
    accepts: (rest) => {
      const [id = "", ...date] = rest.split(/\s+/u);
      if (!oneId(id)) return false;
      return parseDate(date.join(" "), 0) === undefined ? "to-explain" : true;
    },
    isOpen: false,
    run: setDate,
  },
];

function withoutOff(rest: string): string {
  return rest.replace(/\s+off$/iu, "");
}

async function setDate(parts: Parts, { workspace, person, rest }: CommandCall): Promise<PrivateAnswer> {
  const [id = "", ...words] = rest.split(/\s+/u);
  const now = parts.clock.now();
  const date = parseDate(words.join(" "), now);
  if (date === undefined)
    return say("I take a date such as `2027-03-31`, a time such as `90 days`, or `never`. Nothing changed.");
  if (date !== null && date <= now)
    return say("That day is over. Choose one that is to come. Nothing changed.");
  if (date !== null && date > now + furthestDays * dayMs)
    return say("That is more than five years away. Choose a nearer day. Nothing changed.");
  const day = date === null ? "" : new Date(date).toISOString().slice(0, 10);
  return say(await dateMemory(parts, { workspace, person, id }, date, day));
}

const unitDays: Readonly<Record<string, number>> = { day: 1, week: 7, month: 30, year: 365 };

/** The instant that somebody means, seen from now, in milliseconds; null for never, undefined for no date. */
function parseDate(text: string, now: number): number | null | undefined {
  const words = text.trim().toLowerCase();
  if (words === "never") return null;
  const span = /^(?:in )?(\d{1,4}) (day|week|month|year)s?$/u.exec(words);
  if (span) return now + Number(span[1]) * (unitDays[span[2] ?? ""] ?? 0) * dayMs;
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(words)) return undefined;
  const at = Date.parse(`${words}T00:00:00Z`);
  // Of a day that is not there, such as the 30th of February, the clock makes another.
  const isThere = !Number.isNaN(at) && new Date(at).toISOString().startsWith(words);
  return isThere ? at : undefined;
}
