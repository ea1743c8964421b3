import { describe, expect, it } from "vitest";
import { asksToCatchUp } from "../../../src/core/conversation/talk.ts";

describe("asksToCatchUp", () => {
  it.each([
    "catch me up",
    "Can you catch us up on this?",
    "What did I miss?",
    "what did we miss since Monday",
    "Summarize this thread",
    "please summarise the channel",
    "Summarise this conversation, please",
    "bring me up to speed",
    "Bring me up to date!",
    "tl;dr?",
    "TLDR",
  ])("hears it in %j", (asked) => {
    expect(asksToCatchUp(asked)).toBe(true);
  });

  it.each([
    "",
    "When do we deploy?",
    "Summarize the quarterly report",
    "Did I miss the deadline?",
    "We should catch up on Friday",
    "What did Ana say about the miss in March?",
    "bring me the date of the release",
  ])("does not hear it in %j", (asked) => {
    expect(asksToCatchUp(asked)).toBe(false);
  });
});
