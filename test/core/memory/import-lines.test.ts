import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asJson, asMarkdown } from "../../../src/core/memory/exchange/export-texts.ts";
import {
  type ExportedBook,
  exportFormat,
  exportVersion,
} from "../../../src/core/memory/exchange/exported-book.ts";
import { linesAtMost, readImport } from "../../../src/core/memory/exchange/import-lines.ts";
import { withPlainWords } from "../../../src/core/memory/gates/schema-gate.ts";
import { memoryKinds } from "../../../src/core/memory.ts";

/** A sentence as gates leave it: on one line, with nothing hidden in it. */
const sentence = fc
  .oneof(
    fc.string({ unit: "binary", minLength: 1, maxLength: 200 }),
    fc.constantFrom(
      "# no heading",
      "- no bullet",
      "> no quote",
      "(fact) said so",
      "[x] done",
      "```",
      "---",
      "1. one",
    ),
  )
  .map((text) => plain(text))
  .filter((text) => text !== "");

function plain(text: string): string {
  const candidate = {
    change: "add",
    memory: null,
    kind: "fact",
    why: "",
    receipts: [],
    travels: false,
    warnings: [],
  } as const;
  return withPlainWords({ ...candidate, text }).text;
}

const book: fc.Arbitrary<ExportedBook> = fc.record({
  format: fc.constant(exportFormat),
  version: fc.constant(exportVersion),
  workspace: fc.string(),
  audience: fc.string(),
  label: fc.string(),
  exported: fc.constant("2026-11-29T12:00:00.000Z"),
  memories: fc.array(
    fc.record({
      kind: fc.constantFrom(...memoryKinds),
      text: sentence,
      travels: fc.boolean(),
      since: fc.constant("2026-11-01T12:00:00.000Z"),
      evidence: fc.array(
        fc.record({ quote: fc.string({ unit: "binary" }), by: fc.string(), said: fc.string() }),
        { maxLength: 2 },
      ),
    }),
    { minLength: 1, maxLength: 8 },
  ),
});

describe("what is exported", () => {
  it.each([
    ["JSON", asJson],
    ["Markdown", asMarkdown],
  ])("is read again as it was: %s", (_name, write) => {
    fc.assert(
      fc.property(book, (exported) => {
        const read = readImport(write(exported));
        expect(read).toEqual({
          lines: exported.memories.map(({ kind, text, travels }) => ({ kind, text, travels })),
          origin: expect.objectContaining({ workspace: exported.workspace, audience: exported.audience }),
        });
      }),
      { numRuns: 500 },
    );
  });
});

describe("a document that somebody imports", () => {
  const textsOf = (document: string) => {
    const read = readImport(document);
    return "refusal" in read ? read.refusal : read.lines.map(({ text }) => text);
  };

  it("may be what people write for an assistant", () => {
    const document = [
      "# How I like answers",
      "",
      "Answer in short sentences.",
      "* No emoji",
      "2) Metric units",
      "- [x] British spelling",
      "> somebody said this once",
      "---",
      "```",
      "<!-- a note -->",
    ].join("\r\n");
    expect(textsOf(document)).toEqual([
      "Answer in short sentences.",
      "No emoji",
      "Metric units",
      "British spelling",
    ]);
  });

  it.each([
    [
      '["one", {"text": "two"}, {"memory": "three"}, {"content": "four"}, {"id": 5}]',
      ["one", "two", "three", "four"],
    ],
    ['{"memories": [{"text": "one", "kind": "nonsense"}]}', ["one"]],
    ['```json\n["one"]\n```', ["one"]],
    ["\ufeffone", ["one"]],
  ])("may be a list in JSON: %s", (document, texts) => {
    expect(textsOf(document)).toEqual(texts);
  });

  it.each([
    ["[1, 2", "broken"],
    ['{"customers": []}', "no list of memories"],
    ["[]", "no sentence"],
    [`[${"1,".repeat(400_000)}1]`, "at once at most"],
    ["# only a heading", "no sentence"],
    [Array.from({ length: linesAtMost + 1 }, (_, index) => `line ${index}`).join("\n"), "at once at most"],
    ["x".repeat(1_000_001), "longer than"],
    [
      '{"format":"reverie-memories","version":2,"workspace":"w","audience":"team","label":"","exported":"","memories":[]}',
      "newer Reverie",
    ],
    [
      '<!-- reverie-memories {"version":2,"workspace":"w","audience":"team"} -->\n- (fact) one',
      "newer Reverie",
    ],
  ])("is refused in one sentence: %.20s", (document, words) => {
    expect(textsOf(document)).toContain(words);
  });

  it("is read in time that grows with its length, and never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 3000 }), (document) => {
        const read = readImport(document);
        if (!("refusal" in read)) expect(read.lines.length).toBeGreaterThan(0);
      }),
    );
  });
});
