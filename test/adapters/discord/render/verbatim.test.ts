import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shortVerbatim, verbatim, verbatimLine } from "../../../../src/adapters/discord/render/verbatim.ts";
import { storedText } from "../../../../src/core/text/safe-markdown/clean-text.ts";
import { anyUnits, writtenText } from "../../../fixtures/arbitrary-text.ts";
import { readDiscord } from "./discord-reader.ts";
import { discordAddresses, discordMentions, effectsIn, hostileForDiscord } from "./hostile-discord.ts";

const anyText = fc.oneof(hostileForDiscord, writtenText, anyUnits);

/** What is seen, without the joiners at the ends. */
const seen = (text: string) => readDiscord(text).text.replace(/^\u2060|\u2060$/gu, "");

const stored = (text: string) => storedText(text).replace(/\r\n?/gu, "\n");

describe("verbatim", () => {
  it("E6: shows what is stored, byte for byte", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(seen(verbatim(text))).toBe(stored(text).replace(/^\u2060|\u2060$/gu, ""));
        expect(effectsIn(verbatim(text))).toEqual([]);
        expect(readDiscord(verbatim(text)).links).toEqual([]);
        expect(readDiscord(verbatim(text)).mentions).toEqual([]);
      }),
      { numRuns: 1_500 },
    );
  });

  it.each([
    ...discordMentions,
    ...discordAddresses,
    "# Head",
    "### Head #",
    "-# small",
    "- a\n- b",
    "* a",
    "1. a\n2. b",
    "> said",
    ">>> said",
    "**b** *i* _i_ __u__ ~~s~~ ||hidden|| `c` ``c``",
    "```ts\ncode\n```",
    ":tada: <:custom:123456789012345678> <t:1700000000:R>",
    "¯\\_(ツ)_/¯",
    "[Approve](https://evil.example)",
    "  indented\n\n\n  and more  ",
    "a\\b \\* \\",
    "discord.gg/abc",
  ])("E6: shows %j as it is", (text) => {
    expect(seen(verbatim(text))).toBe(text);
    expect(seen(`**${verbatimLine(text)}**`)).toBe(text.replace(/\s+/gu, " ").trim());
  });

  it("leaves words as they are", () => {
    const text = "Deploys freeze on Fridays after 3 pm (Ana said so), don't they?";
    expect(verbatim(text)).toBe(text);
  });

  it("is cut so that it fits, never inside of a sign and what escapes it", () => {
    fc.assert(
      fc.property(anyText, fc.nat({ max: 200 }), (text, units) => {
        const short = shortVerbatim(text, units);
        expect(short.length).toBeLessThanOrEqual(units);
        expect(short.isWellFormed()).toBe(true);
        expect(/(?:^|[^\\])(?:\\\\)*\\$/u.test(short)).toBe(false);
        if (verbatim(text).length <= units) expect(short).toBe(verbatim(text));
      }),
      { numRuns: 1_000 },
    );
  });
});
