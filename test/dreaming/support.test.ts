import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asId } from "../../src/core/ids.ts";
import { bySupport } from "../../src/dreaming/support.ts";
import { sampleProposal, sampleQuote } from "../contracts/sample-ledger.ts";
import { sampleSaidAt } from "../contracts/sample-message.ts";
import { command } from "../fixtures/candidate.ts";

const dayMs = 24 * 60 * 60 * 1000;
const quote = (author: string, day: number) =>
  sampleQuote(`m-${author}-${day}`, { author: asId(author), saidAt: sampleSaidAt + day * dayMs });
const proposal = (id: string, ...receipts: ReturnType<typeof quote>[]) =>
  sampleProposal(id, { change: { ...sampleProposal(id).change, receipts } });
const order = (...proposals: ReturnType<typeof proposal>[]) => bySupport(proposals).map(({ id }) => id);

describe("bySupport", () => {
  it("puts first what more people said, and among those what was said on more days", () => {
    const one = proposal("one", quote("ana", 0));
    const often = proposal("often", quote("ana", 0), quote("ana", 1));
    const together = proposal("together", quote("ana", 0), quote("ben", 0));
    expect(order(one, often, together)).toEqual(["together", "often", "one"]);
  });

  it("does not count what one person said twice on a day, nor acts", () => {
    const twice = proposal("twice", quote("ana", 0), { ...quote("ana", 0), message: asId("again") });
    const once = proposal("once", quote("ana", 0));
    const act = { ...sampleProposal("act").change, receipts: [command("ana"), command("ben")] };
    expect(order(sampleProposal("act", { change: act }), twice, once)).toEqual(["twice", "once", "act"]);
  });

  it("leaves none out, and what has the same evidence in its order", () => {
    const pair = fc.constantFrom(["ana", 0], ["ana", 1], ["ben", 0], ["ben", 2]) as fc.Arbitrary<
      [string, number]
    >;
    const anyProposals = fc
      .array(fc.array(pair, { maxLength: 4 }), { maxLength: 8 })
      .map((list) =>
        list.map((quotes, index) => proposal(`p${index}`, ...quotes.map(([who, day]) => quote(who, day)))),
      );
    fc.assert(
      fc.property(anyProposals, (proposals) => {
        const ordered = bySupport(proposals);
        expect(ordered.map(({ id }) => id).toSorted()).toEqual(proposals.map(({ id }) => id).toSorted());
        for (const [index, each] of ordered.entries()) {
          const next = ordered[index + 1];
          if (!next || JSON.stringify(each.change.receipts) !== JSON.stringify(next.change.receipts))
            continue;
          expect(proposals.indexOf(each)).toBeLessThan(proposals.indexOf(next));
        }
      }),
    );
  });
});
