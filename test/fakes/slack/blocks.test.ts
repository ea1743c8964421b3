import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkBlocks, checkView } from "./blocks/check-blocks.ts";
import { openFake, outcomeOf } from "./open-fake.ts";

const plain = (text: string) => ({ type: "plain_text", text });
const words = (length: number) => "x".repeat(length);
const button = (more: object) => ({ type: "button", action_id: "a", text: plain("Go"), ...more });
const actions = (...elements: object[]) => ({ type: "actions", elements });
const context = (count: number) => ({ type: "context", elements: Array(count).fill(plain("x")) });
const modal = (more: object) => ({ type: "modal", title: plain("Title"), blocks: [], ...more });
const buttons = (count: number) =>
  actions(...Array.from({ length: count }, (_, index) => button({ action_id: `a${index}` })));
const option = (length: number) => ({ text: plain(words(length)), value: "v" });
const feedback = (text: string) => ({ text: plain(text), value: "up" });
const thumbs = (text: string) => ({
  type: "feedback_buttons",
  action_id: "f",
  positive_button: feedback(text),
  negative_button: feedback("No"),
});

describe("each limit", () => {
  it.each<[string, (size: number) => object, number]>([
    ["section text", (size) => ({ type: "section", text: plain(words(size)) }), 3000],
    ["section field", (size) => ({ type: "section", fields: [plain(words(size))] }), 2000],
    ["section fields", (size) => ({ type: "section", fields: Array(size).fill(plain("x")) }), 10],
    ["header", (size) => ({ type: "header", text: plain(words(size)) }), 150],
    ["markdown", (size) => ({ type: "markdown", text: words(size) }), 12_000],
    ["block id", (size) => ({ type: "divider", block_id: words(size) }), 255],
    ["context elements", context, 10],
    ["action elements", buttons, 25],
    ["button text", (size) => actions(button({ text: plain(words(size)) })), 75],
    ["button value", (size) => actions(button({ value: words(size) })), 2000],
    ["button url", (size) => actions(button({ url: words(size) })), 3000],
    ["action id", (size) => actions(button({ action_id: words(size) })), 255],
    [
      "confirm title",
      (size) => actions(button({ confirm: { title: plain(words(size)), text: plain("x") } })),
      100,
    ],
    ["confirm text", (size) => actions(button({ confirm: { text: plain(words(size)) } })), 300],
    [
      "option text",
      (size) => actions({ type: "static_select", action_id: "s", options: [option(size)] }),
      75,
    ],
    [
      "options",
      (size) => actions({ type: "static_select", action_id: "s", options: Array(size).fill(option(1)) }),
      100,
    ],
    ["feedback text", (size) => ({ type: "context_actions", elements: [thumbs(words(size))] }), 75],
    ["card title", (size) => ({ type: "card", title: { type: "mrkdwn", text: words(size) } }), 150],
  ])("%s is taken whole and no longer", (_name, make, most) => {
    expect(checkBlocks([make(most)], "message")).toEqual([]);
    expect(checkBlocks([make(most + 1)], "message")).not.toEqual([]);
    expect(checkBlocks([make(0)], "message").length > 0 || _name === "button value").toBe(true);
  });

  it("of blocks on each surface", () => {
    const dividers = (count: number) => Array(count).fill({ type: "divider" });
    expect(checkBlocks(dividers(50), "message")).toEqual([]);
    expect(checkBlocks(dividers(51), "message")).toHaveLength(1);
    expect(checkBlocks(dividers(100), "modal")).toEqual([]);
    expect(checkBlocks(dividers(101), "home")).toHaveLength(1);
  });

  it.each<[string, (size: number) => object, number]>([
    ["title", (size) => modal({ title: plain(words(size)) }), 24],
    ["submit", (size) => modal({ submit: plain(words(size)) }), 24],
    ["private_metadata", (size) => modal({ private_metadata: words(size) }), 3000],
    ["callback_id", (size) => modal({ callback_id: words(size) }), 255],
  ])("of a view's %s", (_name, make, most) => {
    expect(checkView(make(most))).toEqual([]);
    expect(checkView(make(most + 1))).not.toEqual([]);
  });
});

describe("a shape", () => {
  it.each<[string, object]>([
    ["unknown block", { type: "banner" }],
    ["unknown property", { type: "divider", color: "red" }],
    ["section of nothing", { type: "section" }],
    ["mrkdwn header", { type: "header", text: { type: "mrkdwn", text: "x" } }],
    ["button without text", actions({ type: "button", action_id: "a" })],
    ["unknown style", actions(button({ style: "green" }))],
    ["twice one action id", actions(button({}), button({}))],
    ["button among feedback", { type: "context_actions", elements: [button({})] }],
    ["alert", { type: "alert", text: plain("x") }],
  ])("is refused in a message: %s", (_name, block) => {
    expect(checkBlocks([block], "message")).not.toEqual([]);
  });

  it("is refused with a block id that repeats", () => {
    const divider = { type: "divider", block_id: "d" };
    expect(checkBlocks([divider, divider], "message")).toMatchObject([
      { message: "block_id already exists: d" },
    ]);
  });

  it("is refused as a modal whose input has no way out, and with markdown", () => {
    const element = { type: "plain_text_input", action_id: "t", max_length: 3000 };
    const blocks = [{ type: "input", label: plain("Text"), element }];
    expect(checkView(modal({ blocks }))).not.toEqual([]);
    expect(checkView(modal({ blocks, submit: plain("Save") }))).toEqual([]);
    expect(checkView(modal({ blocks: [{ type: "markdown", text: "x" }] }))).not.toEqual([]);
    const long = [{ ...blocks[0], element: { ...element, max_length: 3001 } }];
    expect(checkView(modal({ blocks: long, submit: plain("Save") }))).not.toEqual([]);
  });

  it("is refused with the place where it is wrong", async () => {
    const { client } = await openFake();
    const blocks = [{ type: "divider" }, { type: "header", text: plain(words(151)) }];
    await expect(client.chat.postMessage({ channel: "C0GENERAL", text: "x", blocks })).rejects.toMatchObject({
      data: {
        error: "invalid_blocks",
        response_metadata: {
          messages: ["[ERROR] must be less than 151 characters [json-pointer:/blocks/1/text/text]"],
        },
      },
    });
  });

  it("E1: is refused with more markdown in all than 12,000", async () => {
    const { client } = await openFake();
    const post = (lengths: number[]) =>
      outcomeOf(
        client.chat.postMessage({
          channel: "C0GENERAL",
          text: "x",
          blocks: lengths.map((length) => ({ type: "markdown", text: words(length) })),
        }),
      );
    expect(await post([6000, 6000])).toBe("ok");
    expect(await post([6000, 6001])).toBe("msg_blocks_too_long");
  });

  it("never throws, whatever it is", () => {
    fc.assert(
      fc.property(fc.anything(), fc.constantFrom("message", "modal", "home"), (value, surface) => {
        expect(Array.isArray(checkBlocks([value], surface as "message"))).toBe(true);
        expect(Array.isArray(checkView(value))).toBe(true);
      }),
    );
  });
});
