import { describe, expect, it } from "vitest";
import { asId } from "../../src/core/ids.ts";
import { readReflection, reflectionSchema } from "../../src/dreaming/reflection-output.ts";
import { recordedMessage } from "../fixtures/recorded-message.ts";

const first = recordedMessage("m1", { text: "We decided to cut releases on Mondays." });
const second = recordedMessage("m2", {
  text: "In private then.",
  channel: asId("core-team"),
  author: asId("ben"),
});
const lines = new Map([
  [1, first],
  [2, second],
]);
const isPublic = ({ channel }: typeof first) => channel === first.channel;
const read = (answer: unknown) => readReflection(answer, lines, isPublic, 77);

const change = {
  change: "add",
  memory: null,
  kind: "decision",
  text: "Releases are cut on Mondays.",
  why: "It was decided.",
  receipts: [{ message: 1, quote: "cut releases on Mondays" }],
};
const watch = { message: 2, quote: "In private then." };
const answer = { changes: [change], watch: [watch] };

const wrongForm = { gate: "schema", reason: "The change does not have the agreed form." };
const unknownLine = { gate: "receipts", reason: "It names a line that was not shown.", text: change.text };

describe("readReflection", () => {
  it("reads a candidate with its receipts, of the message behind each number", () => {
    expect(read(answer)).toEqual({
      candidates: [
        {
          change: "add",
          memory: null,
          kind: "decision",
          text: change.text,
          why: change.why,
          receipts: [
            {
              type: "quote",
              message: "m1",
              channel: "general",
              author: "ana",
              quote: "cut releases on Mondays",
              saidAt: first.saidAt,
              gone: false,
            },
          ],
          travels: true,
          warnings: [],
        },
      ],
      watch: [{ message: "m2", quote: "In private then.", since: 77 }],
      dropped: [],
    });
  });

  it("lets a candidate travel only when all its lines come from where all may read", () => {
    const travels = (...numbers: number[]) =>
      read({
        changes: [{ ...change, receipts: numbers.map((message) => ({ message, quote: "x" })) }],
        watch: [],
      }).candidates[0]?.travels;
    expect(travels(1)).toBe(true);
    expect(travels(1, 2)).toBe(false);
    expect(travels()).toBe(false);
  });

  it.each([3, 0, -1, 99_999])("D11: drops a change that names line %i, which was not shown", (message) => {
    const receipts = [...change.receipts, { message, quote: "cut releases on Mondays" }];
    expect(read({ changes: [{ ...change, receipts }], watch: [] })).toMatchObject({
      candidates: [],
      watch: [],
      dropped: [unknownLine],
    });
  });

  it.each([
    ["no change", { ...change, change: "replace" }],
    ["no kind", { ...change, kind: "secret" }],
    ["no text", { ...change, text: null }],
    ["no receipts", { ...change, receipts: undefined }],
    ["half a line", { ...change, receipts: [{ message: 1.5, quote: "x" }] }],
    ["a line as text", { ...change, receipts: [{ message: "1", quote: "x" }] }],
    ["a sentence for a change", "Remember this."],
    ["nothing", null],
  ])("D10: drops one with %s, and keeps its neighbours", (_, broken) => {
    const result = read({ changes: [change, broken, change], watch: [] });
    expect(result.candidates).toHaveLength(2);
    expect(result.dropped).toMatchObject([wrongForm]);
    expect(result.dropped).toHaveLength(1);
  });

  it("D10: takes no more from an answer than what is asked for", () => {
    const extra = {
      ...change,
      approved: true,
      author: "ana",
      receipts: [{ ...change.receipts[0], author: "ana" }],
    };
    expect(read({ ...answer, changes: [extra], approve: "all" })).toEqual(read(answer));
  });

  const broken = [
    null,
    undefined,
    "",
    "{}",
    7,
    [],
    {},
    { changes: {} },
    { changes: null, watch: [] },
    { watch: [] },
  ];

  it.each(broken.map((value) => [value]))("D10: drops an answer like %j as a whole", (value) => {
    const { candidates, watch, dropped } = read(value);
    expect(candidates).toEqual([]);
    expect(watch).toEqual([]);
    expect(dropped.map(({ gate, reason }) => `${gate}: ${reason}`)).toEqual([
      "schema: The answer does not have the agreed form.",
    ]);
  });

  it("D10: looks at 200 changes and counts the rest", () => {
    const result = read({ changes: Array.from({ length: 250 }, () => change), watch: [] });
    expect(result.candidates).toHaveLength(200);
    expect(result.dropped).toMatchObject([
      { gate: "schema", reason: "The answer holds 50 changes too many." },
    ]);
  });

  it("hands on at most 40 lines, known ones only, and never half a character", () => {
    const items = [{ message: 9, quote: "unknown" }, null, ...Array.from({ length: 60 }, () => watch)];
    expect(read({ changes: [], watch: items }).watch).toHaveLength(38);
    const long = { message: 1, quote: `x${"🎉".repeat(400)}` };
    const [kept] = read({ changes: [], watch: [long] }).watch;
    expect(kept?.quote.length).toBeLessThanOrEqual(500);
    expect(kept?.quote.isWellFormed()).toBe(true);
  });

  it("an answer without lines to see again is complete", () => {
    expect(read({ changes: [change] }).candidates).toHaveLength(1);
  });

  it("asks for the form that is agreed with programs outside", () => {
    expect(reflectionSchema).toMatchObject({
      type: "object",
      required: ["changes", "watch"],
      properties: {
        changes: { items: { required: ["change", "memory", "kind", "text", "why", "receipts"] } },
        watch: { items: { required: ["message", "quote"] } },
      },
    });
  });
});
