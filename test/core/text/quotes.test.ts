import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldQuote, isQuoteOf } from "../../../src/core/text/quotes.ts";
import { writtenText } from "../../fixtures/arbitrary-text.ts";

const words = fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 4, maxLength: 20 });
const gap = fc.constantFrom(" ", "  ", "\n", "\t ", "\u00a0", "\r\n");

/** The characters of a text as people see them, so that a part never cuts one. */
const characters = (text: string) =>
  [...new Intl.Segmenter("und").segment(text)].map(({ segment }) => segment);

describe("isQuoteOf", () => {
  it("finds every part of 12 characters or more", () => {
    fc.assert(
      fc.property(writtenText, fc.nat(), fc.nat(), (raw, start, length) => {
        // An entity that is cut in two is no longer one, so that none may stand in this text.
        const text = raw.replaceAll("&", "and");
        const all = characters(text);
        const from = start % (all.length + 1);
        const part = all.slice(from, from + 12 + (length % 40)).join("");
        fc.pre([...foldQuote(part)].length >= 12);
        expect(isQuoteOf(text, part)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it("finds a part however its white space, its accents and its signs are written", () => {
    fc.assert(
      fc.property(words, gap, gap, (list, inMessage, inQuote) => {
        const message = [...list, "café", "&amp;", "bar"].join(inMessage);
        const quote = [...list, "cafe\u0301", "&", "bar"].join(inQuote);
        expect(isQuoteOf(message, quote)).toBe(true);
        expect(isQuoteOf(`Before.${inMessage}${message}${inMessage}After.`, quote)).toBe(true);
      }),
    );
  });

  it("never finds words that were not said", () => {
    fc.assert(
      fc.property(words, fc.nat(), fc.stringMatching(/^[A-Z]{1,3}$/), (list, at, invented) => {
        const message = list.join(" ");
        const place = at % (message.length + 1);
        const quote = `${message.slice(0, place)}${invented}${message.slice(place)}`;
        expect(isQuoteOf(message, quote)).toBe(false);
      }),
    );
  });

  it.each([
    ["twelve characters of a longer message", "we ship it on Monday", "we ship it o", true],
    ["eleven characters of a longer message", "we ship it on Monday", "we ship it ", false],
    ["eleven characters after folding", "we ship it on Monday", "we   ship   it", false],
    ["eleven characters that are the whole message", "we ship it.", "we ship it.", true],
    ["a short message, whole", "yes", " yes\n", true],
    ["a part of a short message", "yes!", "yes", false],
    ["six emoji, which are twelve units but six characters", "🎉🎊🎈🎁🎂🍰🍾", "🎉🎊🎈🎁🎂🍰", false],
    ["the same words in another case", "We ship it on Monday", "we ship it on Monday", false],
    ["nothing", "we ship it on Monday", "", false],
    ["white space alone", "we ship it on Monday", "             ", false],
    ["nothing of nothing", "", "", false],
    ["words with something left out", "we ship it, finally, on Monday", "we ship it on Monday", false],
  ])("takes %s for what it is", (_, message, quote, isQuote) => {
    expect(isQuoteOf(message, quote)).toBe(isQuote);
  });
});

describe("foldQuote", () => {
  it.each([
    ["&lt;b&gt; &amp; &quot;c&quot; &apos;d&apos;", "<b> & \"c\" 'd'"],
    ["&#60;b&#x3E;&nbsp;&#8364;", "<b> €"],
    ["&amp;lt;", "&lt;"],
    ["&amp;amp;amp;", "&amp;amp;"],
    ["&unknown; &; &#0; &#x110000; &lt", "&unknown; &; &#0; &#x110000; &lt"],
  ])("decodes the entities of %s once", (text, folded) => {
    expect(foldQuote(text)).toBe(folded);
  });

  it("does not take an entity of an entity for the sign", () => {
    expect(isQuoteOf("the sign is written &amp;lt; in a page", "the sign is written <")).toBe(false);
    expect(isQuoteOf("the sign is written &amp;lt; in a page", "the sign is written &lt;")).toBe(false);
    expect(isQuoteOf("the sign is written &amp;lt; in a page", "the sign is written &amp;lt;")).toBe(true);
  });

  it("leaves a folded text without entities as it is", () => {
    fc.assert(
      fc.property(writtenText, (raw) => {
        const folded = foldQuote(raw.replaceAll("&", ""));
        expect(foldQuote(folded)).toBe(folded);
      }),
    );
  });
});
