import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutToMemory, readersOf, rememberForm } from "../../../src/core/home/remember-form.ts";
import { memoryTextLimit } from "../../../src/core/memory.ts";
import type { Reach, Role } from "../../../src/core/message.ts";
import { hostileText, writtenText } from "../../fixtures/arbitrary-text.ts";

const reach = fc.constantFrom<Reach>("public", "private", "direct", "shared");
const role = fc.constantFrom<Role>("admin", "member", "guest", "outsider", "bot");

describe("for whom a chosen message may be remembered (law 3)", () => {
  it("is never wider than where it was said", () => {
    fc.assert(
      fc.property(reach, role, (place, chooser) => {
        const readers = readersOf(place, chooser);
        expect(readers[0]).toBe("me");
        if (place !== "public") expect(readers).not.toContain("team");
        if (place === "direct") expect(readers).toEqual(["me"]);
      }),
    );
  });

  it("is the team for those alone who see the team's memory", () => {
    const choosers = (["admin", "member", "guest"] as const).filter((each) =>
      readersOf("public", each).includes("team"),
    );
    expect(choosers).toEqual(["admin", "member"]);
  });
});

describe("the form of a chosen message", () => {
  it("begins with words that fit into a memory, whatever the message is", () => {
    fc.assert(
      fc.property(fc.oneof(writtenText, hostileText), fc.nat({ max: 40 }), (text, repeats) => {
        const start = cutToMemory(text.repeat(repeats));
        expect(start.length).toBeLessThanOrEqual(memoryTextLimit);
        expect(text.repeat(repeats)).toContain(start);
      }),
    );
  });

  it("offers what is chosen among what is offered", () => {
    fc.assert(
      fc.property(reach, role, fc.constantFrom("me", "channel", "team"), (place, chooser, wanted) => {
        const filled = { text: "x", for: wanted };
        const { fields } = rememberForm("id", { name: "general" }, readersOf(place, chooser), filled);
        const select = fields.find(({ type }) => type === "select");
        if (select?.type !== "select") throw new Error("There is no select");
        expect(select.options.map(({ value }) => value)).toContain(select.value);
      }),
    );
  });
});
