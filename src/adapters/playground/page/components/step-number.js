import { html } from "../html.js";
import { Icon } from "./icon.js";

/** A step's number, or a check mark once it was taken. */
export function StepNumber({ done, number }) {
  return html`
    <span class="step-number" aria-hidden="true">${done ? html`<${Icon} name="check" size=${13} />` : number}</span>
  `;
}
