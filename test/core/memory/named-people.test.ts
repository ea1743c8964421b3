import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { namesOf } from "../../../src/core/memory/named-people.ts";
import { hostileText } from "../../fixtures/arbitrary-text.ts";

const rank = { nobody: 0, perhaps: 1, certainly: 2 };
const anyName = fc.constantFrom("Zoë Ng", "Will", "U042", "Mark", "Benedikt", "Rose", "", "Ana Lima");
const names = fc.array(anyName, { maxLength: 5 });
const text = fc
  .array(
    fc.oneof(
      hostileText,
      fc.constantFrom("Zoë Ng", "zoë ng", "Will", "will", "@will", "U042", "<@U042>", "Rose", "@Ana Lima"),
      fc.constantFrom("said", "we", "on Mondays", "the rose", "mark it"),
    ),
    { maxLength: 6 },
  )
  .map((pieces) => pieces.join(" "));

describe("namesOf", () => {
  it.each([
    "Zoë Ng owns the billing service.",
    "Ask Zoe\u0308\n Ng first.",
    "<@U042> owns it.",
    "<@!U042> owns it.",
    "U042 owns it.",
    "@Will owns it.",
    "@will owns it.",
    "@zoë ng owns it.",
    "Will Smith owns it.",
  ])("is certain that %j names somebody", (said) => {
    expect(namesOf(said, ["Zoë Ng", "U042", "Will", "Will Smith"])).toBe("certainly");
  });

  it.each([
    "Will owns it.",
    "We will release on Mondays.",
    "WILL OWNS IT",
    "zoë ng owns it.",
    "ZOË NG owns it.",
    "Ask u042.",
    "Zoë owns it.",
    "Ask Benedikt's sister, Lindqvist.",
  ])("thinks that %j may name somebody, and may not", (said) => {
    expect(namesOf(said, ["Zoë Ng", "U042", "Will", "Bo Lindqvist"])).toBe("perhaps");
  });

  it.each([
    "",
    "Zoe Ng owns it.",
    "zoë owns it.",
    "Will Turner owns it.",
    "Bo owns it.",
    "Zoey Ngata owns it.",
    "The willow is cut.",
    "U0421 and XU042 own it.",
    "Goodwill matters.",
  ])("finds nobody in %j", (said) => {
    expect(namesOf(said, ["Zoë Ng", "U042", "Will Smith", "Bo Lindqvist"])).toBe("nobody");
  });

  it("finds nobody where nobody is looked for", () => {
    fc.assert(
      fc.property(text, fc.constantFrom([], [""], ["", " "]), (said, nobody) => {
        expect(namesOf(said, nobody)).toBe("nobody");
      }),
    );
  });

  it("does not depend on the order of the names, nor on how often each stands there", () => {
    fc.assert(
      fc.property(text, names, (said, list) => {
        const once = namesOf(said, list);
        expect(namesOf(said, list.toReversed())).toBe(once);
        expect(namesOf(said, [...list, ...list])).toBe(once);
      }),
      { numRuns: 500 },
    );
  });

  it("is as certain as of the name of which it is most certain", () => {
    fc.assert(
      fc.property(text, names, (said, list) => {
        const ranks = list.map((name) => rank[namesOf(said, [name])]);
        expect(rank[namesOf(said, list)]).toBe(Math.max(0, ...ranks));
      }),
      { numRuns: 500 },
    );
  });

  it("is certain of every mention, whatever stands around it", () => {
    fc.assert(
      fc.property(
        text,
        fc.constantFrom("<@U042>", "<@!U042>", "@Will", "@Benedikt"),
        text,
        (before, it, after) => {
          expect(namesOf(`${before} ${it} ${after}`, ["U042", "Will", "Benedikt"])).toBe("certainly");
        },
      ),
    );
  });
});
