import { describe, expect, it } from "vitest";
import { asId } from "../../../../src/core/ids.ts";
import { optedOutGate } from "../../../../src/core/memory/gates/opted-out-gate.ts";
import { candidate, command, quoteOf } from "../../../fixtures/candidate.ts";
import { gateFacts } from "../../../fixtures/gate-facts.ts";
import { recordedMessage } from "../../../fixtures/recorded-message.ts";

const named = { stop: "It names somebody who opted out." };
const facts = gateFacts([], { optedOut: ["U042", "Zoë Ng", "U07", "Will"] });

describe("the gate of those who opted out", () => {
  it.each([
    "Zoë Ng owns the billing service.",
    "Ask Zoe\u0308  Ng first.",
    "<@U042> owns the billing service.",
    "@Will owns billing.",
  ])("stops %j, which names somebody who opted out", (text) => {
    expect(optedOutGate(candidate({ text }), facts)).toEqual(named);
  });

  it.each(["Will owns the billing service.", "We will release on Mondays.", "zoë ng owns it"])(
    "lets %j pass with a warning: it may name them, or only say a word",
    (text) => {
      expect(optedOutGate(candidate({ text }), facts)).toMatchObject({
        text,
        warnings: ["may-name-opted-out"],
      });
    },
  );

  it("looks at the reason and at the quotes too", () => {
    const message = recordedMessage("m1", { text: "Zoë Ng said so yesterday" });
    expect(optedOutGate(candidate({ why: "Zoë Ng said so." }), facts)).toEqual(named);
    expect(optedOutGate(candidate({ receipts: [quoteOf(message)] }), facts)).toEqual(named);
  });

  it("stops what rests on words of somebody who opted out", () => {
    const message = recordedMessage("m1", { author: asId("U042"), text: "releases are on Mondays" });
    const receipts = [command("ana"), quoteOf(message)];
    expect(optedOutGate(candidate({ receipts }), facts)).toEqual({
      stop: "It rests on words of somebody who opted out.",
    });
  });

  it("leaves everything else as it is", () => {
    const change = candidate({ text: "The willow is cut on Mondays by U0421." });
    expect(optedOutGate(change, facts)).toBe(change);
    expect(optedOutGate(candidate(), gateFacts([], { optedOut: [""] }))).toEqual(candidate());
  });
});
