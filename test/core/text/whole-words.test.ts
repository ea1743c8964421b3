import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasExactWords, hasWords, touchesTopic } from "../../../src/core/text/whole-words.ts";

const word = fc.stringMatching(/^[a-z]{1,6}$/);
const words = fc.array(word, { maxLength: 15 });
const separator = fc.constantFrom(" ", ", ", "\n", "-", " (", "... ", "_", "\t");
const printable = fc.stringMatching(/^[!-%'-~]{1,12}$/);

describe("hasWords", () => {
  it("finds a word exactly where it stands whole", () => {
    fc.assert(
      fc.property(words, separator, word, (list, between, wanted) => {
        expect(hasWords(list.join(between), wanted)).toBe(list.includes(wanted));
      }),
    );
  });

  it("finds words in any case, wherever they stand", () => {
    fc.assert(
      fc.property(words, word, word, words, (before, one, other, after) => {
        const text = [...before, one, other, ...after].join(" ");
        expect(hasWords(text.toUpperCase(), `${one} ${other}`)).toBe(true);
        expect(hasWords(text, `${one} ${other}`.toUpperCase())).toBe(true);
      }),
    );
  });

  it("takes every sign of the words for itself", () => {
    fc.assert(
      fc.property(printable, (wanted) => {
        expect(hasWords(`one ${wanted} two`, wanted)).toBe(true);
        expect(hasWords("一", wanted)).toBe(false);
      }),
    );
  });

  it("does not find a word in a longer one", () => {
    fc.assert(
      fc.property(word, fc.constantFrom("a", "Z", "7", "é", "я"), (wanted, more) => {
        expect(hasWords(`${more}${wanted}`, `${wanted}`)).toBe(`${more}${wanted}` === wanted);
        expect(hasWords(`${wanted}${more}`, `${wanted}`)).toBe(`${wanted}${more}` === wanted);
      }),
    );
  });

  it.each([
    ["Zoe\u0308  Ng said so", "Zoë Ng", true],
    ["Zoë Ng said so", "Zoe\u0308 Ng", true],
    ["Zoë\nNg said so", "Zoë Ng", true],
    ["Z\u200boë N\u00adg said so", "Zoë Ng", true],
    ["we ask AT&amp;T first", "AT&T", true],
    ["Zoë, and Ng", "Zoë Ng", false],
    ["Zoe Ng said so", "Zoë Ng", false],
    ["anything", "", false],
    ["any thing", "  ", false],
    ["a.c", "a.c", true],
    ["abc", "a.c", false],
  ])("looks in %j for %j", (text, wanted, isThere) => {
    expect(hasWords(text, wanted)).toBe(isThere);
  });

  it("says the same after more words than it remembers", () => {
    const many = Array.from({ length: 1100 }, (_, index) => `word${index}`);
    const text = many.filter((_, index) => index % 3 === 0).join(" ");
    for (const round of [1, 2]) {
      const there = many.filter((each) => hasWords(text, each));
      expect({ round, there: there.join(" ") }).toEqual({ round, there: text });
    }
  });
});

describe("hasExactWords", () => {
  it("finds only what is written in the same case, and nothing that hasWords does not find", () => {
    fc.assert(
      fc.property(words, word, fc.boolean(), (list, wanted, isUpper) => {
        const looked = isUpper ? wanted.toUpperCase() : wanted;
        const isThere = hasExactWords(list.join(" "), looked);
        expect(isThere).toBe(!isUpper && list.includes(wanted));
        if (isThere) expect(hasWords(list.join(" "), looked)).toBe(true);
      }),
    );
  });

  it("tells the same words in the two cases apart, also right after one another", () => {
    expect(hasWords("ask will", "Will")).toBe(true);
    expect(hasExactWords("ask will", "Will")).toBe(false);
    expect(hasExactWords("ask Will", "Will")).toBe(true);
  });
});

describe("touchesTopic", () => {
  it("is touched exactly where one of the topics stands", () => {
    fc.assert(
      fc.property(words, fc.array(word, { maxLength: 5 }), (list, topics) => {
        const text = list.join(", ").toUpperCase();
        expect(touchesTopic(text, topics)).toBe(topics.some((topic) => list.includes(topic)));
      }),
    );
  });

  it.each([
    ["The salary round is in May.", ["health", "salary"], true],
    ["The Salary  Round is in May.", ["salary round"], true],
    ["The salaries are paid in May.", ["salary"], false],
    ["The salary round is in May.", [], false],
    ["The salary round is in May.", [""], false],
  ])("looks in %j for %j", (text, topics, isTouched) => {
    expect(touchesTopic(text, topics)).toBe(isTouched);
  });
});
