import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyDraft, takeEvent, textOf } from "../../../src/adapters/anthropic/message-draft.ts";
import type { WireEvent } from "../../../src/adapters/anthropic/message-events.ts";
import { callsOf, saidOf } from "../../../src/adapters/anthropic/said.ts";

const types = fc.constantFrom(
  "message_start",
  "content_block_start",
  "content_block_delta",
  "message_delta",
  "message_stop",
  "else",
);
const deltas = fc.constantFrom(
  "text_delta",
  "thinking_delta",
  "signature_delta",
  "input_json_delta",
  "citations_delta",
  "else",
);
const anything = fc.oneof(fc.anything(), fc.record({ type: deltas, text: fc.anything() }));
const events: fc.Arbitrary<WireEvent> = fc.record(
  {
    type: types,
    index: fc.anything(),
    content_block: anything,
    delta: anything,
    message: anything,
    usage: anything,
  },
  { requiredKeys: ["type"] },
);

describe("a message while it comes", () => {
  it("takes whatever an endpoint sends without throwing, and never counts below nothing", () => {
    fc.assert(
      fc.property(fc.array(events), (sent) => {
        const draft = emptyDraft();
        const shown = sent.map((event) => takeEvent(draft, event)).join("");
        expect(textOf(draft.blocks).length).toBe(shown.length);
        expect(Array.isArray(saidOf(draft.blocks, true))).toBe(true);
        for (const call of callsOf(draft.blocks)) expect(typeof call.name).toBe("string");
        for (const count of Object.values(draft.usage)) expect(count).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("counts what was reported last, unless that is less than before or missing", () => {
    const draft = emptyDraft();
    const start = { input_tokens: 100, output_tokens: 1, cache_read_input_tokens: 50 };
    const later = { input_tokens: 0, output_tokens: 20, cache_read_input_tokens: null };
    takeEvent(draft, { type: "message_start", message: { usage: start } });
    takeEvent(draft, { type: "message_delta", delta: {}, usage: later });
    takeEvent(draft, { type: "message_delta", delta: {}, usage: { output_tokens: 30 } });
    expect(draft.usage).toEqual({
      inputTokens: 100,
      outputTokens: 30,
      cacheReadTokens: 50,
      cacheWriteTokens: 0,
      webSearches: 0,
    });
  });

  it("keeps the citations of a text for the next request", () => {
    const draft = emptyDraft();
    const citation = { type: "char_location", cited_text: "Friday" };
    const sent: WireEvent[] = [
      { type: "content_block_start", index: 0, content_block: { type: "text", text: "", citations: null } },
      { type: "content_block_delta", index: 0, delta: { type: "citations_delta", citation } },
      { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "On Friday." } },
    ];
    for (const event of sent) takeEvent(draft, event);
    expect(saidOf(draft.blocks, true)).toEqual([{ type: "text", text: "On Friday.", citations: [citation] }]);
  });
});
