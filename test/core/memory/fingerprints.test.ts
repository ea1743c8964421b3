import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fingerprintWith } from "../../../src/core/memory/fingerprints.ts";

const words = fc.array(fc.stringMatching(/^[a-z]{3,10}$/), { minLength: 1, maxLength: 10 });
const of = (salt: string, text: string) =>
  new Set(fingerprintWith(salt)({ change: "add", memory: null, text }));

describe("fingerprints", () => {
  it("are the same for the same words in any order and case", () => {
    fc.assert(
      fc.property(words, (list) => {
        expect(of("salt", list.join(" "))).toEqual(of("salt", list.toReversed().join(", ").toUpperCase()));
      }),
    );
  });

  it("have nothing in common under another salt", () => {
    fc.assert(
      fc.property(words, (list) => {
        const text = list.join(" ");
        expect([...of("one", text)].filter((print) => of("two", text).has(print))).toEqual([]);
      }),
    );
  });

  it("hold no word and are all of one length", () => {
    fc.assert(
      fc.property(words, (list) => {
        for (const print of of("salt", list.join(" "))) expect(print).toMatch(/^[\w-]{16}$/u);
      }),
    );
    expect(JSON.stringify([...of("salt", "green umbrella")])).not.toMatch(/green|umbrella/iu);
  });

  it("are one for each distinct term", () => {
    expect(of("salt", "deploy, deploys, deploying on Friday").size).toBe(3);
  });
});
