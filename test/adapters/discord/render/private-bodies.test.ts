import { ButtonStyle, MessageFlags } from "discord.js";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { confirmBody } from "../../../../src/adapters/discord/render/confirm-body.ts";
import { openFormBody } from "../../../../src/adapters/discord/render/open-form-body.ts";
import { privateBodies } from "../../../../src/adapters/discord/render/private-bodies.ts";
import { say, show } from "../../../../src/core/card.ts";
import { anyCard, anyText } from "../../slack/render/arbitrary-content.ts";
import { hosts } from "../../slack/render/hostile-markdown.ts";
import { bodyFaults, componentsIn } from "./body-faults.ts";

describe("privateBodies", () => {
  it("E1, E3: are messages that Discord takes, for one person alone, whatever they say", () => {
    fc.assert(
      fc.property(fc.option(anyText), fc.option(anyCard), (text, card) => {
        for (const body of privateBodies({ text, card, form: null }, hosts)) {
          expect(bodyFaults(body)).toEqual([]);
          expect(body.flags & MessageFlags.Ephemeral).not.toBe(0);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("E1: say all of a long text, then the card", () => {
    const text = "A sentence of an answer. ".repeat(300);
    const card = { title: "Card", body: "", sections: [], footer: "" };
    const bodies = privateBodies({ text, card, form: null }, hosts);
    expect(bodies.length).toBeGreaterThan(4);
    expect(bodies.map(({ content }) => content ?? "").join("")).toBe(text);
    expect(bodies.map(({ content }) => content === undefined)).toEqual(
      bodies.map((_, at) => at === bodies.length - 1),
    );
  });

  it("are none where there is nothing to say", () => {
    expect(privateBodies({ text: null, card: null, form: null }, hosts)).toEqual([]);
    expect(privateBodies(say(" "), hosts)).toEqual([]);
    expect(privateBodies(show({ title: "Card", body: "", sections: [], footer: "" }), hosts)).toHaveLength(1);
  });
});

describe("confirmBody", () => {
  it("asks with the same id and with a way out", () => {
    const body = confirmBody("reverie:forget:p1", "Forget", "Forget: [x](https://evil.example/)");
    expect(body.content).toBe("Are you sure? Forget\\: \\[x\\](https\\://evil\\.example/)");
    expect(componentsIn(body.components).slice(1)).toMatchObject([
      { custom_id: "reverie:forget:p1", label: "Forget", style: ButtonStyle.Primary },
      { custom_id: "reverie:cancel:-", label: "Cancel", style: ButtonStyle.Secondary },
    ]);
  });

  it("E1, E3: is a message that Discord takes, whatever it asks", () => {
    fc.assert(
      fc.property(anyText, anyText, (label, description) => {
        expect(bodyFaults(confirmBody("reverie:forget:p1", label, description))).toEqual([]);
      }),
    );
  });
});

describe("openFormBody", () => {
  it("opens the form that the token names", () => {
    const body = openFormBody(null, "t1");
    expect(body.content).toBe("Discord closed the window for this form before I could open it\\.");
    expect(componentsIn(body.components)[1]).toMatchObject({
      custom_id: "reverie:form:t1",
      label: "Open the form",
    });
    expect(body.flags & MessageFlags.Ephemeral).not.toBe(0);
  });

  it("E1, E3: is a message that Discord takes, whatever it says", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(bodyFaults(openFormBody(text, "t1"))).toEqual([]);
      }),
    );
  });
});
