import { ComponentType } from "discord.js";
import { z } from "zod";
import { ReverieError } from "../../../core/errors.ts";
import type { FieldValues } from "../../../core/ports/platform.ts";
import { toggleValues } from "./form-modal.ts";

const input = z.object({
  type: z.number().nullish(),
  custom_id: z.string(),
  value: z.string().nullish(),
  values: z.array(z.string()).nullish(),
});

// A label holds one input, a row of the older kind a list of them, and a text holds none.
const submission = z.object({
  components: z.array(z.object({ component: input.optional(), components: z.array(input).optional() })),
});

/**
 * The fields of a submitted form from the data of its interaction: booleans for toggles, lists for choices, texts for all others.
 * A select without a choice is left out. Throws a ReverieError for what no form of Reverie's sends.
 */
export function fieldsOf(data: unknown): FieldValues {
  const parsed = submission.safeParse(data);
  if (!parsed.success) throw new ReverieError("Discord sent a form that is none of Reverie's");
  const inputs = parsed.data.components.flatMap(({ component, components }) => [
    ...(component ? [component] : []),
    ...(components ?? []),
  ]);
  return Object.fromEntries(
    inputs.flatMap((each) => {
      const value = contentOf(each);
      return value === undefined ? [] : [[each.custom_id, value]];
    }),
  );
}

function contentOf({ type, value, values }: z.infer<typeof input>): FieldValues[string] | undefined {
  if (type === ComponentType.CheckboxGroup) return values ?? [];
  if (!values) return value ?? "";
  const [choice] = values;
  if (choice === toggleValues.yes) return true;
  return choice === toggleValues.no ? false : choice;
}
