import { z } from "zod";
import { isBlank } from "../../core/text/is-blank.ts";
import { plainText } from "../../core/text/quoted-data.ts";
import { shorten } from "../../core/text/tokens.ts";
import { onOneLine } from "../plain-section.ts";
import {
  type Criterion,
  criteriaAtMost,
  criterionUnits,
  draftedAtMost,
  howUnits,
  openCriteria,
} from "./goal.ts";

/** What a model answers when it drafts a rubric. */
export const rubricSchema = {
  type: "object",
  properties: {
    criteria: {
      type: "array",
      items: {
        type: "object",
        properties: { text: { type: "string" }, how: { type: "string" } },
        required: ["text", "how"],
        additionalProperties: false,
      },
    },
  },
  required: ["criteria"],
  additionalProperties: false,
} as const;

const draft = z.object({ criteria: z.array(z.object({ text: z.string(), how: z.string() })) });

/** The criteria that a model drafted, at most seven, each once; undefined where there is none that can be read. */
export function readRubric(output: unknown): Criterion[] | undefined {
  const parsed = draft.safeParse(output);
  if (!parsed.success) return undefined;
  const criteria = distinct(parsed.data.criteria.map(plain)).slice(0, draftedAtMost);
  return criteria.length === 0 ? undefined : openCriteria(criteria);
}

type Said = Pick<Criterion, "text" | "how">;

function plain({ text, how }: Said): Said {
  return {
    text: shorten(onOneLine(plainText(text)), criterionUnits),
    how: shorten(onOneLine(plainText(how)), howUnits),
  };
}

function distinct(criteria: readonly Said[]): Said[] {
  const seen = new Set<string>();
  return criteria.filter(({ text }) => {
    const isNew = !isBlank(text) && !seen.has(text);
    seen.add(text);
    return isNew;
  });
}

/** What stands between a criterion and how it is judged where people write them, a line each. */
const divider = " — ";

/** The rubric as people edit it. */
export function writeCriteria(criteria: readonly Said[]): string {
  return criteria.map(({ text, how }) => (how === "" ? text : `${text}${divider}${how}`)).join("\n");
}

function saidIn(text: string): Said[] {
  return text.split(/\r\n|[\n\r]/u).map((line) => {
    const [words = "", ...how] = line.replace(/^\s*(?:[-*•]|\d+[.)])\s+/u, "").split(divider);
    return { text: words, how: how.join(divider) };
  });
}

/** What to say where somebody wrote more of a criterion than is kept; undefined where all of it is. */
export function tooLongOf(text: string): string | undefined {
  const isTooLong = saidIn(text).some(
    ({ text: words, how }) =>
      onOneLine(plainText(words)).length > criterionUnits || onOneLine(plainText(how)).length > howUnits,
  );
  return isTooLong
    ? `A criterion has at most ${criterionUnits} characters, and how it is judged ${howUnits}. Say it shorter, or on two lines.`
    : undefined;
}

/** The criteria that somebody wrote, a line each. What was judged before and stays the same keeps its verdict. */
export function readCriteria(text: string, before: readonly Criterion[]): Criterion[] {
  return openCriteria(distinct(saidIn(text).map(plain))).map(
    (each) => before.find((known) => known.text === each.text) ?? each,
  );
}

/**
 * The rubric with what somebody adds to it, on one line; undefined where that says nothing, stands there already, or is more
 * than can be judged well.
 */
export function readMore(text: string, before: readonly Criterion[]): Criterion[] | undefined {
  const said = plain({ text, how: "" });
  const all = distinct([...before, said]);
  return all.length === before.length || all.length > criteriaAtMost
    ? undefined
    : [...before, ...openCriteria([said])];
}
