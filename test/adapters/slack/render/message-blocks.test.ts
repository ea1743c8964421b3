import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { messageOf, messageTextLimit } from "../../../../src/adapters/slack/render/message-blocks.ts";
import type { Card, CardSection } from "../../../../src/core/card.ts";
import { plainContent } from "../../../../src/core/ports/delivery.ts";
import { checkBlocks, hasTooMuchMarkdown } from "../../../fakes/slack/blocks/check-blocks.ts";
import { writtenText } from "../../../fixtures/arbitrary-text.ts";
import { anyContent } from "./arbitrary-content.ts";
import { hosts, permalink } from "./hostile-markdown.ts";
import { plainTexts, sizeOf, toJson } from "./read-blocks.ts";

const section: CardSection = {
  title: "Remember · Team · decision",
  text: "Deploys freeze on Fridays after 15:00.",
  before: "Deploys freeze on Fridays.",
  note: "Said by two people.",
  warnings: ["It holds a link."],
  quotes: [{ text: "No deploys after three on Fridays", by: "Ana, 2026-11-20, #general", link: permalink }],
  actions: [
    { verb: "approve", label: "Approve", description: "Approve: Deploys", style: "primary", value: "p1" },
    { verb: "edit", label: "Edit", description: "Edit: Deploys", style: "plain", value: "p1" },
    { verb: "forget", label: "Forget", description: "Forget: Deploys", style: "danger", value: "p1" },
  ],
};

const card = (sections: readonly CardSection[]): Card => ({
  title: "Weekly dream",
  body: "What I could **remember**.",
  sections,
  footer: "Nothing is saved until someone approves.",
});

const cardContent = (...sections: CardSection[]) => ({ ...plainContent(""), card: card(sections) });

const blocksOf = (...sections: CardSection[]) => messageOf(cardContent(...sections), hosts).blocks;

describe("messageOf", () => {
  it("E1, E3: is a message that Slack takes, whatever it says", () => {
    fc.assert(
      fc.property(anyContent, (content) => {
        const { text, blocks } = toJson(messageOf(content, hosts));
        expect(checkBlocks(blocks, "message")).toEqual([]);
        expect(hasTooMuchMarkdown(blocks)).toBe(false);
        expect(text.length).toBeLessThanOrEqual(3_000);
        expect(text !== "").toBe(blocks.length > 0);
        expect(JSON.stringify(blocks).isWellFormed()).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it("E1: says all of a text that is as long as it may be, however hostile", () => {
    for (const unit of ["<a", "https://a.b ", "`` ` https://a.b ", "&amp;x", "@here", "]( "]) {
      const text = unit.repeat(messageTextLimit / unit.length);
      const { blocks } = messageOf(plainContent(text), hosts);
      expect(hasTooMuchMarkdown(toJson(blocks))).toBe(false);
      const said = blocks.map((block) =>
        block.type === "markdown" ? block.text : plainTexts([block]).join(""),
      );
      expect(said.join("").replaceAll("\u2060", "").replaceAll("`", "")).toBe(
        text.trimEnd().replaceAll("`", "") + (said.join("").endsWith(" ") ? " " : ""),
      );
    }
  });

  it("shows a text as one block of Markdown", () => {
    expect(messageOf(plainContent("**Hi** you"), hosts)).toEqual({
      text: "**Hi** you",
      blocks: [{ type: "markdown", text: "**Hi** you" }],
    });
  });

  it("E6: shows the text of a section byte for byte as it is stored", () => {
    fc.assert(
      fc.property(
        writtenText.map((text) => text.toWellFormed().replaceAll("\0", "")),
        (text) => {
          fc.pre(/\w/.test(text));
          expect(plainTexts(blocksOf({ ...section, text }))).toContain(text);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it("E6: reads nothing of what is stored as markup", () => {
    const text = "[Approve](https://evil.example) *bold* <!channel> ||hidden|| :tada: `code` &amp;";
    const blocks = blocksOf({ ...section, text, before: text, title: text, note: text });
    expect(plainTexts(blocks).filter((each) => each === text)).toHaveLength(4);
    expect(JSON.stringify(blocks)).not.toMatch(/"mrkdwn"|"markdown"|"emoji":true/);
  });

  it("cuts a text that is longer than a section and loses nothing", () => {
    const text = "A long memory. ".repeat(500);
    expect(plainTexts(blocksOf({ ...section, text })).join("")).toContain(text);
  });

  it("carries the verb and the id on every button, and asks before what is dangerous", () => {
    const [row] = blocksOf(section).filter((block) => block.type === "actions");
    expect(row?.elements).toMatchObject([
      {
        action_id: "reverie:approve",
        value: "p1",
        style: "primary",
        accessibility_label: "Approve: Deploys",
      },
      { action_id: "reverie:edit", value: "p1" },
      { action_id: "reverie:forget", style: "danger", confirm: { style: "danger" } },
    ]);
    expect(row?.elements.map((element) => "confirm" in element)).toEqual([false, false, true]);
  });

  it("links a quote only to a host that is allowed", () => {
    const quote = { text: "Words", by: "Ana", link: "https://evil.example/" };
    expect(JSON.stringify(blocksOf(section))).toContain('"type":"link"');
    expect(JSON.stringify(blocksOf({ ...section, quotes: [quote] }))).not.toContain("evil.example");
  });

  it("leaves whole sections out from the end and says how many", () => {
    const sections = Array.from({ length: 12 }, (_, index) => ({ ...section, text: `Memory ${index}` }));
    const blocks = blocksOf(...sections);
    const texts = plainTexts(blocks);
    const shown = sections.filter(({ text }) => texts.includes(text)).length;
    expect(blocks.length).toBeLessThanOrEqual(50);
    expect(shown).toBeGreaterThanOrEqual(5);
    expect(texts).toContain(`${12 - shown} more are not shown here: use /reverie review to see what waits.`);
    expect(texts.at(-1)).toBe("Nothing is saved until someone approves.");
  });

  it("shows five proposals in one message", () => {
    expect(plainTexts(blocksOf(section, section, section, section, section)).join()).not.toContain(
      "not shown",
    );
  });

  it("makes Slack's own pair of what judges an answer", () => {
    const judge = { label: "", description: "", style: "plain" as const, value: "answer-1" };
    const actions = [
      { ...judge, verb: "good" },
      { ...judge, verb: "bad" },
      { ...judge, verb: "sources", label: "Used 2 memories" },
    ];
    const { blocks } = messageOf({ ...plainContent("Hi"), note: "offline", actions }, hosts);
    expect(blocks.map(({ type }) => type)).toEqual(["markdown", "context", "context_actions", "actions"]);
    expect(blocks[2]).toMatchObject({
      elements: [
        {
          action_id: "reverie:feedback",
          positive_button: { value: "good:answer-1" },
          negative_button: { value: "bad:answer-1" },
        },
      ],
    });
  });

  it("marks what is still being written", () => {
    const { blocks } = messageOf({ ...plainContent("So far"), isDraft: true }, hosts);
    expect(plainTexts(blocks)).toEqual(["…"]);
  });

  it("refuses an id that Slack would refuse", () => {
    const actions = section.actions.map((action) => ({ ...action, value: "x".repeat(2_001) }));
    expect(() => blocksOf({ ...section, actions })).toThrow("an id of more than 2000 characters");
  });

  it("stays small for a digest", () => {
    expect(sizeOf(blocksOf(section, section, section, section, section))).toBeLessThan(13_000);
  });
});
