import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { saysTheSame, similarity, termSet } from "../../../src/core/text/similarity.ts";

const sentence = fc
  .array(fc.stringMatching(/^[a-z]{2,9}$/), { minLength: 1, maxLength: 12 })
  .map((words) => words.join(" "));

describe("similarity", () => {
  it("lies between 0 and 1, is the same both ways, and 1 for the same terms in any order", () => {
    fc.assert(
      fc.property(sentence, sentence, (one, other) => {
        const forth = similarity(termSet(one), termSet(other));
        expect(forth).toBe(similarity(termSet(other), termSet(one)));
        expect(forth).toBeGreaterThanOrEqual(0);
        expect(forth).toBeLessThanOrEqual(1);
        const turned = one.split(" ").toReversed().join(" ");
        expect(similarity(termSet(one), termSet(turned))).toBe(1);
      }),
    );
  });

  it("is 0 where nothing is common", () => {
    expect(similarity(termSet("tabs and spaces"), termSet("friday lunch"))).toBe(0);
  });
});

describe("saysTheSame", () => {
  it.each([
    ["We deploy on Fridays.", "we deploy on friday"],
    ["Releases are cut on Mondays.", "On Mondays releases are cut!"],
    ["Ana prefers short answers in the morning.", "Ana prefers short answers, in the mornings."],
    ["O café abre às nove horas.", "o cafe abre as nove horas"],
  ])("takes %j and %j for the same", (one, other) => {
    expect(saysTheSame(one, other)).toBe(true);
    expect(saysTheSame(other, one)).toBe(true);
  });

  it.each([
    [
      "We deploy to production on Fridays after lunch.",
      "We never deploy to production on Fridays after lunch.",
    ],
    [
      "We deploy to production on Fridays after lunch.",
      "We don't deploy to production on Fridays after lunch.",
    ],
    [
      "We deploy to production on Fridays after lunch.",
      "We don’t deploy to production on Fridays after lunch.",
    ],
    [
      "People can deploy to production on a Friday evening.",
      "People cannot deploy to production on a Friday evening.",
    ],
    [
      "Deploy the service on Fridays with the checklist.",
      "Deploy the service on Fridays without the checklist.",
    ],
    ["Fazemos deploy à sexta depois do almoço.", "Não fazemos deploy à sexta depois do almoço."],
    ["Wir liefern am Freitag nach dem Mittag aus.", "Wir liefern am Freitag nach dem Mittag nicht aus."],
    [
      "The daily meeting of the team is at 9 in the room.",
      "The daily meeting of the team is at 10 in the room.",
    ],
    [
      "The services of the team run on Node v22 in production.",
      "The services of the team run on Node v24 in production.",
    ],
    [
      "The goals of the whole company for Q3 are public.",
      "The goals of the whole company for Q4 are public.",
    ],
    ["Ana owns the billing service.", "Ben owns the search service."],
  ])("takes %j and %j for different things", (one, other) => {
    expect(saysTheSame(one, other)).toBe(false);
    expect(saysTheSame(other, one)).toBe(false);
  });

  it("holds between a sentence and itself", () => {
    fc.assert(fc.property(sentence, (text) => saysTheSame(text, text)));
  });
});
