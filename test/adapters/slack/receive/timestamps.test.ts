import * as fc from "fast-check";
import { expect, it } from "vitest";
import { instantOf, messageId, timestampIn, timestampOf } from "../../../../src/adapters/slack/timestamps.ts";
import { timestamps } from "./generated-payloads.ts";

it("an instant is the timestamp's, to the millisecond", () => {
  expect(instantOf("1763800000.123456")).toBe(1_763_800_000_123);
  expect(instantOf("1763800000.000999")).toBe(1_763_800_000_000);
  expect(instantOf("1763800000")).toBe(1_763_800_000_000);
  expect(instantOf("1763800000.5")).toBe(1_763_800_000_500);
});

it("an instant becomes a timestamp of it and back", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), (instant) => {
      expect(instantOf(timestampOf(instant))).toBe(instant);
      expect(timestampOf(instant)).toMatch(/^\d+\.\d{6}$/u);
    }),
  );
  expect(timestampOf(-5)).toBe("0.000000");
});

it("instants are in the order of their timestamps", () => {
  fc.assert(
    fc.property(timestamps, timestamps, (one, other) => {
      if (one < other) expect(instantOf(one)).toBeLessThanOrEqual(instantOf(other));
    }),
  );
});

it("a message's id gives its timestamp back, and no two messages share one", () => {
  const places = fc.tuple(fc.stringMatching(/^[CDG][A-Z0-9]{2,10}$/u), timestamps);
  fc.assert(
    fc.property(places, places, ([channel, timestamp], [otherChannel, otherTimestamp]) => {
      const id = messageId(channel, timestamp);
      expect(timestampIn(id)).toBe(timestamp);
      const isSame = channel === otherChannel && timestamp === otherTimestamp;
      expect(id === messageId(otherChannel, otherTimestamp)).toBe(isSame);
    }),
  );
});
