import { useState } from "preact/hooks";
import { html } from "../html.js";

/** One input of a form. */
export function FormField({ field, first }) {
  const input = {
    id: `field-${field.id}`,
    name: field.id,
    "data-testid": `field-${field.id}`,
    "data-first": first ? "" : undefined,
  };
  if (field.type === "toggle") return html`<${Toggle} field=${field} input=${input} />`;
  if (field.type === "choices") return html`<${Choices} field=${field} input=${input} />`;
  if (field.type === "select") return html`<${Select} field=${field} input=${input} />`;
  return html`<${Text} field=${field} input=${input} />`;
}

function Text({ field, input }) {
  const [length, setLength] = useState(field.value.length);
  const kind = field.multiline ? "textarea" : "input";
  return html`
    <div class="field">
      <label for=${input.id}>${field.label}</label>
      <${kind}
        ...${input}
        rows=${field.multiline ? 4 : undefined}
        maxlength=${field.maxLength}
        defaultValue=${field.value}
        aria-describedby=${`${input.id}-length`}
        onInput=${(event) => setLength(event.currentTarget.value.length)}
      />
      <p class="field-length" id=${`${input.id}-length`}>${length} of ${field.maxLength} characters</p>
    </div>
  `;
}

function Select({ field, input }) {
  return html`
    <div class="field">
      <label for=${input.id}>${field.label}</label>
      <select ...${input}>
        ${field.options.map(
          (option) =>
            html`<option key=${option.value} value=${option.value} selected=${option.value === field.value}>${option.label}</option>`,
        )}
      </select>
    </div>
  `;
}

function Toggle({ field, input }) {
  return html`
    <label class="field toggle" for=${input.id}>
      <span>${field.label}</span>
      <input type="checkbox" role="switch" ...${input} defaultChecked=${field.value} />
    </label>
  `;
}

function Choices({ field, input }) {
  return html`
    <fieldset class="field choices">
      <legend>${field.label}</legend>
      ${field.options.map(
        ({ value, label }, index) => html`
          <label key=${value}>
            <input
              type="checkbox"
              ...${{ ...input, id: `${input.id}-${index}`, "data-testid": `${input["data-testid"]}-${value}` }}
              data-first=${index === 0 ? input["data-first"] : undefined}
              value=${value}
              defaultChecked=${field.values.includes(value)}
            />
            <span>${label}</span>
          </label>
        `,
      )}
    </fieldset>
  `;
}
