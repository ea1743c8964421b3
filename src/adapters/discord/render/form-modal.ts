import {
  type APICheckboxGroupComponent,
  type APIComponentInLabel,
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  type APISelectMenuOption,
  type APIStringSelectComponent,
  type APITextInputComponent,
  ComponentType,
  TextInputStyle,
} from "discord.js";
import type { Form, FormField } from "../../../core/card.ts";
import { ReverieError } from "../../../core/errors.ts";
import { isBlank } from "../../../core/text/is-blank.ts";
import { storedText } from "../../../core/text/safe-markdown/clean-text.ts";
import { shorten } from "../../../core/text/tokens.ts";
import { checkedId, customIdOf } from "./custom-id.ts";
import { oneLine } from "./verbatim.ts";

// Limits in UTF-16 units and in elements (Discord's component reference).
const titleLimit = 45;
const labelLimit = 45;
const descriptionLimit = 100;
const inputLimit = 4_000;
const optionLimit = 100;
const optionCountLimit = 25;
const choiceCountLimit = 10;
const fieldCountLimit = 5;

/** What the two choices of a toggle come back as: a submission does not say which field was one. */
export const toggleValues = { yes: "reverie-yes", no: "reverie-no" } as const;

/**
 * A form as a modal. What its button for sending says is Discord's own. Throws a ReverieError for what Discord
 * does not take: no field or more than 5, ids that are too long, no options or more than 25, of choices than 10.
 */
export function modalOf({ verb, value, title, fields }: Form): APIModalInteractionResponseCallbackData {
  if (fields.length === 0 || fields.length > fieldCountLimit) {
    throw new ReverieError(`A form has ${fields.length} fields, and Discord takes 1 to ${fieldCountLimit}`);
  }
  return {
    custom_id: customIdOf(verb, value),
    title: line(title, titleLimit, "Reverie"),
    components: fields.map(labelOf),
  };
}

function labelOf(field: FormField): APILabelComponent {
  const words = line(field.label, labelLimit, field.id);
  const label = { type: ComponentType.Label as const, label: words, component: inputOf(field) };
  // A label that had to be shortened is said in full below it.
  return oneLine(field.label).length > labelLimit
    ? { ...label, description: line(field.label, descriptionLimit, field.id) }
    : label;
}

function inputOf(field: FormField): APIComponentInLabel {
  switch (field.type) {
    case "text":
      return textInput(field);
    case "select":
      return select(field.id, field.options, field.value);
    case "toggle":
      return toggle(field);
    case "choices":
      return choices(field);
  }
}

function textInput(field: Extract<FormField, { type: "text" }>): APITextInputComponent {
  const limit = Math.max(1, Math.min(inputLimit, field.maxLength));
  const initial = shorten(storedText(field.value), limit);
  return {
    type: ComponentType.TextInput,
    custom_id: checkedId(field.id),
    style: field.multiline ? TextInputStyle.Paragraph : TextInputStyle.Short,
    max_length: limit,
    required: true,
    ...(isBlank(initial) ? {} : { value: initial }),
  };
}

function toggle({ id, value }: Extract<FormField, { type: "toggle" }>): APIStringSelectComponent {
  const options = [
    { value: toggleValues.yes, label: "Yes" },
    { value: toggleValues.no, label: "No" },
  ];
  return select(id, options, value ? toggleValues.yes : toggleValues.no);
}

function choices({
  id,
  options,
  values,
}: Extract<FormField, { type: "choices" }>): APICheckboxGroupComponent {
  return {
    type: ComponentType.CheckboxGroup,
    custom_id: checkedId(id),
    options: distinct(options, choiceCountLimit).map((option) => optionOf(option, values)),
    min_values: 0,
    required: false,
  };
}

interface Option {
  readonly value: string;
  readonly label: string;
}

function select(id: string, options: readonly Option[], chosen: string): APIStringSelectComponent {
  return {
    type: ComponentType.StringSelect,
    custom_id: checkedId(id),
    options: distinct(options, optionCountLimit).map((option) => optionOf(option, [chosen])),
    required: true,
  };
}

/** The options as Discord takes them: it refuses a value that stands there twice. */
function distinct(options: readonly Option[], atMost: number): Option[] {
  const shown = [...new Map(options.map((option) => [option.value, option])).values()];
  if (shown.length === 0 || shown.length > atMost)
    throw new ReverieError(`A field has ${shown.length} options, and Discord takes 1 to ${atMost}`);
  return shown;
}

function optionOf({ value, label }: Option, chosen: readonly string[]): APISelectMenuOption {
  const option = { value: checkedId(value), label: line(label, optionLimit, value) };
  return chosen.includes(value) ? { ...option, default: true } : option;
}

/** Plain words in one line, as titles and labels have them. */
function line(text: string, limit: number, whenBlank: string): string {
  return shorten(isBlank(text) ? whenBlank : oneLine(text), limit);
}
