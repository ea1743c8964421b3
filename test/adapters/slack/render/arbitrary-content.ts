import * as fc from "fast-check";
import type { Card, CardAction, CardSection, Form, FormField } from "../../../../src/core/card.ts";
import type { Content } from "../../../../src/core/ports/delivery.ts";
import { anyUnits, hostileText, writtenText } from "../../../fixtures/arbitrary-text.ts";
import { hostileMarkdown, permalink } from "./hostile-markdown.ts";

/** Any text: empty, blank, hostile, and far longer than Slack takes. */
export const anyText = fc.oneof(
  { weight: 3, arbitrary: writtenText },
  { weight: 2, arbitrary: hostileMarkdown },
  { weight: 1, arbitrary: hostileText },
  { weight: 1, arbitrary: anyUnits },
  { weight: 1, arbitrary: fc.constantFrom("", " ", "\n", "\u2060", "\0", "\ud800") },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom("word ", "x", "😀", "<a", "`", "&", "https://a.b/ ", "\n"),
        fc.integer({ min: 70, max: 13_000 }),
      )
      .map(([unit, times]) => unit.repeat(times)),
  },
);

const id = fc.stringMatching(/^[a-z0-9-]{1,20}$/);

const action: fc.Arbitrary<CardAction> = fc.record({
  verb: fc.oneof(fc.constantFrom("approve", "edit", "reject", "undo", "good", "bad"), id),
  label: anyText,
  description: anyText,
  style: fc.constantFrom("primary", "plain", "danger"),
  value: fc.oneof(id, fc.constant("")),
});

const actions = fc.array(action, { maxLength: 40 });

const cardSection: fc.Arbitrary<CardSection> = fc.record({
  title: anyText,
  text: anyText,
  before: fc.option(anyText),
  note: anyText,
  warnings: fc.array(anyText, { maxLength: 3 }),
  quotes: fc.array(
    fc.record({
      text: anyText,
      by: anyText,
      link: fc.option(fc.oneof(fc.constantFrom(permalink, "https://evil.example/"), anyText)),
    }),
    { maxLength: 4 },
  ),
  actions: fc.array(action, { maxLength: 4 }),
});

export const anyCard: fc.Arbitrary<Card> = fc.record({
  title: anyText,
  body: anyText,
  sections: fc.array(cardSection, { maxLength: 30 }),
  footer: anyText,
});

export const anyContent: fc.Arbitrary<Content> = fc.record({
  text: anyText,
  card: fc.option(anyCard),
  note: anyText,
  actions,
  isDraft: fc.boolean(),
});

const options = fc.array(fc.record({ value: id, label: anyText }), { minLength: 1, maxLength: 100 });

const field: fc.Arbitrary<FormField> = fc.oneof(
  fc.record({
    type: fc.constant("text" as const),
    id,
    label: anyText,
    value: anyText,
    maxLength: fc.integer({ min: 0, max: 10_000 }),
    multiline: fc.boolean(),
  }),
  fc.tuple(id, anyText, options, fc.nat()).map(([id, label, options, choice]) => ({
    type: "select" as const,
    id,
    label,
    options,
    value: options[choice % options.length]?.value ?? "",
  })),
  fc.record({ type: fc.constant("toggle" as const), id, label: anyText, value: fc.boolean() }),
  fc.tuple(id, anyText, options, fc.array(fc.nat({ max: 9 }))).map(([id, label, options, chosen]) => ({
    type: "choices" as const,
    id,
    label,
    options: options.slice(0, 10),
    values: chosen.flatMap((index) => options[index]?.value ?? []),
  })),
);

export const anyForm: fc.Arbitrary<Form> = fc.record({
  verb: id,
  value: id,
  title: anyText,
  submit: anyText,
  fields: fc.uniqueArray(field, { selector: ({ id }) => id, maxLength: 8 }),
});
