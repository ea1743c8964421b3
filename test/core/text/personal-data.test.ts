import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findPersonalData } from "../../../src/core/text/personal-data.ts";
import { anyUnits, hostileText } from "../../fixtures/arbitrary-text.ts";

const found = (text: string) => [...findPersonalData(text)];

/** The digit that makes a number pass Luhn's check. */
function luhnDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + Math.floor(value / 10) + (value % 10);
  }, 0);
  return `${(10 - (sum % 10)) % 10}`;
}

/** The two digits that make an account number pass the check of ISO 7064. */
function ibanOf(country: string, account: string): string {
  const number = [...`${account}${country}00`].map((letter) => Number.parseInt(letter, 36)).join("");
  return `${country}${`${98n - (BigInt(number) % 97n)}`.padStart(2, "0")}${account}`;
}

const inFours = (text: string, sign: string) => text.replace(/.{4}(?=.)/gu, (four) => `${four}${sign}`);

const cardDigits = fc
  .stringMatching(/^[3-6][0-9]{11,17}$/)
  .map((digits) => `${digits}${luhnDigit(digits)}`)
  .filter((digits) => new Set(digits).size > 1);
const iban = fc.oneof(
  ...(
    [
      ["NO", 15],
      ["AT", 20],
      ["CH", 21],
      ["DE", 22],
      ["PT", 25],
      ["PL", 28],
      ["MT", 31],
    ] as const
  ).map(([country, length]) =>
    fc
      .stringMatching(new RegExp(`^[0-9]{4}[A-Z0-9]{${length - 8}}$`))
      .map((account) => ibanOf(country, account)),
  ),
);

describe("findPersonalData", () => {
  it("finds every card number that passes the check, however it is grouped", () => {
    fc.assert(
      fc.property(
        cardDigits,
        fc.constantFrom("", " ", "-", ".", " - ", "/", "\u2013", "\n"),
        (digits, sign) => {
          expect(found(`Pay with ${inFours(digits, sign)}, please.`)).toContain("card-number");
        },
      ),
    );
  });

  it("finds a card number in other forms of its digits, and one whose digits are written as entities", () => {
    const number = "4111 1111 1111 1111";
    const wide = number.replace(/\d/gu, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
    const entities = number.replace(/^4/u, "&#52;");
    for (const text of [number, wide, entities, `\u200b${number.replace(" ", "\u200b ")}`])
      expect(found(text)).toContain("card-number");
    for (const dates of ["2026.11.22 2026.11.23", "2026-11-22 2026-11-27", "2026/11/22/2026/11/22"])
      expect(found(dates)).not.toContain("card-number");
  });

  it("takes a number with one wrong digit for no card", () => {
    fc.assert(
      fc.property(cardDigits, fc.nat(), fc.integer({ min: 1, max: 9 }), (digits, at, more) => {
        const place = at % digits.length;
        const wrong = (Number(digits[place]) + more) % 10;
        const text = `Pay with ${digits.slice(0, place)}${wrong}${digits.slice(place + 1)}.`;
        expect(found(text)).not.toContain("card-number");
      }),
    );
  });

  it("finds every account number that passes the check, in either case and with a word behind it", () => {
    fc.assert(
      fc.property(iban, fc.boolean(), fc.constantFrom("", ".", " on Mondays"), (account, isLower, rest) => {
        const written = isLower ? account.toLowerCase() : account;
        expect(found(`Pay to ${written}${rest}`)).toContain("bank-account");
      }),
    );
  });

  it("finds an account number in groups of four", () => {
    fc.assert(
      fc.property(iban, (account) => {
        expect(found(`Pay to ${inFours(account, " ")}.`)).toContain("bank-account");
      }),
    );
  });

  it("takes what is as long as no account in its country for none", () => {
    expect(found(`Pay to ${ibanOf("DE", "1234567890ABCDEFGH")}.`)).toContain("bank-account");
    expect(found(`Pay to ${ibanOf("DE", "1234567890ABCDEF")}.`)).not.toContain("bank-account");
    expect(found(`Pay to ${ibanOf("ZZ", "1234567890ABCDEFGH")}.`)).not.toContain("bank-account");
  });

  it.each(["Pay with 4111 1111 1111 1111 12/27.", "Pay with 4111 1111 1111 1111 123."])(
    "finds the number of a card in %j",
    (text) => {
      expect(found(text)).toContain("card-number");
    },
  );

  it.each(["We had 12 people on the way.", "It took 5 minutes to close.", "We ship via channel 3."])(
    "finds no address in %j",
    (text) => {
      expect(found(text)).toEqual([]);
    },
  );

  it("takes bounded time", () => {
    for (const unit of ["a", "1", "a.", "Aaaa-"]) {
      const begunAt = performance.now();
      findPersonalData(unit.repeat(200_000 / unit.length));
      expect(performance.now() - begunAt).toBeLessThan(4000);
    }
  });

  it("finds every e-mail address of plain letters", () => {
    const part = fc.stringMatching(/^[a-z0-9]{1,10}$/);
    const address = fc
      .tuple(part, part, part, fc.constantFrom("example", "pt", "museum"))
      .map(([name, more, host, top]) => `${name}.${more}@${host}.${top}`);
    fc.assert(
      fc.property(address, (written) => {
        expect(found(`Write to ${written}.`)).toContain("email-address");
      }),
    );
  });

  it.each([
    ["The card is 4111 1111 1111 1111.", ["card-number"]],
    ["Pay to DE89 3704 0044 0532 0130 00 on Mondays.", ["bank-account"]],
    ["Pay to GB82 WEST 1234 5698 7654 32.", ["bank-account"]],
    ["Pay to NO93 8601 1117 947.", ["bank-account"]],
    ["Her number is 219-09-9999.", ["national-id"]],
    ["O CPF dele é 529.982.247-25.", ["national-id"]],
    ["His number is AB 12 34 56 C.", ["national-id"]],
    ["Schreib an zoë@büro.example.", ["email-address"]],
    ["Ring +351 912 345 678 at night.", ["phone-number"]],
    ["Call (020) 7946 0958 or 555-123-4567.", ["phone-number"]],
    ["Ruf 0151 23456789 an.", ["phone-number"]],
    ["The office is at 12 Harbour Street.", ["home-address"]],
    ["Das Büro ist in der Hafenstraße 12.", ["home-address"]],
    ["O escritório é na Rua das Flores 12.", ["home-address"]],
    ["Ana, ana@example.com, +351 912 345 678", ["email-address", "phone-number"]],
  ])("finds in %j what it holds, and nothing else", (text, kinds) => {
    expect(found(text)).toEqual(kinds);
  });

  it.each([
    "",
    "Releases are cut on Mondays (decided 2026-06-08).",
    "Version 1.2.3.4 of 2026-11-29 14:02 is build 20261129140212.",
    "The card 4111 1111 1111 1112 has a typing error.",
    "The number 8888 8888 8888 8888 is a placeholder.",
    "The number 1111 1111 1111 1111 is a placeholder.",
    "The account GB83 WEST 1234 5698 7654 32 has a typing error.",
    "Ticket 1234567890123456 was closed.",
    "The server is at 192.168.100.200, port 8080.",
    "The ids are 666-12-3456 and 219-00-1120, and the part is 219-09-99991.",
    "We have 1,000,000 rows and 10.000.000 more.",
    "Street art is welcome, and so is @ana.",
    "Mention @channel in #ops for 24/7 support.",
  ])("finds nothing in %j", (text) => {
    expect(found(text)).toEqual([]);
  });

  it("finds nothing where no digit and no @ stands", () => {
    fc.assert(
      fc.property(fc.oneof(hostileText, anyUnits), (text) => {
        expect(found(text.replace(/[\d@]/gu, ""))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it("takes days, times and prices for nothing else", () => {
    const instant = fc.date({
      min: new Date("1990-01-01"),
      max: new Date("2099-12-31"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instant, fc.nat({ max: 99_999 }), (date, price) => {
        const [day, time = ""] = date.toISOString().split("T");
        expect(found(`On ${day} at ${time.slice(0, 5)} it was ${price}.50 euros.`)).toEqual([]);
      }),
    );
  });
});
