import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from "@slack/types";
import { actionId, type Form, type FormField } from "../../../core/card.ts";
import { ReverieError } from "../../../core/errors.ts";
import { isBlank } from "../../../core/text/is-blank.ts";
import type { AllowedHosts } from "../../../core/text/safe-markdown/addresses.ts";
import { storedText } from "../../../core/text/safe-markdown/clean-text.ts";
import { shorten } from "../../../core/text/tokens.ts";
import { plainElement, plainSections } from "./plain-elements.ts";
import { richText } from "./rich-text.ts";

// Limits in UTF-16 units and in elements (ModalView, InputBlock, PlainTextInput and Option of @slack/types).
const titleLimit = 24;
const labelLimit = 2_000;
const inputLimit = 3_000;
const optionLimit = 75;
const optionCountLimit = 100;
const choiceCountLimit = 10;
const idLimit = 255;
const metadataLimit = 3_000;
const viewBlockLimit = 100;

/** Where a form was opened: it comes back with the submission, as JSON in `private_metadata`. */
export interface FormOrigin {
  readonly value: string;
  readonly channel: string;
}

/** The id of every input; which field it is, is said by its block. Choices have one of their own: toggles are drawn alike. */
export const inputId = "input";
export const choicesId = "choices";

/**
 * A form as a modal; `refusal` stands on top where a submission was refused. Throws a ReverieError for what
 * Slack does not take: ids and metadata that are too long, no options or more than 100, of choices than 10.
 */
export function formView(form: Form, channel: string, refusal: string | null): ModalView {
  const origin: FormOrigin = { value: form.value, channel };
  const inputs = form.fields.map(inputOf);
  const above = refusal === null ? [] : plainSections(refusal);
  const blocks: KnownBlock[] = [...above.slice(0, viewBlockLimit - inputs.length), ...inputs];
  if (inputs.length > viewBlockLimit) throw new ReverieError("A form has more fields than Slack takes");
  return {
    ...modal(form.title, blocks),
    callback_id: within(actionId(form.verb), idLimit),
    private_metadata: within(JSON.stringify(origin), metadataLimit),
    submit: plainElement(form.submit, titleLimit, "Save"),
    close: plainElement("Cancel", titleLimit, "Cancel"),
  };
}

/** A modal that only tells something. `text` is Markdown. */
export function textView(title: string, text: string, hosts: AllowedHosts): ModalView {
  const said = richText(text, hosts);
  const blocks: KnownBlock[] = said.length > 0 ? said : plainSections("There is nothing to show.");
  return { ...modal(title, blocks), close: plainElement("Close", titleLimit, "Close") };
}

function modal(title: string, blocks: KnownBlock[]): ModalView {
  return { type: "modal", title: plainElement(title, titleLimit, "Reverie"), blocks };
}

function inputOf(field: FormField): InputBlock {
  const block = {
    type: "input" as const,
    block_id: within(field.id, idLimit),
    label: plainElement(field.label, labelLimit, field.id),
  };
  switch (field.type) {
    case "text":
      return { ...block, element: textInput(field) };
    case "select":
      return { ...block, element: select(field) };
    case "toggle":
      // Slack would ask for at least one mark otherwise.
      return { ...block, optional: true, element: toggle(field) };
    case "choices":
      return { ...block, optional: true, element: choices(field) };
  }
}

function textInput({ value, maxLength, multiline }: Extract<FormField, { type: "text" }>) {
  const limit = Math.max(1, Math.min(inputLimit, maxLength));
  const initial = shorten(storedText(value), limit);
  return {
    type: "plain_text_input" as const,
    action_id: inputId,
    multiline,
    max_length: limit,
    ...(isBlank(initial) ? {} : { initial_value: initial }),
  };
}

function select({ value, options }: Extract<FormField, { type: "select" }>) {
  const shown = optionsOf(options, optionCountLimit);
  const initial = shown.find((option) => option.value === value);
  return {
    type: "static_select" as const,
    action_id: inputId,
    options: shown,
    ...(initial ? { initial_option: initial } : {}),
  };
}

function optionsOf(options: readonly Parameters<typeof optionOf>[0][], atMost: number): PlainTextOption[] {
  if (options.length === 0 || options.length > atMost)
    throw new ReverieError(`A field has ${options.length} options, and Slack takes 1 to ${atMost}`);
  return options.map(optionOf);
}

function optionOf({ value, label }: { readonly value: string; readonly label: string }): PlainTextOption {
  return { text: plainElement(label, optionLimit, value), value: within(value, optionLimit) };
}

function toggle({ value }: Extract<FormField, { type: "toggle" }>) {
  const option = { text: plainElement("Yes", optionLimit, "Yes"), value: "yes" };
  return {
    type: "checkboxes" as const,
    action_id: inputId,
    options: [option],
    ...(value ? { initial_options: [option] } : {}),
  };
}

function choices({ values, options }: Extract<FormField, { type: "choices" }>) {
  const shown = optionsOf(options, choiceCountLimit);
  const initial = shown.filter(({ value }) => value !== undefined && values.includes(value));
  return {
    type: "checkboxes" as const,
    action_id: choicesId,
    options: shown,
    ...(initial.length > 0 ? { initial_options: initial } : {}),
  };
}

function within(id: string, limit: number): string {
  if (id.length > limit) throw new ReverieError(`A form has an id of more than ${limit} characters`);
  return id;
}
