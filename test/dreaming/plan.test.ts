import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { personAudience } from "../../src/core/audience.ts";
import { asId } from "../../src/core/ids.ts";
import { dollarsOf, listPrices, noUsage } from "../../src/core/prices.ts";
import type { Gathered } from "../../src/dreaming/gather.ts";
import { type Bounds, estimateOf, planDream } from "../../src/dreaming/plan.ts";

const model = "claude-opus-5-5";
const bounds: Bounds = {
  prices: listPrices,
  model,
  priceShare: 1,
  budgetLeft: Number.POSITIVE_INFINITY,
  isAsked: false,
};

function gathered(name: string, linesThere: number, contentUnits: number, hasSignal = false): Gathered {
  const audience = personAudience(asId(name));
  return {
    reader: { audience, channels: [], isContext: () => true },
    transcript: { content: "x".repeat(contentUnits), lines: new Map() },
    prompt: "Propose.",
    hasSignal,
    linesRead: linesThere,
    linesThere,
    from: 0,
    to: 1,
  };
}

const anyGathered = fc.array(
  fc.record({ lines: fc.nat({ max: 60 }), units: fc.nat({ max: 200_000 }), hasSignal: fc.boolean() }),
  { maxLength: 12 },
);

describe("planDream", () => {
  it("reads what has twenty new lines or a signal, lets the rest wait, and leaves out what is not new", () => {
    const plan = planDream(
      [
        gathered("enough", 20, 10),
        gathered("few", 19, 10),
        gathered("wrong", 1, 10, true),
        gathered("quiet", 0, 10),
      ],
      bounds,
    );
    expect(plan.ready.map((each) => each.gathered.reader.audience)).toMatchObject([
      { person: "enough" },
      { person: "wrong" },
    ]);
    expect(plan.others).toMatchObject([{ audience: { person: "few" }, outcome: "waits", linesThere: 19 }]);
  });

  it("lets nothing wait that somebody asked for", () => {
    const plan = planDream([gathered("few", 1, 10), gathered("quiet", 0, 10)], { ...bounds, isAsked: true });
    expect(plan.ready).toHaveLength(1);
    expect(plan.others).toEqual([]);
  });

  it("keeps all that is asked within the budget, however long the answers become", () => {
    fc.assert(
      fc.property(anyGathered, fc.double({ min: 0, max: 3, noNaN: true }), (all, budgetLeft) => {
        const plan = planDream(
          all.map(({ lines, units, hasSignal }, index) => gathered(`p${index}`, lines, units, hasSignal)),
          { ...bounds, budgetLeft, isAsked: true },
        );
        const worst = plan.ready.reduce(
          (sum, { gathered: each, maxTokens }) =>
            sum +
            dollarsOf(listPrices, model, {
              ...noUsage,
              inputTokens: estimateOf(each),
              outputTokens: maxTokens,
            }),
          0,
        );
        expect(worst).toBeLessThanOrEqual(budgetLeft + 1e-9);
        expect(plan.estimatedDollars).toBeLessThanOrEqual(budgetLeft + 1e-9);
        const counted = plan.ready.length + plan.others.length;
        expect(counted).toBe(all.filter(({ lines }) => lines > 0).length);
      }),
      { numRuns: 500 },
    );
  });

  it("asks for whole answers where no budget is set, or the price is not known", () => {
    const one = [gathered("one", 30, 1000)];
    expect(planDream(one, bounds).ready[0]?.maxTokens).toBe(16_000);
    expect(planDream(one, { ...bounds, model: "own-model", budgetLeft: 0.000_001 }).ready[0]?.maxTokens).toBe(
      16_000,
    );
  });
});
