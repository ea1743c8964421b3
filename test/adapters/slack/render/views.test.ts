import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fieldsOf, originOf } from "../../../../src/adapters/slack/render/form-fields.ts";
import { formView, textView } from "../../../../src/adapters/slack/render/form-view.ts";
import { homeView } from "../../../../src/adapters/slack/render/home-view.ts";
import type { Form } from "../../../../src/core/card.ts";
import { ReverieError } from "../../../../src/core/errors.ts";
import { checkView } from "../../../fakes/slack/blocks/check-blocks.ts";
import { anyCard, anyForm, anyText } from "./arbitrary-content.ts";
import { hosts } from "./hostile-markdown.ts";
import { plainTexts, toJson } from "./read-blocks.ts";

const form: Form = {
  verb: "edit",
  value: "p1",
  title: "Edit and approve",
  submit: "Approve",
  fields: [
    { type: "text", id: "text", label: "What to remember", value: "Freeze", maxLength: 500, multiline: true },
    {
      type: "select",
      id: "kind",
      label: "Kind",
      value: "fact",
      options: [
        { value: "fact", label: "fact" },
        { value: "lesson", label: "lesson" },
      ],
    },
    { type: "toggle", id: "travels", label: "Use it wherever I ask", value: true },
    {
      type: "choices",
      id: "asks",
      label: "Ask me first",
      values: ["plan"],
      options: [
        { value: "plan", label: "about the plan" },
        { value: "result", label: "about the result" },
      ],
    },
  ],
};

describe("formView", () => {
  it("E1, E3: is a view that Slack takes, whatever it asks", () => {
    fc.assert(
      fc.property(anyForm, fc.option(anyText), (form, refusal) => {
        expect(checkView(toJson(formView(form, "C1", refusal)))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("comes back as the same verb, value and place", () => {
    const view = formView(form, "C1", null);
    expect(view.callback_id).toBe("reverie:edit");
    expect(originOf(view.private_metadata ?? "")).toEqual({ value: "p1", channel: "C1" });
    expect(view).toMatchObject({
      title: { text: "Edit and approve" },
      submit: { text: "Approve" },
      close: { text: "Cancel" },
    });
  });

  it("begins with what the form says", () => {
    expect(formView(form, "C1", null).blocks).toMatchObject([
      { block_id: "text", element: { multiline: true, max_length: 500, initial_value: "Freeze" } },
      { block_id: "kind", element: { initial_option: { value: "fact" } } },
      { block_id: "travels", optional: true, element: { initial_options: [{ value: "yes" }] } },
      {
        ...{ block_id: "asks", optional: true },
        element: { options: [{ value: "plan" }, { value: "result" }], initial_options: [{ value: "plan" }] },
      },
    ]);
  });

  it("says on top why a submission was refused", () => {
    expect(plainTexts(formView(form, "C1", "It is too long.").blocks)[0]).toBe("It is too long.");
  });

  it.each<[string, Form]>([
    ["a value that is too long", { ...form, value: "x".repeat(3_000) }],
    ["no options", { ...form, fields: [{ type: "select", id: "a", label: "A", value: "", options: [] }] }],
    [
      "an option with a long id",
      {
        ...form,
        fields: [
          {
            type: "select",
            id: "a",
            label: "A",
            value: "",
            options: [{ value: "x".repeat(76), label: "x" }],
          },
        ],
      },
    ],
  ])("refuses %s", (_, form) => {
    expect(() => formView(form, "C1", null)).toThrow(ReverieError);
  });
});

describe("fieldsOf", () => {
  it("reads what Slack sends for each kind of field", () => {
    expect(
      fieldsOf({
        text: { input: { type: "plain_text_input", value: "New words" } },
        empty: { input: { type: "plain_text_input", value: null } },
        kind: { input: { type: "static_select", selected_option: { text: {}, value: "lesson" } } },
        none: { input: { type: "static_select", selected_option: null } },
        travels: { input: { type: "checkboxes", selected_options: [] } },
        loud: { input: { type: "checkboxes", selected_options: [{ value: "yes" }] } },
        asks: { choices: { type: "checkboxes", selected_options: [{ value: "plan" }] } },
        marks: { choices: { type: "checkboxes", selected_options: [] } },
      }),
    ).toEqual({
      ...{ text: "New words", empty: "", kind: "lesson", travels: false, loud: true },
      asks: ["plan"],
      marks: [],
    });
  });

  it("trusts nothing else", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        try {
          for (const field of Object.values(fieldsOf(value)))
            expect(["string", "boolean", "object"]).toContain(typeof field);
        } catch (error) {
          expect(error).toBeInstanceOf(ReverieError);
        }
      }),
    );
    expect(() => fieldsOf({ text: { input: { type: "datepicker" } } })).toThrow(ReverieError);
    expect(() => originOf("{")).toThrow(ReverieError);
    expect(() => originOf('{"value":1}')).toThrow(ReverieError);
  });
});

describe("textView", () => {
  it("E1, E3: is a view that Slack takes, whatever it says", () => {
    fc.assert(
      fc.property(anyText, anyText, (title, text) => {
        expect(checkView(toJson(textView(title, text, hosts)))).toEqual([]);
      }),
    );
  });
});

describe("homeView", () => {
  it("E1, E3: is a view that Slack takes, whatever it shows", () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        expect(checkView(toJson(homeView(card, hosts)))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
