import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linkCitations } from "../../../src/core/conversation/citations.ts";

const link = (text: string) => linkCitations(text, (number) => (number < 10 ? `#/general/m${number}` : null));

describe("linkCitations", () => {
  it.each([
    ["As Ana said [1].", "As Ana said [[1]](#/general/m1)."],
    [
      "Twice [1][2], and [3]: so.",
      "Twice [[1]](#/general/m1)[[2]](#/general/m2), and [[3]](#/general/m3): so.",
    ],
    ["- [4]\n- [5]", "- [[4]](#/general/m4)\n- [[5]](#/general/m5)"],
    ["`a[1]` but [1]", "`a[1]` but [[1]](#/general/m1)"],
    ["``a ` [1]`` but [1]", "``a ` [1]`` but [[1]](#/general/m1)"],
    ["```\na[1]\n```\n[1]", "```\na[1]\n```\n[[1]](#/general/m1)"],
    ["~~~\na[1]\n~~~\n[1]", "~~~\na[1]\n~~~\n[[1]](#/general/m1)"],
    ["a ` alone and [1]", "a ` alone and [[1]](#/general/m1)"],
  ])("links %j as %j", (text, linked) => {
    expect(link(text)).toBe(linked);
  });

  it.each([
    "No number here.",
    "One without a link [12].",
    "A number too long [1234], a word [one], a mark [^1].",
    "[1](https://example.org) stands already",
    "[[1]](https://example.org) stands already",
    "[as said in [1] here](https://example.org)",
    "![1](https://example.org/picture)",
    "[1]: https://example.org",
    "[1][one]",
    "```\nnever closed [1]",
  ])("leaves %j as it is", (text) => {
    expect(link(text)).toBe(text);
  });

  it("links nothing twice", () => {
    const piece = fc.constantFrom(
      "[1]",
      "[2]",
      "[12]",
      " ",
      "`",
      "``",
      "```",
      "\n",
      "word",
      "[",
      "]",
      "(",
      ")",
      ":",
      "~~~",
      "!",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const linked = link(pieces.join(""));
        expect(link(linked)).toBe(linked);
      }),
      { numRuns: 3000 },
    );
  });

  it("changes nothing but the citations", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(link(text).replaceAll(/\[(\[\d\])\]\(#\/general\/m\d\)/gu, "$1")).toBe(text);
      }),
    );
  });
});
