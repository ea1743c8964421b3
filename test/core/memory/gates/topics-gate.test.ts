import { describe, expect, it } from "vitest";
import { topicsGate } from "../../../../src/core/memory/gates/topics-gate.ts";
import { candidate, quoteOf } from "../../../fixtures/candidate.ts";
import { gateFacts } from "../../../fixtures/gate-facts.ts";
import { recordedMessage } from "../../../fixtures/recorded-message.ts";

const topic = { stop: "It touches a topic that is kept out." };
const facts = gateFacts([], {
  sensitiveTopics: ["salary", "sick leave", "R&D", "café"],
});

describe("the topics gate", () => {
  it.each([
    "The salary of the team is paid on the 1st.",
    "Salary day is Friday",
    "SALARY!",
    "Everyone tells Ana about sick  leave first.",
    "The R&amp;D group meets on Mondays.",
    "Lunch is at the cafe\u0301.",
    "The sal\u200bary is paid on Fridays.",
  ])("stops %j", (text) => {
    expect(topicsGate(candidate({ text }), facts)).toEqual(topic);
  });

  it.each(["The salaryman plays on Friday.", "Someone is sick, so leave early.", "The RD group meets."])(
    "lets %j pass, because the words do not stand there whole",
    (text) => {
      const change = candidate({ text });
      expect(topicsGate(change, facts)).toBe(change);
    },
  );

  it("looks at the reason and at the quotes too", () => {
    const message = recordedMessage("m1", { text: "my salary came late" });
    expect(topicsGate(candidate({ why: "They spoke of salary." }), facts)).toEqual(topic);
    expect(topicsGate(candidate({ receipts: [quoteOf(message)] }), facts)).toEqual(topic);
    const hidden = recordedMessage("m2", { text: "my sal\u00adary came late" });
    expect(topicsGate(candidate({ receipts: [quoteOf(hidden)] }), facts)).toEqual(topic);
  });

  it("lets everything pass where nothing is kept out, an empty topic included", () => {
    const change = candidate({ text: "The salary of Zoë Ng." });
    expect(topicsGate(change, gateFacts())).toBe(change);
    expect(topicsGate(change, gateFacts([], { sensitiveTopics: [" "] }))).toBe(change);
  });

  it("takes a topic's signs for signs", () => {
    const change = candidate({ text: "The cxx group meets." });
    expect(topicsGate(change, gateFacts([], { sensitiveTopics: ["c..", "(x", "c+"] }))).toBe(change);
  });
});
