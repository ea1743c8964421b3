import { describe, expect, it } from "vitest";
import { team } from "../../../src/core/audience.ts";
import { asId } from "../../../src/core/ids.ts";
import type { LiveMemory } from "../../../src/core/memory.ts";
import type { ProposedChange } from "../../../src/core/proposal.ts";
import { isTriable } from "../../../src/core/trial/is-triable.ts";
import { reviseMemories } from "../../../src/core/trial/revised-memories.ts";
import { sampleProposal, sampleQuote } from "../../contracts/sample-ledger.ts";

const { change: sample } = sampleProposal("p1");
const saying = (quote: string): ProposedChange => ({ ...sample, receipts: [sampleQuote("m1", { quote })] });

describe("what can be tried on past questions", () => {
  it.each([
    ["an update", { ...sample, change: "update" }, true],
    ["a removal", { ...sample, change: "remove" }, true],
    ["an addition from a correction", saying("No, the standup is at 10"), true],
    ["any other addition", saying("The standup is at 10"), false],
    ["what lost its words", { ...sample, change: "update", text: "" }, false],
  ] as const)("is %s: %#", (_name, change, expected) => {
    expect(isTriable(sampleProposal("p1", { change }))).toBe(expected);
    expect(isTriable(sampleProposal("p1", { change, status: "approved" }))).toBe(false);
  });
});

describe("the memories on both sides of a trial", () => {
  const memory = (id: string, text: string): LiveMemory => ({
    id: asId(id),
    audience: team,
    kind: "fact",
    text,
    travels: true,
    at: 1,
    receipts: [],
    sources: [],
  });
  const other = memory("other", "Something else");
  const sides = (change: ProposedChange["change"], recalled: readonly LiveMemory[]) => {
    const proposed = { ...sample, change, memory: asId<LiveMemory["id"]>("m"), text: "New" };
    const { today, changed } = reviseMemories(
      recalled,
      { audience: team, change: proposed, before: "Old" },
      5,
    );
    return [today.map(({ text }) => text), changed.map(({ text }) => text)];
  };

  it("differ by the change alone, also where the question did not bring the memory", () => {
    const known = memory("m", "Old");
    expect(sides("add", [other])).toEqual([["Something else"], ["New", "Something else"]]);
    for (const recalled of [[other, known], [other]])
      expect(sides("update", recalled)).toEqual([
        ["Old", "Something else"],
        ["New", "Something else"],
      ]);
    expect(sides("remove", [other, memory("m", "New")])).toEqual([
      ["New", "Something else"],
      ["Something else"],
    ]);
    expect(sides("remove", [other])).toEqual([["New", "Something else"], ["Something else"]]);
  });
});
