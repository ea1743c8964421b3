import { describe, expect, it } from "vitest";
import { asId } from "../../../src/core/ids.ts";
import { isExcluded } from "../../../src/core/settings/settings.ts";

const excluded = (name: string, ...patterns: string[]) =>
  isExcluded({ id: asId(`id-${name}`), name }, patterns);

describe("isExcluded", () => {
  it.each([
    ["legal", ["legal"], true],
    ["Legal", ["legal"], true],
    ["hr-pay", ["hr-*"], true],
    ["hr", ["hr-*"], false],
    ["the-hr-pay", ["hr-*"], false],
    ["the-hr-pay", ["*hr*"], true],
    ["legal-team", ["legal"], false],
    ["general", [], false],
    ["general", ["legal", "gen*al"], true],
    ["genxral", ["gen.ral"], false],
    ["a+b", ["a+b"], true],
    ["anything", ["*"], true],
  ])("of %j by %j: %s", (name, patterns, isOut) => {
    expect(excluded(name, ...patterns)).toBe(isOut);
  });

  it("answers at once, however many stars a pattern has", () => {
    expect(excluded("a".repeat(80), `${"*a".repeat(39)}b`)).toBe(false);
    expect(excluded("a".repeat(80), "*a".repeat(39))).toBe(true);
  });

  it("knows a channel by its id too", () => {
    expect(excluded("general", "id-general")).toBe(true);
  });
});
