import { describe, expect, it } from "vitest";
import { homeView } from "../../../../src/adapters/slack/render/home-view.ts";
import { messageOf } from "../../../../src/adapters/slack/render/message-blocks.ts";
import { privateResponse } from "../../../../src/adapters/slack/render/private-answer.ts";
import { nextPiece } from "../../../../src/adapters/slack/render/streamed-text.ts";
import { type Card, say, show } from "../../../../src/core/card.ts";
import { plainContent } from "../../../../src/core/ports/delivery.ts";
import { imagesInBlocks, urlsInBlocks, urlsInText } from "../../../fakes/slack/world/crawler.ts";
import { pingsInBlocks, pingsInText } from "../../../fakes/slack/world/pings.ts";
import { addresses, hosts, linkForms, liveByMarked, mentions } from "./hostile-markdown.ts";
import { plainTexts, toJson } from "./read-blocks.ts";

interface Shown {
  readonly text: string;
  readonly blocks: readonly unknown[];
}

const cardOf = (text: string): Card => ({
  title: text,
  body: text,
  sections: [
    {
      title: text,
      text,
      before: text,
      note: text,
      warnings: [text],
      quotes: [{ text, by: text, link: text }],
      actions: [{ verb: "approve", label: text, description: text, style: "danger", value: "p1" }],
    },
  ],
  footer: text,
});

const streamed = (text: string): Shown => {
  const next = nextPiece({ appended: "", text, isWhole: true }, hosts);
  if (next.type === "diverged") throw new Error("Nothing was appended before");
  return { text: "", blocks: [{ type: "markdown", text: next.piece }] };
};

/** Every way on which a text of somebody else reaches people. */
const paths: Readonly<Record<string, (text: string) => Shown>> = {
  "a post": (text) => messageOf(plainContent(text), hosts),
  "an update of a draft": (text) => messageOf({ ...plainContent(text), isDraft: true }, hosts),
  "a stream": streamed,
  "a card": (text) => messageOf({ ...plainContent(""), card: cardOf(text) }, hosts),
  "a note": (text) => messageOf({ ...plainContent("Hi"), note: text }, hosts),
  "a private answer": (text) => privateResponse(say(text), hosts) ?? { text: "", blocks: [] },
  "a private card": (text) => privateResponse(show(cardOf(text)), hosts) ?? { text: "", blocks: [] },
  "a page": (text) => ({ text: "", blocks: homeView(cardOf(text), hosts).blocks }),
};

function effectsOf({ text, blocks }: Shown): unknown[] {
  const sent = toJson(blocks);
  return [
    ...pingsInText(text, true),
    ...pingsInBlocks(sent),
    ...urlsInText(text),
    ...urlsInBlocks(sent),
    ...imagesInBlocks(sent),
    ...sent.flatMap((block: { type: string; text: string }) =>
      block.type === "markdown" ? [...liveByMarked(block.text), ...pingsInText(block.text, true)] : [],
    ),
  ];
}

describe.each(Object.entries(paths))("on %s", (_, path) => {
  it.each(mentions)("E4: %s calls nobody", (mention) => {
    for (const text of [mention, `Ask ${mention}, please`, `\`${mention}\``, `**${mention}**`]) {
      expect(effectsOf(path(text)), text).toEqual([]);
    }
  });

  it.each(addresses)("E5: %s is fetched by nobody", (address) => {
    for (const form of linkForms) expect(effectsOf(path(form(address))), form(address)).toEqual([]);
  });
});

it("E6: what is stored is what is seen, on every path of a card", () => {
  const stored = [
    ...mentions,
    ...addresses,
    "[good](https://evil.example)",
    "||x|| *b* `c` :tada: &amp; <b>",
  ];
  for (const text of stored) {
    for (const path of ["a card", "a private card", "a page"]) {
      expect(plainTexts(paths[path]?.(text).blocks), path).toContain(text);
    }
  }
});
