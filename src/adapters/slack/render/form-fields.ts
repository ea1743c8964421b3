import { z } from "zod";
import { ReverieError } from "../../../core/errors.ts";
import type { FieldValues } from "../../../core/ports/platform.ts";
import { choicesId, type FormOrigin, inputId } from "./form-view.ts";

const input = z.discriminatedUnion("type", [
  z.object({ type: z.literal("plain_text_input"), value: z.string().nullish() }),
  z.object({
    type: z.literal("static_select"),
    selected_option: z.object({ value: z.string() }).nullish(),
  }),
  z.object({ type: z.literal("checkboxes"), selected_options: z.array(z.unknown()) }),
]);

const choices = z.object({ selected_options: z.array(z.object({ value: z.string() })) });

const state = z.record(
  z.string(),
  z.union([z.object({ [inputId]: input }), z.object({ [choicesId]: choices })]),
);

/**
 * The fields of a submitted form from `view.state.values`. A select without a choice is left out. Throws a
 * ReverieError for what no form of Reverie's sends.
 */
export function fieldsOf(values: unknown): FieldValues {
  const parsed = state.safeParse(values);
  if (!parsed.success) throw new ReverieError("Slack sent a form that is none of Reverie's");
  return Object.fromEntries(
    Object.entries(parsed.data).flatMap(([id, block]) => {
      const value = contentOf(block);
      return value === undefined ? [] : [[id, value]];
    }),
  );
}

function contentOf(block: z.infer<typeof state>[string]): FieldValues[string] | undefined {
  if (choicesId in block) return block[choicesId].selected_options.map(({ value }) => value);
  const { [inputId]: field } = block;
  switch (field.type) {
    case "plain_text_input":
      return field.value ?? "";
    case "static_select":
      return field.selected_option?.value;
    case "checkboxes":
      return field.selected_options.length > 0;
  }
}

const origin = z.object({ value: z.string(), channel: z.string() });

/** Where the form was opened, from `view.private_metadata`. Throws a ReverieError for anything else. */
export function originOf(metadata: string): FormOrigin {
  try {
    return origin.parse(JSON.parse(metadata));
  } catch (error) {
    throw new ReverieError("Slack sent a form that is none of Reverie's", { cause: error });
  }
}
