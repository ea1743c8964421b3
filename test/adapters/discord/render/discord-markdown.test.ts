import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { discordMarkdown } from "../../../../src/adapters/discord/render/discord-markdown.ts";
import { writtenText } from "../../../fixtures/arbitrary-text.ts";
import { hostileForDiscord } from "./hostile-discord.ts";

const code = (...lines: string[]) => ["```", ...lines, "```"].join("\n");

describe("discordMarkdown", () => {
  it("shows a table as code in columns", () => {
    const table = "| Name | Cost |\n|---|--:|\n| **Ana** | 3 |\n| `Bo` | 12 |\n| 👨‍👩‍👧‍👦 é | 1 |";
    expect(discordMarkdown(`Here:\n\n${table}\n\nDone.`)).toBe(
      `Here:\n\n${code(
        "Name | Cost",
        "-----|-----",
        "Ana  |    3",
        "Bo   |   12",
        "👨‍👩‍👧‍👦 é  |    1",
      )}\n\nDone.`,
    );
  });

  it("shows a wide table as a list", () => {
    const wide = "a long sentence that goes on and on and on and on until the end";
    expect(discordMarkdown(`| Who | What |\n|---|---|\n| Ana | ${wide} |\n| Bo | **${wide}** |`)).toBe(
      `- **Who**: Ana\n  **What**: ${wide}\n- **Who**: Bo\n  **What**: **${wide}**`,
    );
  });

  it("keeps the links of a table by showing it as a list", () => {
    expect(discordMarkdown("| a | b |\n|---|---|\n| x [[1]](https://team.example/1) | y |")).toBe(
      "- **a**: x [[1]](https://team.example/1)\n  **b**: y",
    );
  });

  it.each([
    ["a table without rows", "| a | b |\n|---|---|", code("a   | b", "----|----")],
    ["a deep heading", "#### Title\ntext", "**Title**\ntext"],
    ["a deep heading in bold", "##### **Title**", "**Title**"],
    ["an underlined heading", "Title\n===\n\ntext", "# Title\n\ntext"],
    ["a rule", "a\n\n---\n\nb", "a\n\n———\n\nb"],
    ["a fence of tildes", "~~~ts\nconst a = 1;\n~~~\nb", "```ts\nconst a = 1;\n```\nb"],
  ])("shows %s", (_, text, shown) => {
    expect(discordMarkdown(text)).toBe(shown);
  });

  it.each([
    "# One\n## Two\n### Three",
    "```md\n| a | b |\n|---|---|\n#### deep\n---\n```",
    "- a\n- b\n\n1. c\n\n> said",
    "a | b\nc | d",
    "Run `a | b`.\r\nThen\rwait.",
  ])("leaves %j as it is", (text) => {
    expect(discordMarkdown(text)).toBe(text);
  });

  it("E2: leaves what people write as it is", () => {
    const written = writtenText.filter((text) => !/[|#=~*_-]/u.test(text));
    fc.assert(
      fc.property(written, (text) => {
        expect(discordMarkdown(text)).toBe(text);
      }),
    );
  });

  it("says the same again of what it made", () => {
    fc.assert(
      fc.property(hostileForDiscord, (text) => {
        const once = discordMarkdown(text);
        expect(typeof discordMarkdown(once)).toBe("string");
        expect(once.length).toBeLessThanOrEqual(text.length * 20 + 100);
      }),
      { numRuns: 500 },
    );
  });
});
