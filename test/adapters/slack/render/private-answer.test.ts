import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { privateMessage, privateResponse } from "../../../../src/adapters/slack/render/private-answer.ts";
import { say, show } from "../../../../src/core/card.ts";
import { checkBlocks } from "../../../fakes/slack/blocks/check-blocks.ts";
import { anyCard, anyText } from "./arbitrary-content.ts";
import { hosts, permalink } from "./hostile-markdown.ts";
import { plainTexts, toJson } from "./read-blocks.ts";

const elementsOf = (text: string) =>
  privateMessage(say(text), hosts)?.blocks.flatMap((block) =>
    block.type === "rich_text" ? block.elements : [],
  );

describe("privateMessage", () => {
  it("E1, E3: is what Slack takes, whatever it says", () => {
    fc.assert(
      fc.property(fc.option(anyText), fc.option(anyCard), (text, card) => {
        const message = privateMessage({ text, card, form: null }, hosts);
        if (!message) return;
        const { blocks, text: fallback } = toJson(message);
        expect(checkBlocks(blocks, "message")).toEqual([]);
        expect(JSON.stringify(blocks)).not.toMatch(/"type":"(?:markdown|mrkdwn)"|"text":""/);
        expect(fallback.length).toBeGreaterThan(0);
        expect(fallback.length).toBeLessThanOrEqual(3_000);
      }),
      { numRuns: 400 },
    );
  });

  it("turns Markdown into elements that Slack need not read", () => {
    const text = [
      "# Head",
      `Some **bold**, *slanted*, ~~gone~~ \`code\` and [a source](${permalink}).`,
      "1. one\n2. two\n   - inner\n3. three",
      "```sh\nnpm ci\n```",
      "> said",
      "| a | b |\n|---|---|\n| 1 | 2 |",
    ].join("\n\n");
    expect(
      elementsOf(text)?.filter(
        ({ elements }) => JSON.stringify(elements) !== '[{"type":"text","text":"\\n"}]',
      ),
    ).toEqual([
      { type: "rich_text_section", elements: [{ type: "text", text: "Head", style: { bold: true } }] },
      {
        type: "rich_text_section",
        elements: [
          { type: "text", text: "Some " },
          { type: "text", text: "bold", style: { bold: true } },
          { type: "text", text: ", " },
          { type: "text", text: "slanted", style: { italic: true } },
          { type: "text", text: ", " },
          { type: "text", text: "gone", style: { strike: true } },
          { type: "text", text: " " },
          { type: "text", text: "code", style: { code: true } },
          { type: "text", text: " and " },
          { type: "link", url: permalink, text: "a source" },
          { type: "text", text: "." },
        ],
      },
      {
        type: "rich_text_list",
        style: "ordered",
        indent: 0,
        elements: [
          { type: "rich_text_section", elements: [{ type: "text", text: "one" }] },
          { type: "rich_text_section", elements: [{ type: "text", text: "two" }] },
        ],
      },
      {
        type: "rich_text_list",
        style: "bullet",
        indent: 1,
        elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "inner" }] }],
      },
      {
        type: "rich_text_list",
        style: "ordered",
        indent: 0,
        elements: [{ type: "rich_text_section", elements: [{ type: "text", text: "three" }] }],
      },
      { type: "rich_text_preformatted", elements: [{ type: "text", text: "npm ci" }] },
      { type: "rich_text_quote", elements: [{ type: "text", text: "said" }] },
      {
        type: "rich_text_preformatted",
        elements: [{ type: "text", text: "| a | b |\n|---|---|\n| 1 | 2 |" }],
      },
    ]);
  });

  it("E5: shows where a foreign link would lead", () => {
    expect(elementsOf("[good](https://evil.example/x)")).toEqual([
      {
        type: "rich_text_section",
        elements: [
          { type: "text", text: "good (" },
          { type: "text", text: "https://evil.example/x", style: { code: true } },
          { type: "text", text: ")" },
        ],
      },
    ]);
  });

  it("says that a text was cut", () => {
    expect(plainTexts(elementsOf("word ".repeat(5_000))).at(-1)).toBe(
      "The rest is too long to be shown here.",
    );
    expect(plainTexts(elementsOf("word\n")).join("")).toBe("word");
  });

  it("has nothing to say for a form alone", () => {
    expect(privateMessage({ text: null, card: null, form: null }, hosts)).toBeUndefined();
  });

  it("E6: shows a card as the channel would", () => {
    const text = "**Not bold** <!channel> [x](https://evil.example)";
    const section = { title: "Memory", text, before: null, note: "", warnings: [], quotes: [], actions: [] };
    const answer = show({ title: "Yours", body: "", sections: [section], footer: "" });
    expect(plainTexts(privateResponse(answer, hosts)?.blocks)).toEqual(["Yours", "Memory", text]);
    expect(privateResponse(answer, hosts)).toMatchObject({
      response_type: "ephemeral",
      replace_original: false,
    });
  });
});
