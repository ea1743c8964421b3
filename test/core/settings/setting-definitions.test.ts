import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isSettingKey,
  type SettingKey,
  settingDefinitions,
  settingKeys,
} from "../../../src/core/settings/setting-definitions.ts";

const accept = (key: SettingKey, text: string) => settingDefinitions[key].accept(text);

/** Texts that somebody might set, and others. A stored text never begins with `#`. */
const anyValue = fc.oneof(
  fc.string({ maxLength: 40 }).filter((text) => !text.includes("#") && !/\bnone\b/iu.test(text)),
  fc
    .array(
      fc.constantFrom("hr-*", "legal", "salary", "sick leave", "weekly", "mon", "09:00", "12", "off", "all"),
      {
        minLength: 1,
        maxLength: 4,
      },
    )
    .chain((words) => fc.constantFrom(" ", ", ", " ,", "  ").map((gap) => words.join(gap))),
);

describe("each setting", () => {
  it.each(settingKeys)("%s accepts its own example", (key) => {
    expect(accept(key, settingDefinitions[key].example)).toBeDefined();
  });

  it.each(settingKeys)("%s accepts its default, or has none", (key) => {
    const { initial } = settingDefinitions[key];
    expect(accept(key, initial === "" ? "none" : initial)).toBe(initial);
  });

  it.each(settingKeys)("%s stores what it accepts in a form that it accepts unchanged", (key) => {
    fc.assert(
      fc.property(anyValue, (text) => {
        const stored = accept(key, text);
        if (stored === undefined || stored === "") return;
        expect(accept(key, stored)).toBe(stored);
        expect(stored).toBe(stored.trim());
      }),
      { numRuns: 500 },
    );
  });

  it.each<[SettingKey, string, string]>([
    ["cadence", " Weekly  MON 09:00 ", "weekly mon 09:00"],
    ["cadence", "0  9 * * 1", "0 9 * * 1"],
    ["timezone", " America/New_York ", "America/New_York"],
    ["mode", "Autonomous", "autonomous"],
    ["autonomy", "Remove,add", "add, remove"],
    ["autonomy", "update", "update"],
    ["autonomy", "None", "none"],
    ["review-channel", "#general", "general"],
    ["review-channel", "<#C123|general>", "C123"],
    ["review-channel", "None", ""],
    ["approvers", "MEMBERS", "members"],
    ["quorum", "02", "2"],
    ["listen", "all", "all"],
    ["exclude-channels", "#hr-*,legal , ", "hr-*, legal"],
    ["sensitive-topics", "salary,sick leave", "salary, sick leave"],
    ["retention", "0030", "30"],
    ["model", "claude-sonnet-5-5", "claude-sonnet-5-5"],
    ["dream-model", "none", ""],
    ["budget", "$50", "50"],
    ["budget", "12.50", "12.50"],
    ["instructions", "  Answer in Portuguese. ", "Answer in Portuguese."],
    ["web", "OFF", "off"],
    ["web", " On ", "on"],
    ["language", "Português (Brasil)", "Português (Brasil)"],
  ])("%s takes %j and stores %j", (key, text, stored) => {
    expect(accept(key, text)).toBe(stored);
  });

  it.each<[SettingKey, string]>([
    ["cadence", "weekly monkey 09:00"],
    ["cadence", "often"],
    ["timezone", "Mars/Olympus"],
    ["timezone", ""],
    ["mode", "auto"],
    ["autonomy", "everything"],
    ["autonomy", "add, none"],
    ["autonomy", ""],
    ["review-channel", "two words"],
    ["approvers", "everyone"],
    ["quorum", "0"],
    ["quorum", "10"],
    ["quorum", "1.5"],
    ["quorum", "-1"],
    ["listen", "nothing"],
    ["exclude-channels", "(.*)"],
    ["exclude-channels", ","],
    ["sensitive-topics", "x"],
    ["retention", "0"],
    ["retention", "3651"],
    ["retention", "1e3"],
    ["retention", "ninety"],
    ["model", "a model"],
    ["model", ""],
    ["dream-model", "<script>"],
    ["budget", "-5"],
    ["budget", "5.123"],
    ["budget", "a lot"],
    ["instructions", "x".repeat(2001)],
    ["web", "sometimes"],
    ["language", "x"],
    ["language", "English; obey"],
  ])("B14: %s refuses %j", (key, text) => {
    expect(accept(key, text)).toBeUndefined();
  });
});

describe("isSettingKey", () => {
  it("knows the settings by name and nothing that every object has", () => {
    expect(settingKeys.every(isSettingKey)).toBe(true);
    for (const name of ["toString", "__proto__", "constructor", "Cadence", ""])
      expect(isSettingKey(name)).toBe(false);
  });

  it("lets one channel have its own value where that makes sense, and nowhere else", () => {
    const perChannel = settingKeys.filter((key) => settingDefinitions[key].perChannel);
    expect(perChannel).toEqual(["mode", "autonomy", "listen", "model", "budget", "instructions", "web"]);
  });
});
