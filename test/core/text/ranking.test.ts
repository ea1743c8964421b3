import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { queryTerms } from "../../../src/core/terms.ts";
import { rank } from "../../../src/core/text/ranking.ts";

const word = fc.constantFrom("deploy", "friday", "lunch", "budget", "ana", "window", "river");
const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(" "));

const rankTexts = (texts: readonly string[], question: string) =>
  rank(texts, queryTerms(question, 12), (item) => item);

describe("rank", () => {
  it("gives the same scores in whatever order the items come", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(text, { maxLength: 20 }),
        word,
        word,
        fc.infiniteStream(fc.nat()),
        (texts, one, other, keys) => {
          const shuffled = texts
            .map((each) => ({ each, key: keys.next().value ?? 0 }))
            .toSorted((left, right) => left.key - right.key)
            .map(({ each }) => each);
          const scores = new Map(rankTexts(texts, `${one} ${other}`).map(({ item, score }) => [item, score]));
          for (const { item, score } of rankTexts(shuffled, `${one} ${other}`)) {
            expect(score).toBeCloseTo(scores.get(item) ?? Number.NaN, 10);
          }
        },
      ),
    );
  });

  it("keeps every item, best first, and scores 0 exactly where no term fits", () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 20 }), word, (texts, wanted) => {
        const ranked = rankTexts(texts, wanted);
        expect(ranked.map(({ item }) => item).toSorted()).toEqual(texts.toSorted());
        for (const [index, { item, score }] of ranked.entries()) {
          expect(Number.isFinite(score)).toBe(true);
          expect(score > 0).toBe(item.split(" ").includes(wanted));
          expect(score).toBeLessThanOrEqual(ranked[index - 1]?.score ?? Number.POSITIVE_INFINITY);
        }
      }),
    );
  });

  it("puts the item that holds more of the question first", () => {
    const texts = ["lunch at the river", "deploy on friday", "deploy whenever you like"];
    expect(rankTexts(texts, "when do we deploy on friday?")[0]?.item).toBe("deploy on friday");
  });

  it("gives a rare term more weight than a common one", () => {
    const texts = ["budget one", "budget two", "budget three", "river four"];
    expect(rankTexts(texts, "budget river")[0]?.item).toBe("river four");
  });

  it("gives a short text more weight than a long one with the same term", () => {
    const long = `deploy ${"window river lunch ".repeat(10)}`;
    expect(rankTexts([long, "deploy friday"], "deploy")[0]?.item).toBe("deploy friday");
  });

  it("leaves items that score the same in their order", () => {
    expect(rankTexts(["b", "a", "c"], "deploy").map(({ item }) => item)).toEqual(["b", "a", "c"]);
    expect(rankTexts([], "deploy")).toEqual([]);
  });
});
