import { marked } from "marked";
import { expect, it } from "vitest";
import { markdownTokens } from "../../../src/core/text/markdown-tokens.ts";

// A list item that holds a quotation, which ends in an empty list item, and a line that goes on.
const unreadable = "- a\n    >+\nb";

it("gives up on what the library cannot read, instead of failing", () => {
  expect(() => marked.lexer(unreadable)).toThrow();
  expect(markdownTokens(unreadable)).toBeUndefined();
  expect(markdownTokens("- one\n- two")).toHaveLength(1);
});
