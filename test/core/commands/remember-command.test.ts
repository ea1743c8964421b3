import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRememberWish } from "../../../src/core/commands/remember-command.ts";

describe("parseRememberWish", () => {
  it.each<[string, "me" | "channel" | "team", string]>([
    ["I prefer short answers", "me", "I prefer short answers"],
    ["that I prefer short answers", "me", "I prefer short answers"],
    ["for me: I like tea", "me", "I like tea"],
    ["for me I like tea", "me", "I like tea"],
    ["me: I like tea", "me", "I like tea"],
    ["I like tea for me!", "me", "I like tea"],
    ["for the team: standup is at 10", "team", "standup is at 10"],
    ["For The Team: Standup is at 10", "team", "Standup is at 10"],
    ["for team standup is at 10", "team", "standup is at 10"],
    ["team: standup is at 10", "team", "standup is at 10"],
    ["the team: that standup is at 10", "team", "standup is at 10"],
    ["standup is at 10 for the team", "team", "standup is at 10"],
    ["standup is at 10, for team.", "team", "standup is at 10"],
    ["for the channel: no jokes here", "channel", "no jokes here"],
    ["for this channel no jokes here", "channel", "no jokes here"],
    ["channel: no jokes here", "channel", "no jokes here"],
    ["no jokes here for this channel", "channel", "no jokes here"],
    ["for members only the door opens at 9", "me", "for members only the door opens at 9"],
    ["the team decided to ship", "me", "the team decided to ship"],
    ["our channel: example", "me", "our channel: example"],
    ["the meaning: for teams it is all", "me", "the meaning: for teams it is all"],
  ])("reads %j for %s", (rest, reader, text) => {
    expect(parseRememberWish(rest)).toEqual({ for: reader, text });
  });

  it.each(["", "   ", "for me", "for the team", "for the team:", "me:", "channel: "])(
    "finds nothing to remember in %j",
    (rest) => {
      expect(parseRememberWish(rest)).toBeUndefined();
    },
  );

  it("keeps the words as they are, for whomever they are", () => {
    const words = fc.array(fc.stringMatching(/^[A-Za-zé0-9'-]{1,8}$/u), { minLength: 1, maxLength: 8 });
    const isPlain = (text: string) => !/^(?:that|for|me|channel|team|the|this)\b|\bfor\b/iu.test(text);
    const reader = fc.constantFrom(
      ["for me: ", "me"],
      ["for the team: ", "team"],
      ["channel: ", "channel"],
      ["", "me"],
    );
    fc.assert(
      fc.property(words.map((list) => list.join(" ")).filter(isPlain), reader, (text, [before, whom]) => {
        expect(parseRememberWish(`${before}${text}`)).toEqual({ for: whom, text });
      }),
    );
  });
});
