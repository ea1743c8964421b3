import { describe, expect, it } from "vitest";
import { personalDataGate } from "../../../../src/core/memory/gates/personal-data-gate.ts";
import { candidate, quoteOf } from "../../../fixtures/candidate.ts";
import { gateFacts } from "../../../fixtures/gate-facts.ts";
import { recordedMessage } from "../../../fixtures/recorded-message.ts";

const pass = (text: string) => personalDataGate(candidate({ text }), gateFacts());

describe("the gate for personal data", () => {
  it.each([
    "The card is 4111 1111 1111 1111.",
    "Pay to DE89 3704 0044 0532 0130 00 on Mondays.",
    "Her number is 078-05-1120.",
    "O CPF dele é 529.982.247-25.",
  ])("stops %j", (text) => {
    expect(pass(text)).toEqual({ stop: "It holds a card number, a bank account or a national id." });
  });

  it.each([
    ["Write to ines@example.com.", "email-address"],
    ["Ring +351 912 345 678 at night.", "phone-number"],
    ["The office is at 12 Harbour Street.", "home-address"],
    ["Das Büro ist in der Hafenstraße 12.", "home-address"],
  ])("lets %j pass with a warning", (text, warning) => {
    expect(pass(text)).toMatchObject({ text, warnings: [warning] });
  });

  it.each([
    "Releases are cut on Mondays (decided 2026-06-08).",
    "Version 1.2.3.4 of 2026-11-29 14:02 is build 20261129140212.",
    "The card 4111 1111 1111 1112 has a typing error.",
    "Ticket 1234567890123456 was closed.",
    "Street art is welcome.",
  ])("leaves %j as it is", (text) => {
    expect(pass(text)).toEqual(candidate({ text }));
  });

  it("looks at quotes too", () => {
    const message = recordedMessage("m1", { text: "take 4111-1111-1111-1111 for the flights" });
    expect(personalDataGate(candidate({ receipts: [quoteOf(message)] }), gateFacts())).toHaveProperty("stop");
  });
});
