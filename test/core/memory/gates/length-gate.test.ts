import { describe, expect, it } from "vitest";
import { lengthGate } from "../../../../src/core/memory/gates/length-gate.ts";
import { candidate } from "../../../fixtures/candidate.ts";
import { gateFacts } from "../../../fixtures/gate-facts.ts";

describe("the length gate", () => {
  it("lets 500 units pass and stops 501", () => {
    expect(lengthGate(candidate({ text: "x".repeat(500) }), gateFacts())).toMatchObject({ change: "add" });
    expect(lengthGate(candidate({ text: "x".repeat(501) }), gateFacts())).toEqual({
      stop: "It is longer than 500 characters.",
    });
  });

  it("C12: cuts a long reason, and never inside a character", () => {
    const result = lengthGate(candidate({ why: `x${"🎉".repeat(400)}` }), gateFacts());
    const why = "why" in result ? result.why : "";
    expect(why.length).toBeLessThanOrEqual(500);
    expect(why.isWellFormed()).toBe(true);
    expect(why.endsWith("🎉…")).toBe(true);
  });
});
