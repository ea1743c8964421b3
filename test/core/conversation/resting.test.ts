import { describe, expect, it } from "vitest";
import { restsOn } from "../../../src/core/conversation/resting.ts";

const said = (by: string, ...texts: string[]) => texts.map((text) => ({ by, text }));
const numbered = (lines: readonly { readonly by: string; readonly text: string }[]) =>
  lines.map((line, number) => ({ ...line, number }));

describe("what an answer rests on without citing it", () => {
  it("is the line that alone has a word of it, and not what the question says", () => {
    const lines = numbered(said("ana", "We deploy after the zeppelinfest", "Lunch is at noon"));
    expect(restsOn("After the zeppelinfest.", "When do we deploy?", lines)).toEqual([0]);
    expect(restsOn("We deploy then.", "When do we deploy?", lines)).toEqual([]);
  });

  it("is each of a few lines that say the same, whoever said them", () => {
    const lines = numbered([
      ...said("ana", "We deploy after the zeppelinfest"),
      ...said("ben", "The zeppelinfest comes first"),
    ]);
    expect(restsOn("After the zeppelinfest.", "When do we deploy?", lines)).toEqual([0, 1]);
  });

  it("is all that one person says of a thing, and not what everybody speaks of", () => {
    const often = Array.from({ length: 6 }, (_, day) => `The zeppelinfest, day ${day}`);
    expect(restsOn("The zeppelinfest.", "What is on?", numbered(said("ana", ...often)))).toHaveLength(6);
    const everybody = often.flatMap((text, index) => said(`person ${index}`, text));
    expect(restsOn("The zeppelinfest.", "What is on?", numbered(everybody))).toEqual([]);
  });
});
