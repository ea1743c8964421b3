import { describe, expect, it } from "vitest";
import { newId, type ProposalId } from "../../src/core/ids.ts";

const ids = Array.from({ length: 20_000 }, () => newId<ProposalId>());

describe("newId", () => {
  it("makes 10 characters that nobody confuses when reading aloud", () => {
    for (const id of ids) expect(id).toMatch(/^[2-9a-hjkmnp-tv-z]{10}$/u);
  });

  it("does not repeat itself", () => {
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("uses each of its 30 characters equally often", () => {
    const counts = new Map<string, number>();
    for (const letter of ids.join("")) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    expect(counts.size).toBe(30);
    const expected = (ids.length * 10) / 30;
    // Nine standard deviations: a fair draw goes beyond it less than once in a billion runs.
    for (const count of counts.values())
      expect(Math.abs(count - expected)).toBeLessThan(9 * Math.sqrt(expected));
  });
});
