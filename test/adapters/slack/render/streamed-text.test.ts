import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextPiece } from "../../../../src/adapters/slack/render/streamed-text.ts";
import { safeMarkdown } from "../../../../src/core/text/safe-markdown/safe-markdown.ts";
import { anyUnits, writtenText } from "../../../fixtures/arbitrary-text.ts";
import { addresses, effectsOf, hostileMarkdown, hosts, linkForms, mentions } from "./hostile-markdown.ts";

/** Streams the text as it grows to each length and gives all that had been appended after each step. */
function stream(text: string, lengths: readonly number[]): string[] {
  const shown: string[] = [];
  let appended = "";
  for (const length of [...lengths, text.length]) {
    const isWhole = shown.length === lengths.length;
    const next = nextPiece({ appended, text: text.slice(0, length), isWhole }, hosts);
    if (next.type === "diverged") throw new Error(`Diverged at ${length} of ${JSON.stringify(text)}`);
    appended += next.piece;
    shown.push(appended);
  }
  return shown;
}

const everyLength = (text: string) => Array.from(text, (_, index) => index);

const text = fc.oneof(hostileMarkdown, writtenText, anyUnits);

describe("nextPiece", () => {
  it("E4, E5: the pieces are the safe form of the text, however it was cut", () => {
    fc.assert(
      fc.property(text, fc.array(fc.nat({ max: 400 })), (text, cuts) => {
        const lengths = cuts.map((cut) => Math.min(cut, text.length)).sort((one, other) => one - other);
        expect(stream(text, lengths).at(-1)).toBe(safeMarkdown(text, hosts));
      }),
      { numRuns: 2_000 },
    );
  });

  it("E4, E5: nothing that was appended ever calls or fetches", () => {
    fc.assert(
      fc.property(hostileMarkdown, (text) => {
        for (const shown of stream(text, everyLength(text))) expect(effectsOf(shown)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it.each([...addresses.flatMap((address) => linkForms.map((form) => form(address))), ...mentions])(
    "E4, E5: appends %j unit by unit without an effect",
    (text) => {
      for (const shown of stream(`Say ${text} now`, everyLength(`Say ${text} now`))) {
        expect(effectsOf(shown), shown).toEqual([]);
      }
    },
  );

  it("holds back no more than the last word of plain text", () => {
    const next = nextPiece({ appended: "", text: "On Fridays we freeze depl", isWhole: false }, hosts);
    expect(next).toEqual({ type: "append", piece: "On Fridays we freeze " });
  });

  it("says when the text no longer continues what was appended", () => {
    const next = nextPiece({ appended: "On Fridays ", text: "On Mondays we ", isWhole: false }, hosts);
    expect(next).toEqual({ type: "diverged" });
  });

  it("waits while a text that was begun again is shorter than what was appended", () => {
    const begun = { appended: "On Fridays we ", text: "On Fri", isWhole: false };
    expect(nextPiece(begun, hosts)).toEqual({ type: "append", piece: "" });
    expect(nextPiece({ ...begun, isWhole: true }, hosts)).toEqual({ type: "diverged" });
  });
});
