import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { customIdOf, readCustomId } from "../../../../src/adapters/discord/render/custom-id.ts";
import { ReverieError } from "../../../../src/core/errors.ts";

describe("customIdOf", () => {
  it("is read again as the verb and the value that it was made of", () => {
    const verb = fc.stringMatching(/^[a-z-]{1,20}$/);
    fc.assert(
      fc.property(verb, fc.string({ maxLength: 60 }), (verb, value) => {
        expect(readCustomId(customIdOf(verb, value))).toEqual({ verb, value });
      }),
    );
  });

  it("is said as the platform carries it", () => {
    expect(customIdOf("approve", "p:1")).toBe("reverie:approve:p:1");
  });

  it.each([
    ["a value that is too long", "approve", "x".repeat(85)],
    ["a verb with a colon", "a:b", "p1"],
  ])("refuses %s", (_, verb, value) => {
    expect(() => customIdOf(verb, value)).toThrow(ReverieError);
  });

  it.each(["", "approve:p1", "reverie:", "reverie:approve", "reverie::p1"])("does not read %j", (id) => {
    expect(readCustomId(id)).toBeUndefined();
  });
});
