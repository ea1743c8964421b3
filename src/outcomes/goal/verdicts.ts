import { z } from "zod";
import { isQuoteOf } from "../../core/text/quotes.ts";
import { findSigns } from "../../core/text/steering/find-signs.ts";
import { shorten } from "../../core/text/tokens.ts";
import type { Criterion } from "./goal.ts";

/** What a judge answers. */
export const verdictsSchema = {
  type: "object",
  properties: {
    criteria: {
      type: "array",
      items: {
        type: "object",
        properties: {
          number: { type: "integer" },
          met: { type: "boolean" },
          quote: { type: "string" },
          why: { type: "string" },
        },
        required: ["number", "met", "quote", "why"],
        additionalProperties: false,
      },
    },
  },
  required: ["criteria"],
  additionalProperties: false,
} as const;

const answer = z.object({
  criteria: z.array(z.object({ number: z.number(), met: z.boolean(), quote: z.string(), why: z.string() })),
});

/** The longest reason that is kept, in UTF-16 units. */
const whyUnits = 400;
const quoteUnits = 500;

/**
 * Reads a judge's answer and trusts none of it: what is met needs words of the result that prove it, found there, and words
 * that tell somebody what to do are no proof. What it does not speak of, or speaks of twice, is not met. Undefined where it
 * cannot be read at all.
 */
export function readVerdicts(
  output: unknown,
  criteria: readonly Criterion[],
  result: string,
): Criterion[] | undefined {
  const parsed = answer.safeParse(output);
  if (!parsed.success) return undefined;
  return criteria.map((criterion, index) => {
    const said = parsed.data.criteria.filter(({ number }) => number === index + 1);
    const [verdict] = said;
    if (!verdict || said.length > 1) return notMet(criterion, "The judge said nothing clear of it.");
    const { met, quote } = verdict;
    const why = shorten(verdict.why, whyUnits);
    if (!met) return notMet(criterion, why);
    if (!isQuoteOf(result, quote))
      return notMet(criterion, "The words that should prove it are not in the result.");
    if (speaksToJudge(quote, criterion))
      return notMet(criterion, "The words that should prove it tell the judge what to find.");
    return { ...criterion, verdict: "met", quote: shorten(quote, quoteUnits), why };
  });
}

const ofJudging = /\b(?:criteri(?:on|a)|rubrics?|verdicts?|judges?|judged)\b/iu;
const approving = /\b(?:tell|ask|have|let|get)\b[^.]{0,60}\b(?:approve|accept|sign off|wave through)\b/iu;

/**
 * Whether words are said to whoever judges, instead of being part of what was asked for: they speak of judging where the
 * criterion does not.
 */
function speaksToJudge(quote: string, { text, how }: Criterion): boolean {
  const signs = findSigns(quote);
  if (signs.has("overrides") || signs.has("imitates") || approving.test(quote)) return true;
  return ofJudging.test(quote) && !ofJudging.test(`${text} ${how}`);
}

function notMet(criterion: Criterion, why: string): Criterion {
  return { ...criterion, verdict: "not met", quote: "", why };
}
