import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  parseSpecialists,
  type Specialist,
  writeSpecialists,
} from "../../../src/core/settings/specialists.ts";

const anySpecialist: fc.Arbitrary<Specialist> = fc.record({
  name: fc.stringMatching(/^[a-z0-9_-]{2,30}$/u),
  instructions: fc.constantFrom("Say what we promise", "Rhyme: always", "Count (twice), then say it"),
  model: fc.constantFrom(null, "claude-haiku-5", "http://localhost:11434/qwen"),
  tools: fc.constantFrom<Specialist["tools"][]>([], ["search"], ["web"], ["search", "web"]),
  resultUnits: fc.integer({ min: 100, max: 12_000 }),
});

describe("specialists as people write them", () => {
  it("are read as they were written", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(anySpecialist, { minLength: 1, maxLength: 10, selector: ({ name }) => name }),
        (specialists) => {
          expect(parseSpecialists(writeSpecialists(specialists))).toEqual(specialists);
        },
      ),
    );
  });

  it.each([
    "lawyer",
    "lawyer:",
    "lawyer: no",
    "a lawyer: Say what we promise",
    "lawyer (for free): Say what we promise",
    "lawyer (20 characters): Say what we promise",
    "lawyer (200000 characters): Say what we promise",
    "lawyer (model): Say what we promise",
    "lawyer: Say what we promise; lawyer: Say it again",
    `lawyer: ${"word ".repeat(200)}`,
    Array.from({ length: 11 }, (_, n) => `lawyer${n}: Say what we promise`).join("; "),
    "",
  ])("are refused: %.60s", (text) => {
    expect(parseSpecialists(text)).toBeUndefined();
  });
});
