import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { messageBody } from "../../../../src/adapters/discord/render/message-body.ts";
import type { Card, CardSection } from "../../../../src/core/card.ts";
import { plainContent } from "../../../../src/core/ports/delivery.ts";
import { storedText } from "../../../../src/core/text/safe-markdown/clean-text.ts";
import { writtenText } from "../../../fixtures/arbitrary-text.ts";
import { hosts, permalink } from "../../slack/render/hostile-markdown.ts";
import { bodyFaults, componentsIn, textsOf } from "./body-faults.ts";
import { readDiscord } from "./discord-reader.ts";
import { discordAddresses, discordMentions, hostileForDiscord } from "./hostile-discord.ts";

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

const numbered = (section: CardSection, index: number): CardSection => ({
  ...section,
  text: `Memory ${index}`,
  actions: section.actions.map((action) => ({ ...action, value: `p${index}` })),
});

const card = (sections: readonly CardSection[]): Card => ({
  title: "Weekly dream",
  body: "What I could **remember**.",
  sections,
  footer: "Nothing is saved until someone approves.",
});

const bodyOf = (...sections: CardSection[]) =>
  messageBody({ ...plainContent(""), card: card(sections), note: "offline" }, hosts);

const seenIn = (...sections: CardSection[]) =>
  textsOf(bodyOf(...sections))
    .map((text) => readDiscord(text).text)
    .join("\n");

describe("cardContainer", () => {
  it("shows a proposal with its buttons", () => {
    const body = bodyOf(section);
    expect(textsOf(body)).toEqual([
      "### Weekly dream",
      "What I could **remember**.",
      [
        "**Remember · Team · decision**",
        "**⚠️ Look twice\\: It holds a link\\.**",
        "Deploys freeze on Fridays after 15\\:00\\.",
        "Now: ~~Deploys freeze on Fridays\\.~~",
        "> No deploys after three on Fridays",
        `— Ana, 2026\\-11\\-20, \\#general · [open](<${permalink}>)`,
        "-# Said by two people\\.",
      ].join("\n"),
      "-# Nothing is saved until someone approves\\.",
      "-# offline",
    ]);
    expect(componentsIn(body.components).flatMap(({ custom_id }) => custom_id ?? [])).toEqual([
      "reverie:approve:p1",
      "reverie:edit:p1",
      "reverie:forget:p1",
    ]);
  });

  it("E6: shows the text of a section byte for byte as it is stored", () => {
    fc.assert(
      fc.property(
        fc.oneof(writtenText, hostileForDiscord).map((text) => storedText(text).replace(/\r\n?/gu, "\n")),
        (text) => {
          fc.pre(/\w/.test(text) && text.length < 1_500);
          const plain = { ...section, text, before: text, quotes: [{ text, by: text, link: null }] };
          expect(seenIn(plain).split(text).length).toBeGreaterThan(1);
          expect(seenIn({ ...plain, title: text, note: text })).toContain(text);
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([...discordMentions, ...discordAddresses, "~~ a ~", "**b** #", "||x|| `c` :tada: &amp; <b>"])(
    "E4, E5, E6: reads nothing of %j as markup",
    (text) => {
      const quotes = [{ text, by: text, link: text }];
      const body = bodyOf({ ...section, title: text, text, before: text, note: text, quotes });
      const all = textsOf(body).map(readDiscord);
      expect(all.flatMap(({ links }) => links)).toEqual([]);
      expect(all.flatMap(({ mentions }) => mentions)).toEqual([]);
      const line = text.replace(/\s+/gu, " ").trim();
      const seen = all.map(({ text }) => text).join("\n");
      expect(seen.split(text).length - 1).toBeGreaterThanOrEqual(text === line ? 6 : 2);
      expect(seen.replace(/\u2060/gu, "")).toContain(`Now: ${text}`);
    },
  );

  it("links a quote only to a host that is allowed", () => {
    const quote = { text: "Words", by: "Ana", link: "https://evil.example/" };
    expect(textsOf(bodyOf(section)).join()).toContain(`](<${permalink}>)`);
    expect(textsOf(bodyOf({ ...section, quotes: [quote] })).join()).not.toContain("evil");
  });

  it("shows five proposals in one message", () => {
    const sections = Array.from({ length: 5 }, (_, index) => numbered(section, index));
    expect(bodyFaults(bodyOf(...sections))).toEqual([]);
    expect(seenIn(...sections)).not.toContain("not shown");
  });

  it("E1: shortens quotes before it leaves a section out", () => {
    const long = "These are the words of somebody who says a lot. ".repeat(20);
    const sections = Array.from({ length: 5 }, (_, index) => ({
      ...numbered(section, index),
      quotes: [{ text: long, by: "Ana", link: null }],
    }));
    const seen = seenIn(...sections);
    expect(bodyFaults(bodyOf(...sections))).toEqual([]);
    expect(seen).not.toContain("not shown");
    expect(seen).toMatch(/These are the words of somebody.*…/u);
  });

  it("E1: leaves whole sections out from the end and says how many", () => {
    const sections = Array.from({ length: 12 }, (_, index) => numbered(section, index));
    const seen = seenIn(...sections);
    const shown = sections.filter(({ text }) => seen.includes(`${text}\n`)).length;
    expect(shown).toBeGreaterThanOrEqual(5);
    expect(seen).toContain(`${12 - shown} more are not shown here: use /reverie review to see what waits.`);
    expect(seen).toContain("Nothing is saved until someone approves.");
    expect(bodyFaults(bodyOf(...sections))).toEqual([]);
  });

  it("E1, E3: never shortens a text, in signs of three bytes and among signs that are escaped", () => {
    for (const unit of ["メモリ。", "a_b*c ", "[x](y) ", "👨‍👩‍👧‍👦"]) {
      const text = unit.repeat(Math.floor(1_000 / unit.length)).trim();
      const sections = Array.from({ length: 5 }, (_, index) => ({ ...numbered(section, index), text }));
      expect(bodyFaults(bodyOf(...sections))).toEqual([]);
      const seen = seenIn(...sections);
      expect(seen.split(text).length).toBeGreaterThan(1);
      expect(seen.split(unit).length - 1).toBe((seen.split(text).length - 1) * (text.split(unit).length - 1));
    }
  });

  it("shows something of an empty card", () => {
    const empty = { title: "", body: "", sections: [], footer: "" };
    const body = messageBody({ ...plainContent(""), card: empty }, hosts);
    expect(bodyFaults(body)).toEqual([]);
  });
});
