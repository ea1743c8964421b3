import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { queryTerms, terms } from "../../src/core/terms.ts";

const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.string({ unit: "grapheme", maxLength: 200 }),
  fc
    .array(
      fc.constantFrom(
        "a",
        "Ω",
        "é",
        "\u0301",
        "東",
        "が",
        "\u3099",
        "ก",
        "้",
        "𠮷",
        "1",
        " ",
        "\ud842",
        "-",
        "ß",
      ),
      {
        maxLength: 200,
      },
    )
    .map((letters) => letters.join("")),
);

describe("terms", () => {
  it.each([
    ["words without case and punctuation", "Hello, WORLD!", ["hello", "world"]],
    [
      "one term for the forms of an English word",
      "deploy deploys deployed deploying deployment",
      Array(5).fill("deploi"),
    ],
    ["words and numbers as they are joined", "v2 x86_64 3.14", ["v2", "x86", "64", "3", "14"]],
    ["no accents", "Crème brûlée, Ångström, Ёлка, Việt", ["creme", "brule", "angstrom", "елка", "viet"]],
    ["no vowel points", "שָׁלוֹם مُحَمَّد", ["שלום", "محمد"]],
    ["one form for letters that look alike", "ﬁle ＡＢＣ① ⅷ", ["file", "abc1", "viii"]],
    ["vowel signs where they are letters", "हिन्दी தமிழ்", ["हिन्दी", "தமிழ்"]],
    ["words of a script with spaces whole", "한국어 배포 Ελληνικά", ["한국어", "배포", "ελληνικα"]],
    ["neighbouring pairs where there are no spaces", "東京タワー", ["東京", "京タ", "タワ", "ワー"]],
    ["voiced kana as they are", "がぎ", ["がぎ"]],
    ["a single letter of such a script alone", "茶 と 水", ["茶", "と", "水"]],
    ["such a run apart from others beside it", "v2版です", ["v2", "版で", "です"]],
    ["letters outside the basic plane whole", "𠮷野家", ["𠮷野", "野家"]],
    ["Thai letters with their marks", "สวัสดี", ["สวั", "วัส", "สดี"]],
    ["nothing of emoji, symbols and controls", "👩‍👩‍👧 ❤️ → \u0000 \u202e", []],
    ["nothing of half a surrogate pair", "a\ud800b", ["a", "b"]],
    ["nothing of nothing", "", []],
  ])("gives %s", (_, text, expected) => {
    expect(terms(text)).toEqual(expected);
  });

  it("cuts what is longer than 64 units, and never through a letter", () => {
    expect(terms("7".repeat(100))).toEqual(["7".repeat(64)]);
    expect(terms(`a${"𝔘".normalize("NFC")}`)).toEqual(["au"]);
    const [term = ""] = terms(`x${"\u{10400}".repeat(60)}`);
    expect(term).toHaveLength(63);
    expect(term.isWellFormed()).toBe(true);
  });

  it("gives letters, digits and marks only, in terms of 64 units at most, the same each time", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const found = terms(text);
        for (const term of found) {
          expect(term).toMatch(/^[\p{L}\p{N}\p{M}]+$/u);
          expect(term.length).toBeLessThanOrEqual(64);
          expect(term.isWellFormed()).toBe(true);
        }
        expect(terms(text)).toEqual(found);
      }),
    );
  });

  it("gives the same for a text however its letters are composed", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(terms(text.normalize("NFD"))).toEqual(terms(text.normalize("NFC")));
      }),
    );
  });

  it("gives the terms of two texts one after the other", () => {
    fc.assert(
      fc.property(anyText, anyText, (one, other) => {
        expect(terms(`${one} . ${other}`)).toEqual([...terms(one), ...terms(other)]);
      }),
    );
  });

  it("takes long texts in a time that grows with their length", () => {
    const hostile = ["a", "é", "東", "a\u0301\u0316", "\u0301", "ﷺ", "ก้", "a ", "\ud800", "ab1"];
    for (const piece of hostile) {
      const text = piece.repeat(100_000 / piece.length);
      const startedAt = performance.now();
      terms(text);
      expect(performance.now() - startedAt).toBeLessThan(1000);
    }
  });

  it("gives what stored indexes hold; where it differs, a migration has to build them again", () => {
    const corpus =
      "The deployments were RUNNING happily; Zoë's naïve café cost €5.50 (v1.2.3)! " +
      "東京タワーへ行く がんばって Привет мир שָׁלוֹם مُحَمَّد हिन्दी สวัสดี 한국어 ﬁne ½ İstanbul straße " +
      "generalizations oscillators relational conditional rationally skies dying sky agreed plastered hopping";
    const digest = createHash("sha256")
      .update(JSON.stringify(terms(corpus)))
      .digest("hex");
    expect(digest.slice(0, 16)).toBe("c28e9c3cf1f66dbe");
  });
});

describe("query terms", () => {
  it("leaves out stop words, unless they are part of another word", () => {
    expect(queryTerms("What is the plan for the deploys?", 9)).toEqual(["plan", "deploi"]);
    expect(queryTerms("what is it?", 9)).toEqual([]);
    expect(queryTerms("the island", 9)).toEqual(["island"]);
  });

  it("gives each term once, in the order asked, at most so many", () => {
    expect(queryTerms("pears apples pear plums figs", 3)).toEqual(["pear", "appl", "plum"]);
    expect(queryTerms("pears", 0)).toEqual([]);
  });

  it("gives nothing that the indexed terms of the same text do not hold", () => {
    fc.assert(
      fc.property(anyText, fc.nat(20), (text, atMost) => {
        const indexed = new Set(terms(text));
        const asked = queryTerms(text, atMost);
        expect(asked.length).toBeLessThanOrEqual(atMost);
        expect(new Set(asked).size).toBe(asked.length);
        for (const term of asked) expect(indexed).toContain(term);
      }),
    );
  });
});
