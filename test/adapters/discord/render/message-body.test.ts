import { ButtonStyle, MessageFlags } from "discord.js";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answerTexts } from "../../../../src/adapters/discord/render/answer-texts.ts";
import { asV2 } from "../../../../src/adapters/discord/render/as-v2.ts";
import { draftBody } from "../../../../src/adapters/discord/render/draft-body.ts";
import { answerBody, messageBody } from "../../../../src/adapters/discord/render/message-body.ts";
import type { CardAction } from "../../../../src/core/card.ts";
import { plainContent } from "../../../../src/core/ports/delivery.ts";
import { anyContent } from "../../slack/render/arbitrary-content.ts";
import { hosts } from "../../slack/render/hostile-markdown.ts";
import { bodyFaults, componentsIn, textsOf } from "./body-faults.ts";

const button: CardAction = {
  verb: "good",
  label: "Helpful",
  description: "This answer was helpful",
  style: "plain",
  value: "m1",
};

describe("messageBody", () => {
  it("E1, E3: is a message that Discord takes, whatever it says", () => {
    fc.assert(
      fc.property(anyContent, (content) => {
        const body = messageBody(content, hosts);
        expect(bodyFaults(body)).toEqual([]);
        expect((body.flags & MessageFlags.IsComponentsV2) !== 0).toBe(content.card !== null);
      }),
      { numRuns: 80 },
    );
  });

  it("shows a text as content with the small print and the buttons below", () => {
    const content = { ...plainContent("**Hi** you"), note: "offline [model]", actions: [button, button] };
    expect(messageBody(content, hosts)).toEqual({
      content: "**Hi** you\n-# offline \\[model\\]",
      components: [
        {
          type: 1,
          components: [
            { type: 2, custom_id: "reverie:good:m1", label: "Helpful", style: ButtonStyle.Secondary },
          ],
        },
      ],
      flags: MessageFlags.SuppressEmbeds,
      allowed_mentions: { parse: [] },
    });
  });

  it("shows at most five rows of five buttons", () => {
    const actions = Array.from({ length: 40 }, (_, index) => ({ ...button, value: `m${index}` }));
    const { components } = messageBody({ ...plainContent("Hi"), actions }, hosts);
    expect(components.map((row) => componentsIn(row).length - 1)).toEqual([5, 5, 5, 5, 5]);
  });

  it("says something where there is nothing to say", () => {
    expect(messageBody(plainContent(" "), hosts).content).toBe("…");
  });

  it("refuses an id that Discord would refuse", () => {
    const actions = [{ ...button, value: "x".repeat(100) }];
    expect(() => messageBody({ ...plainContent("Hi"), actions }, hosts)).toThrow("Discord takes 1 to 100");
  });
});

describe("answerBody", () => {
  it("E1, E3: is a message that Discord takes, for every part of an answer", () => {
    fc.assert(
      fc.property(anyContent, (content) => {
        for (const text of answerTexts(content.text, hosts)) {
          const body = answerBody({ ...content, text });
          expect(bodyFaults(body)).toEqual([]);
          expect(body.content?.startsWith(text)).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("cuts the note to the room that a long text leaves", () => {
    const { content = "" } = answerBody({ ...plainContent("x".repeat(1_950)), note: "word ".repeat(50) });
    expect(content.length).toBeLessThanOrEqual(2_000);
    expect(content).toMatch(/\n-# word .*…$/u);
  });
});

describe("draftBody", () => {
  it("marks what is still being written and can be stopped", () => {
    const body = draftBody(plainContent("So far"), "a1");
    expect(body.content).toBe("So far\n-# …");
    expect(componentsIn(body.components)[1]).toMatchObject({ custom_id: "reverie:stop:a1", label: "Stop" });
    expect(draftBody(plainContent(""), "a1").content).toBe("-# …");
  });
});

describe("asV2", () => {
  it("E1, E3: is the same message of components alone", () => {
    fc.assert(
      fc.property(anyContent, (content) => {
        const body = messageBody({ ...content, card: null }, hosts);
        const second = asV2(body);
        expect(bodyFaults(second)).toEqual([]);
        expect(textsOf(second)).toEqual([body.content]);
        expect(second.components.slice(1)).toEqual(body.components);
        expect(asV2(second)).toBe(second);
      }),
      { numRuns: 60 },
    );
  });
});
