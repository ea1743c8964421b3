import * as fc from "fast-check";
import { marked, type Tokens } from "marked";
import { describe, expect, it } from "vitest";
import { partTexts, splitMarkdown } from "../../../src/core/text/split-markdown.ts";
import { anyUnits, wideCharacter, writtenText } from "../../fixtures/arbitrary-text.ts";
import { endsInFence } from "../../fixtures/fence-reader.ts";

const fenceLine = fc
  .tuple(
    fc.constantFrom("", " ", "   ", "    ", "\t"),
    fc.constantFrom("```", "````", "~~~", "~~~~~", "`".repeat(9), "~".repeat(60)),
    fc.constantFrom("", "", "ts", "a language with a long name", "a`b", "  ", "~~~"),
  )
  .map(([indent, marker, info]) => `\n${indent}${marker}${info}\n`);

const link = fc
  .tuple(fc.stringMatching(/^[a-z ]{1,30}$/), fc.stringMatching(/^[a-z/]{1,60}$/))
  .map(([label, path]) => `[${label}](https://example.org/${path})`);

/** Long Markdown of every sort. */
const markdown = fc
  .array(
    fc.oneof(fenceLine, link, writtenText, anyUnits, wideCharacter, fc.constant(" "), fc.constant("`")),
    {
      maxLength: 40,
      size: "max",
    },
  )
  .map((pieces) => pieces.join(""));

const limit = fc.integer({ min: 100, max: 400 });

function whereBodiesEnd(bodies: readonly string[]): number[] {
  let end = 0;
  return bodies.slice(0, -1).map((body) => {
    end += body.length;
    return end;
  });
}

describe("splitMarkdown", () => {
  it("E1: joins to the text again, and no part is longer than the limit", () => {
    fc.assert(
      fc.property(markdown, limit, (text, limit) => {
        const parts = splitMarkdown(text, limit);
        expect(parts.map(({ body }) => body).join("")).toBe(text);
        for (const part of partTexts(parts)) expect(part.length).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 3000 },
    );
  }, 20_000);

  it("E1: holds for any string of units, halves of pairs included", () => {
    fc.assert(
      fc.property(fc.array(anyUnits, { maxLength: 60, size: "max" }), limit, (pieces, limit) => {
        const text = pieces.join("");
        const parts = splitMarkdown(text, limit);
        expect(parts.map(({ body }) => body).join("")).toBe(text);
        for (const part of partTexts(parts)) expect(part.length).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 2000 },
    );
  }, 20_000);

  it("E2: leaves no fence open at the end of a part", () => {
    fc.assert(
      fc.property(markdown, limit, (text, limit) => {
        for (const part of partTexts(splitMarkdown(text, limit))) expect(endsInFence(part)).toBe(false);
      }),
      { numRuns: 3000 },
    );
  }, 20_000);

  it("E2: what a Markdown parser takes for code in the whole text is code in the parts, in the same language", () => {
    const code = Array.from({ length: 80 }, (_, line) => `const value${line} = ${line};`).join("\n");
    const parts = partTexts(splitMarkdown(`Before.\n\n\`\`\`ts\n${code}\n\`\`\`\n\nAfter.`, 400));
    const blocks = parts
      .flatMap((part) => marked.lexer(part))
      .filter((token): token is Tokens.Code => token.type === "code");
    expect(blocks.map(({ lang }) => lang)).toEqual(blocks.map(() => "ts"));
    expect(blocks.map(({ text }) => text).join("\n")).toBe(code);
    expect(parts.length).toBeGreaterThan(3);
  });

  it("E2: closes and reopens a fence that stands in a list", () => {
    const text = `1. Run:\n\n    \`\`\`sh\n${"    npm run something\n".repeat(20)}    \`\`\`\n2. Done.`;
    const parts = partTexts(splitMarkdown(text, 200));
    expect(parts.slice(0, -1).every((part) => part.endsWith("```"))).toBe(true);
    expect(parts.slice(1).every((part) => part.startsWith("```sh\n"))).toBe(true);
  });

  it("E3: never cuts a surrogate pair, nor a character as people see it that is short enough", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(wideCharacter, fc.stringMatching(/^[a-z ]{1,5}$/)), { maxLength: 60, size: "max" }),
        limit,
        (pieces, limit) => {
          const text = pieces.join("");
          const bodies = splitMarkdown(text, limit).map(({ body }) => body);
          const segments = [...new Intl.Segmenter("und").segment(text)];
          for (const end of whereBodiesEnd(bodies)) {
            expect(text.slice(end - 1, end + 1)).not.toMatch(/[\ud800-\udbff][\udc00-\udfff]/);
            const across = segments.find(({ index, segment }) => index < end && index + segment.length > end);
            // A character that no part could hold is cut; every other one stays whole.
            expect(across?.segment.length ?? limit).toBeGreaterThanOrEqual(limit);
          }
        },
      ),
      { numRuns: 2000 },
    );
  }, 20_000);

  it("never cuts inside a link that a part could hold", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(link, fc.stringMatching(/^[a-z]{1,40}$/)), { maxLength: 40, size: "max" }),
        fc.constantFrom("", " "),
        (pieces, between) => {
          const text = pieces.join(between);
          const ends = whereBodiesEnd(splitMarkdown(text, 200).map(({ body }) => body));
          for (const { index, 0: found } of text.matchAll(/\[[^\]]*\]\([^)]*\)/g)) {
            for (const end of ends) expect(end <= index || end >= index + found.length).toBe(true);
          }
        },
      ),
      { numRuns: 500 },
    );
  }, 20_000);

  it("keeps a citation and an address whole", () => {
    const citation = "[[1]](https://example.org/archive/p1)";
    const address = "https://example.org/a/b/c";
    for (const whole of [citation, address]) {
      for (let filler = 60; filler < 100; filler += 1) {
        const text = `${"x".repeat(filler)}${whole}${"y".repeat(50)}`;
        const parts = partTexts(splitMarkdown(text, 100));
        const isCut = !parts.some((part) => part.includes(whole));
        expect(isCut, text).toBe(false);
      }
    }
  });

  it.each([
    ["a paragraph", `${"word ".repeat(14)}end.\n\n${"next ".repeat(20)}`, "end.\n\n"],
    ["a line", `${"word ".repeat(10)}end.\n${"next ".repeat(20)}`, "end.\n"],
    ["a word", "word ".repeat(40), "word "],
  ])("prefers to cut after %s", (_, text, ending) => {
    expect(splitMarkdown(text, 100)[0]?.body.endsWith(ending)).toBe(true);
  });

  it("leaves a text that fits as it is, the empty one too", () => {
    expect(partTexts(splitMarkdown("Short.", 100))).toEqual(["Short."]);
    expect(partTexts(splitMarkdown("", 100))).toEqual([""]);
  });

  it("D9: posts no part that shows nothing", () => {
    const text = `${"x".repeat(100)}\n\n\n`;
    const parts = splitMarkdown(text, 100);
    expect(parts.map(({ body }) => body).join("")).toBe(text);
    expect(partTexts(parts)).toEqual(["x".repeat(100)]);
  });
});
