import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  mentionedPeople,
  mentions,
  readableText,
  withoutLeadingMention,
} from "../../../../src/adapters/slack/receive/slack-text.ts";
import { writtenText } from "../../../fixtures/arbitrary-text.ts";
import { reading, slackTexts } from "./generated-payloads.ts";

const readable = (text: string) => readableText(text, reading.names);

/** A text as Slack sends what somebody typed. */
const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

describe("a text as people read it", () => {
  it.each([
    ["<@U0ANA> hi", "@Ana hi"],
    ["<@U0ANA|old-name> hi", "@Ana hi"],
    ["<@U0BEN|ben> hi", "@ben hi"],
    ["<@U0BEN> hi", "@U0BEN hi"],
    ["<#C0GENERAL|general>", "#general"],
    ["<#C0GENERAL>", "#C0GENERAL"],
    ["<#C0GENERAL|>", "#C0GENERAL"],
    ["<!here>", "@here"],
    ["<!channel>", "@channel"],
    ["<!here|here>", "@here"],
    ["<!subteam^S0CREW|@crew>", "@crew"],
    ["<!date^1392734382^{date_short}|18 Feb 2014>", "18 Feb 2014"],
    ["<https://a.example/x?y=1&amp;z=2>", "https://a.example/x?y=1&z=2"],
    ["<https://a.example|the label>", "the label (https://a.example)"],
    ["<https://a.example|https://a.example>", "https://a.example"],
    ["<mailto:a@a.example|a@a.example>", "a@a.example"],
    ["<tel:+123|+123>", "+123"],
    ["if (a &lt; b &amp;&amp; b &gt; c)", "if (a < b && b > c)"],
    ["&amp;lt;", "&lt;"],
    ["&amp;amp;lt;", "&amp;lt;"],
    ["&lt;@U0ANA&gt;", "<@U0ANA>"],
    ["<strange>", "<strange>"],
    ["<@constructor>", "@constructor"],
    ["a\n<@U0ANA>", "a\n@Ana"],
  ])("%j becomes %j", (text, expected) => {
    expect(readable(text)).toBe(expected);
  });

  it("is what was typed, whatever that is", () => {
    fc.assert(
      fc.property(fc.oneof(writtenText, fc.string({ unit: "binary" }), slackTexts), (typed) => {
        expect(readable(escaped(typed))).toBe(typed);
      }),
      { numRuns: 2000 },
    );
  });

  it("never throws and leaves no reference that Slack made", () => {
    fc.assert(
      fc.property(slackTexts, (text) => {
        expect(typeof readable(text)).toBe("string");
        expect(readable(`${text} <@U0ANA>`)).toMatch(/@Ana$/u);
      }),
      { numRuns: 2000 },
    );
  });

  it("takes no longer for a text that never closes what it opens", () => {
    const startedAt = performance.now();
    readable("<".repeat(40_000));
    readable("<@U0ANA|".repeat(5_000));
    withoutLeadingMention(`${" ".repeat(40_000)}x`, "U0REVERIE");
    withoutLeadingMention(`<@U0REVERIE${"|".repeat(40_000)}`, "U0REVERIE");
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });
});

describe("mentions", () => {
  it("are those that Slack made, by id alone", () => {
    expect(mentionedPeople("<@U1> <@W2|name> <#C3> <!here> <@S4> @U5 &lt;@U6&gt; <@U1>")).toEqual([
      "U1",
      "W2",
      "U1",
    ]);
    expect(mentions("hi <@U0REVERIE|anything>", "U0REVERIE")).toBe(true);
    expect(mentions("hi <@U0REVERIES>", "U0REVERIE")).toBe(false);
    expect(mentions("hi @reverie &lt;@U0REVERIE&gt;", "U0REVERIE")).toBe(false);
  });

  it("cannot be typed by somebody", () => {
    fc.assert(
      fc.property(fc.oneof(writtenText, slackTexts), (typed) => {
        expect(mentionedPeople(escaped(typed))).toEqual([]);
      }),
    );
  });

  it.each([
    ["<@U0REVERIE> what?", "what?"],
    ["  <@U0REVERIE>,  what?", "what?"],
    ["<@U0REVERIE|reverie>: what?", "what?"],
    ["<@U0REVERIE>", ""],
    ["what, <@U0REVERIE>?", "what, <@U0REVERIE>?"],
    ["<@U0ANA> what?", "<@U0ANA> what?"],
    ["<@U0ANA> <@U0REVERIE> what?", "<@U0ANA> <@U0REVERIE> what?"],
    ["<@U0REVERIE> <@U0REVERIE> what?", "<@U0REVERIE> what?"],
    ["<@U0REVERIES> what?", "<@U0REVERIES> what?"],
  ])("at the start are taken off once: %j", (text, expected) => {
    expect(withoutLeadingMention(text, "U0REVERIE")).toBe(expected);
  });

  it("taken off the start, leave all that follows", () => {
    fc.assert(
      fc.property(slackTexts, (text) => {
        const rest = withoutLeadingMention(`<@U0REVERIE> x${text}`, "U0REVERIE");
        expect(rest).toBe(`x${text}`);
      }),
    );
  });
});
