import { describe, expect, it } from "vitest";
import { secretsGate } from "../../../../src/core/memory/gates/secrets-gate.ts";
import { candidate, quoteOf } from "../../../fixtures/candidate.ts";
import { gateFacts } from "../../../fixtures/gate-facts.ts";
import { recordedMessage } from "../../../fixtures/recorded-message.ts";

const stop = { stop: "It holds a key or a password." };
const facts = gateFacts([], { hasSecret: (text) => text.includes("hunter2") });

describe("the secrets gate", () => {
  it("stops a secret in the sentence, in the reason and in a quote", () => {
    const message = recordedMessage("m1", { text: "the door opens with hunter2" });
    expect(secretsGate(candidate({ text: "The password is hunter2." }), facts)).toEqual(stop);
    expect(secretsGate(candidate({ why: "hunter2 came up." }), facts)).toEqual(stop);
    expect(secretsGate(candidate({ receipts: [quoteOf(message)] }), facts)).toEqual(stop);
  });

  it("lets everything else pass", () => {
    const change = candidate({ text: "Passwords are kept in the safe." });
    expect(secretsGate(change, facts)).toBe(change);
  });
});
