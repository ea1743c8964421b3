import { describe, expect, it } from "vitest";
import { answerTexts } from "../../../../src/adapters/discord/render/answer-texts.ts";
import { asV2 } from "../../../../src/adapters/discord/render/as-v2.ts";
import { confirmBody } from "../../../../src/adapters/discord/render/confirm-body.ts";
import type { DiscordMessageBody } from "../../../../src/adapters/discord/render/discord-message-body.ts";
import { draftBody } from "../../../../src/adapters/discord/render/draft-body.ts";
import { answerBody, messageBody } from "../../../../src/adapters/discord/render/message-body.ts";
import { openFormBody } from "../../../../src/adapters/discord/render/open-form-body.ts";
import { privateBodies } from "../../../../src/adapters/discord/render/private-bodies.ts";
import { type Card, say, show } from "../../../../src/core/card.ts";
import { plainContent } from "../../../../src/core/ports/delivery.ts";
import { hosts, linkForms } from "../../slack/render/hostile-markdown.ts";
import { discordAddresses, discordMentions, effectsOf } from "./hostile-discord.ts";

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

const partsOf = (text: string) => answerTexts(text, hosts).map(plainContent);

/** Every way on which a text of somebody else reaches people. */
const paths: Readonly<Record<string, (text: string) => readonly DiscordMessageBody[]>> = {
  "a post": (text) => [messageBody(plainContent(text), hosts)],
  "an answer": (text) => partsOf(text).map(answerBody),
  "a draft": (text) => partsOf(text).map((content) => draftBody(content, "a1")),
  "an update of a card": (text) => partsOf(text).map((content) => asV2(answerBody(content))),
  "a card": (text) => [messageBody({ ...plainContent(text), card: cardOf(text) }, hosts)],
  "a note": (text) => [messageBody({ ...plainContent("Hi `"), note: text }, hosts)],
  "a private answer": (text) => privateBodies(say(text), hosts),
  "a private card": (text) => privateBodies(show(cardOf(text)), hosts),
  "a question": (text) => [confirmBody("reverie:forget:p1", text, text)],
  "a late form": (text) => [openFormBody(text, "t1")],
};

// safeText is shown all of them.
const someForms = linkForms.filter((_, index) => index % 4 === 0);

describe.each(Object.entries(paths))("on %s", (_, path) => {
  it.each(discordMentions)("E4: %s calls nobody", (mention) => {
    for (const text of [mention, `Ask ${mention}, please`, `\`${mention}\``, `**${mention}**`]) {
      expect(path(text).flatMap(effectsOf), text).toEqual([]);
      expect(path(text).map(({ allowed_mentions }) => allowed_mentions)).toEqual(
        path(text).map(() => ({ parse: [] })),
      );
    }
  });

  it.each(discordAddresses)("E5: %s is followed by nobody", (address) => {
    for (const form of someForms) {
      expect(path(form(address)).flatMap(effectsOf), form(address)).toEqual([]);
    }
  });
});
