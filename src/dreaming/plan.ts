import type { Usage } from "../core/ports/model.ts";
import { dollarsOf, noUsage, type PriceTable } from "../core/prices.ts";
import type { ReflectionRecord } from "../core/record.ts";
import { estimateTokens } from "../core/text/tokens.ts";
import type { Gathered } from "./gather.ts";

/** With fewer new lines than this, a scheduled reflection waits for the next dream. */
const fewestLines = 20;

/** How long a reflection's answer is expected to be, and how long it may be at most, in tokens. */
const usualAnswerTokens = 1500;
const answerTokensAtMost = 16_000;

/** The same where a budget is set: what may be spent is kept from everything else while a dream is under way. */
const boundedAnswerTokens = 6000;

/** A reflection that is to be made, with the longest answer that the budget lets it give, in tokens. */
export interface Ready {
  readonly gathered: Gathered;
  readonly maxTokens: number;
}

/** What a dream is going to do. */
export interface DreamPlan {
  readonly ready: readonly Ready[];
  /** The audiences that are not read now, with why. Those with nothing new are left out. */
  readonly others: readonly ReflectionRecord[];
  readonly estimatedTokens: number;
  readonly estimatedDollars: number;
  /** What it costs if every answer is as long as it may be. */
  readonly dollarsAtMost: number;
}

/** What bounds a dream. */
export interface Bounds {
  readonly prices: PriceTable;
  readonly model: string;
  /** What part of the price the requests take. */
  readonly priceShare: number;
  /** The dollars that may be spent; infinite where no budget is set. */
  readonly budgetLeft: number;
  /** Whether somebody asked for the dream: then nothing waits for more to read. */
  readonly isAsked: boolean;
}

/** Parts what is reflected on now from what has nothing new, waits, or is beyond the budget, which no answer can overrun. */
export function planDream(gathered: readonly Gathered[], bounds: Bounds): DreamPlan {
  const wanted = gathered.filter(({ linesThere }) => linesThere > 0);
  const open = wanted.filter((each) => isDue(each, bounds.isAsked));
  const ready: Ready[] = [];
  const overBudget: Gathered[] = [];
  let left = bounds.budgetLeft;
  for (const each of open) {
    const expected = costOf(bounds, estimateOf(each), usualAnswerTokens);
    if (left <= 0 || expected > left) {
      overBudget.push(each);
      continue;
    }
    left -= expected;
    ready.push({ gathered: each, maxTokens: answerTokensAtMost });
  }
  const capped = capAnswers(ready, bounds);
  const dollarsAtMost = capped.reduce(
    (sum, each) => sum + costOf(bounds, estimateOf(each.gathered), each.maxTokens),
    0,
  );
  return {
    ready: capped,
    others: [
      ...wanted.filter((each) => !open.includes(each)).map((each) => emptyRecord(each, "waits")),
      ...overBudget.map((each) => emptyRecord(each, "over-budget")),
    ],
    ...expectationOf(
      capped.map((each) => estimateOf(each.gathered)),
      bounds,
    ),
    dollarsAtMost,
  };
}

/** What reflections are expected to send and to cost, from the tokens that each of them sends. */
export function expectationOf(
  sent: readonly number[],
  bounds: Pick<Bounds, "prices" | "model" | "priceShare">,
): Pick<DreamPlan, "estimatedTokens" | "estimatedDollars"> {
  return {
    estimatedTokens: sent.reduce((sum, tokens) => sum + tokens, 0),
    estimatedDollars: sent.reduce((sum, tokens) => sum + costOf(bounds, tokens, usualAnswerTokens), 0),
  };
}

function isDue({ linesThere, hasSignal }: Gathered, isAsked: boolean): boolean {
  return isAsked || hasSignal || linesThere >= fewestLines;
}

/** Tokens that a reflection sends. */
export function estimateOf({ transcript, prompt }: Gathered): number {
  return estimateTokens(prompt) + estimateTokens(transcript.content);
}

function costOf(
  { prices, model, priceShare }: Pick<Bounds, "prices" | "model" | "priceShare">,
  inputTokens: number,
  outputTokens: number,
): number {
  const usage: Usage = { ...noUsage, inputTokens, outputTokens };
  return priceShare * dollarsOf(prices, model, usage);
}

/** Shares what the budget leaves for answers, so that all of them together cannot overrun it however long they are. */
function capAnswers(ready: readonly Ready[], bounds: Bounds): Ready[] {
  const perToken = costOf(bounds, 0, 1_000_000) / 1_000_000;
  if (!Number.isFinite(bounds.budgetLeft) || perToken === 0) return [...ready];
  const input = ready.reduce((sum, each) => sum + costOf(bounds, estimateOf(each.gathered), 0), 0);
  const tokens = Math.floor((bounds.budgetLeft - input) / perToken / Math.max(1, ready.length));
  const maxTokens = Math.max(1, Math.min(boundedAnswerTokens, tokens));
  return ready.map((each) => ({ ...each, maxTokens }));
}

/** The record of an audience that was not read. */
export function emptyRecord(
  { reader, linesThere }: Pick<Gathered, "reader" | "linesThere">,
  outcome: ReflectionRecord["outcome"],
): ReflectionRecord {
  return {
    audience: reader.audience,
    outcome,
    linesRead: 0,
    linesThere,
    inputTokens: 0,
    outputTokens: 0,
    dollars: 0,
    considered: 0,
    proposed: 0,
    dropped: [],
    watch: [],
  };
}
