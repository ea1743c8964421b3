import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answerTexts, oneText } from "../../../../src/adapters/discord/render/answer-texts.ts";
import { wideCharacter } from "../../../fixtures/arbitrary-text.ts";
import { endsInFence } from "../../../fixtures/fence-reader.ts";
import { anyText } from "../../slack/render/arbitrary-content.ts";
import { hosts, permalink } from "../../slack/render/hostile-markdown.ts";
import { discordAddresses, discordMentions, effectsIn, hostileForDiscord } from "./hostile-discord.ts";

const word = fc.oneof(
  fc.stringMatching(/^[a-zA-Zäöü]{1,12}$/u),
  wideCharacter.filter((each) => each !== "\r\n"),
);

const plainText = fc
  .array(fc.tuple(word, fc.constantFrom(" ", " ", " ", ", ", ". ", "\n", "\n\n")), { maxLength: 1_500 })
  .map((words) => words.map(([each, after]) => `${each}${after}`).join(""));

describe("answerTexts", () => {
  it("E1, E2: are the text when joined, each as long as Discord takes", () => {
    fc.assert(
      fc.property(plainText, (text) => {
        const parts = answerTexts(text, hosts);
        expect(parts.join("")).toBe(text.trim() === "" ? "" : text);
        for (const part of parts) expect(part.length).toBeLessThanOrEqual(1_900);
      }),
      { numRuns: 100 },
    );
  });

  it("E1, E3: are texts that Discord takes, whatever is said", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, hostileForDiscord), (text) => {
        for (const part of answerTexts(text, hosts)) {
          expect(part.length).toBeLessThanOrEqual(1_900);
          expect(part.trim()).not.toBe("");
          expect(part.isWellFormed()).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  it("E1: say all of a long text, however hostile", () => {
    for (const unit of ["<a", "https://a.b ", "`` ` https://a.b ", "&amp;x ", "@here ", "]( ", "www.a ` "]) {
      const text = unit.repeat(4_000 / unit.length).trim();
      const said = answerTexts(text, hosts)
        .join("")
        .replace(/[\u2060`\s]/gu, "");
      expect(said).toBe(text.replace(/[`\s]/gu, ""));
    }
  });

  it("E2: close every fence that they open, and open it again", () => {
    const lines = Array.from({ length: 400 }, (_, index) => `const value${index} = ${index};`).join("\n");
    const parts = answerTexts(`Look:\n\n\`\`\`ts\n${lines}\n\`\`\`\n\nDone.`, hosts);
    expect(parts.length).toBeGreaterThan(4);
    for (const part of parts) expect(endsInFence(part)).toBe(false);
    expect(parts.slice(1, -1).every((part) => part.startsWith("```ts\n"))).toBe(true);
    expect(parts.join("\n").match(/^const value\d+ = \d+;$/gmu)).toHaveLength(400);
  });

  it("E2: cut no link", () => {
    const text = `word [[1]](${permalink}) `.repeat(100);
    const links = answerTexts(text, hosts).join("").split(`[[1]](${permalink})`).length - 1;
    expect(links).toBe(100);
  });

  it("E4, E5: call nobody and link nowhere", () => {
    for (const text of [...discordMentions, ...discordAddresses]) {
      for (const part of answerTexts(`${"word ".repeat(355)}${text} ${"word ".repeat(40)}`, hosts)) {
        expect(effectsIn(part), text).toEqual([]);
      }
    }
  });

  it("are none where nothing is shown", () => {
    for (const text of ["", " \n", "\u2060", "\0"]) expect(answerTexts(text, hosts)).toEqual([]);
  });
});

describe("oneText", () => {
  it("E1: is as long as it may be at most", () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 2_000 }), (text, units) => {
        const one = oneText(text, units, hosts);
        expect(one.length).toBeLessThanOrEqual(units);
        expect(one.isWellFormed()).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
