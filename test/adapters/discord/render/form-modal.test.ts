import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fieldsOf } from "../../../../src/adapters/discord/render/form-fields.ts";
import { modalOf } from "../../../../src/adapters/discord/render/form-modal.ts";
import type { Form, FormField } from "../../../../src/core/card.ts";
import { ReverieError } from "../../../../src/core/errors.ts";
import { anyForm } from "../../slack/render/arbitrary-content.ts";
import { modalFaults } from "./body-faults.ts";

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
    {
      type: "toggle",
      id: "travels",
      label: "Use it wherever I ask, not only in direct messages",
      value: true,
    },
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

const fitting = (field: FormField): FormField =>
  field.type === "select" ? { ...field, options: field.options.slice(0, 25) } : field;

describe("modalOf", () => {
  it("E1, E3: is a modal that Discord takes, whatever it asks", () => {
    fc.assert(
      fc.property(anyForm, (form) => {
        const fields = form.fields.slice(0, 5).map(fitting);
        fc.pre(fields.length > 0);
        expect(modalFaults(modalOf({ ...form, fields }))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it("begins with what the form says and comes back as the same verb and value", () => {
    expect(modalOf(form)).toMatchObject({
      custom_id: "reverie:edit:p1",
      title: "Edit and approve",
      components: [
        {
          label: "What to remember",
          component: { custom_id: "text", style: 2, max_length: 500, value: "Freeze" },
        },
        {
          component: { custom_id: "kind", options: [{ value: "fact", default: true }, { value: "lesson" }] },
        },
        {
          label: "Use it wherever I ask, not only in direct me…",
          description: "Use it wherever I ask, not only in direct messages",
          component: { options: [{ value: "reverie-yes", default: true }, { value: "reverie-no" }] },
        },
        {
          label: "Ask me first",
          component: {
            ...{ type: 22, custom_id: "asks", min_values: 0, required: false },
            options: [{ value: "plan", default: true }, { value: "result" }],
          },
        },
      ],
    });
  });

  const options = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ value: `v${index}`, label: "x" }));

  it.each<[string, Form]>([
    ["a value that is too long", { ...form, value: "x".repeat(100) }],
    ["no fields", { ...form, fields: [] }],
    ["six fields", { ...form, fields: [...form.fields, ...form.fields] }],
    ["no options", { ...form, fields: [{ type: "select", id: "a", label: "A", value: "", options: [] }] }],
    [
      "26 options",
      { ...form, fields: [{ type: "select", id: "a", label: "A", value: "", options: options(26) }] },
    ],
    [
      "11 choices",
      { ...form, fields: [{ type: "choices", id: "a", label: "A", values: [], options: options(11) }] },
    ],
    ["a field without an id", { ...form, fields: [{ type: "toggle", id: "", label: "A", value: true }] }],
  ])("refuses %s", (_, form) => {
    expect(() => modalOf(form)).toThrow(ReverieError);
  });
});

describe("fieldsOf", () => {
  it("reads what Discord sends for each kind of field", () => {
    expect(
      fieldsOf({
        custom_id: "reverie:edit:p1",
        components: [
          { type: 18, id: 1, component: { type: 4, id: 2, custom_id: "text", value: "New words" } },
          { type: 18, id: 3, component: { type: 3, id: 4, custom_id: "kind", values: ["lesson"] } },
          { type: 18, id: 5, component: { type: 3, id: 6, custom_id: "none", values: [] } },
          { type: 18, id: 7, component: { type: 3, id: 8, custom_id: "travels", values: ["reverie-no"] } },
          { type: 18, id: 9, component: { type: 3, id: 10, custom_id: "loud", values: ["reverie-yes"] } },
          { type: 1, id: 11, components: [{ type: 4, id: 12, custom_id: "older", value: "" }] },
          { type: 10, id: 13 },
          { type: 18, id: 14, component: { type: 22, id: 15, custom_id: "asks", values: ["plan"] } },
          { type: 18, id: 16, component: { type: 22, id: 17, custom_id: "marks", values: [] } },
        ],
      }),
    ).toEqual({
      ...{ text: "New words", kind: "lesson", travels: false, loud: true, older: "" },
      asks: ["plan"],
      marks: [],
    });
  });

  it("trusts nothing else", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        try {
          for (const field of Object.values(fieldsOf(value))) {
            expect(["string", "boolean", "object"]).toContain(typeof field);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(ReverieError);
        }
      }),
    );
    expect(() => fieldsOf({ components: [{ component: { type: 4 } }] })).toThrow(ReverieError);
  });
});
