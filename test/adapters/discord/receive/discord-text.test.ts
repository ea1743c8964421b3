import { describe, expect, it } from "vitest";
import {
  mentionedUsers,
  readableText,
  withoutLeadingMention,
} from "../../../../src/adapters/discord/receive/discord-text.ts";

const names = {
  user: (id: string) => (id === "1" ? "Ana" : undefined),
  role: (id: string) => (id === "2" ? "Admins" : undefined),
  channel: (id: string) => (id === "3" ? "general" : undefined),
};

describe("a text as people read it", () => {
  it.each([
    ["<@1> and <@!1>", "@Ana and @Ana"],
    ["<@9>", "@9"],
    ["<@&2> and <@&9>", "@Admins and @9"],
    ["<#3> and <#9>", "#general and #9"],
    ["</dream now:77>", "/dream now"],
    ["<:wave:77> <a:dance_2:78>", ":wave: :dance_2:"],
    ["<t:1795348800>", "2026-11-22 12:00"],
    ["<t:1795348800:R> <t:1795348800:F>", "2026-11-22 12:00 2026-11-22 12:00"],
    ["<t:999999999999>", "<t:999999999999>"],
    ["<t:-5000000000>", "1811-07-23 15:06"],
    // What people wrote themselves stays as it is.
    ["<@> <@x> <#> a < b > c <b>", "<@> <@x> <#> a < b > c <b>"],
    ["&lt;@1&gt;", "&lt;@1&gt;"],
    ["@everyone and @here", "@everyone and @here"],
    ["$& $1 <@1>", "$& $1 @Ana"],
    ["**bold** `code` ||spoiler||", "**bold** `code` ||spoiler||"],
  ])("%s", (text, readable) => {
    expect(readableText(text, names)).toBe(readable);
  });

  it("is the same however often it is read", () => {
    const once = readableText("<@1> <#3> <:wave:77> x < 3", names);
    expect(readableText(once, names)).toBe(once);
  });
});

it.each([
  ["<@1> hello", "hello"],
  ["<@!1>, hello", "hello"],
  ["<@&2>: hello", "hello"],
  ["\n <@1>\nhello", "hello"],
  ["<@1>", ""],
  ["<@3> hello", "<@3> hello"],
  ["hello <@1>", "hello <@1>"],
])("the mention at the start is taken off: %j", (text, asked) => {
  expect(withoutLeadingMention(text, ["1", "2"])).toBe(asked);
});

it("finds whom a text mentions", () => {
  expect(mentionedUsers("<@1> <@!2> <@&3> <#4> @5")).toEqual(["1", "2"]);
});
