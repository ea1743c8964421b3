import { expect, it } from "vitest";
import { hasSameWords } from "../../../../src/adapters/discord/deliver/same-words.ts";

const button = (label: string) => ({ type: 2, style: 2, custom_id: "reverie:good:a1", label });
const sent = { content: "Hello \n", components: [{ type: 1, components: [button("Good")] }], flags: 4 };

it("a message that Discord gives back says the same, whatever it adds and in whatever order it tells it", () => {
  const { custom_id, label } = button("Good");
  const row = { type: 1, id: 1, components: [{ label, type: 2, id: 2, custom_id, style: 2 }] };
  expect(hasSameWords(sent, { id: "1", components: [row], embeds: [], nonce: "n", content: "Hello" })).toBe(
    true,
  );
});

it("a message of components alone comes back with a content that is empty", () => {
  const components = [{ type: 17, components: [{ type: 10, content: "A card" }] }];
  expect(hasSameWords({ components }, { content: "", components })).toBe(true);
});

it.each([
  ["other words", { ...sent, content: "Hello there" }],
  ["a button with other words", { ...sent, components: [{ type: 1, components: [button("Bad")] }] }],
  ["no button", { ...sent, components: [] }],
  ["one more", { ...sent, components: [...sent.components, ...sent.components] }],
])("a message with %s does not", (_, given) => {
  expect(hasSameWords(sent, given)).toBe(false);
});
