import * as fc from "fast-check";
import { expect, it } from "vitest";
import { fileName } from "../../../src/core/text/file-name.ts";
import { hostileText } from "../../fixtures/arbitrary-text.ts";

it("F14: a file's name is one short line that is never empty", () => {
  fc.assert(
    fc.property(hostileText, (name) => {
      const shown = fileName(name);
      expect(shown).toMatch(/^\S(?:.*\S)?$/u);
      expect(shown).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e]/u);
      expect(shown.length).toBeLessThanOrEqual(120);
    }),
  );
});

it("keeps a name as it is, and has one for a file that has none", () => {
  expect(fileName("Plan (v2) <final>.pdf")).toBe("Plan (v2) <final>.pdf");
  expect(fileName(" \n\u200b")).toBe("a file without a name");
});
