import { useState } from "preact/hooks";
import { html } from "../html.js";
import { classes } from "./classes.js";

/** The buttons of one thing; `value` is what their answers stand beside. */
export function SectionActions({ actions, value, place, press }) {
  const [busy, setBusy] = useState("");
  if (actions.length === 0) return null;
  const run = async (action) => {
    // A second press while the first is on its way asks for nothing new.
    if (busy) return;
    setBusy(action.id + action.value);
    const { channel, message, list } = place;
    await press({ at: place.at(value), channel, message, list, label: action.label, command: null }, action);
    setBusy("");
  };
  return html`
    <div class="actions">
      ${actions.map(
        (action) => html`
          <button
            key=${action.id + action.value}
            type="button"
            class=${classes("button", `button-${action.style ?? "plain"}`, busy === action.id + action.value && "is-busy")}
            aria-label=${action.description || undefined}
            aria-disabled=${busy !== ""}
            data-testid=${`action-${action.verb}`}
            onClick=${() => run(action)}
          >
            ${action.label}
          </button>
        `,
      )}
    </div>
  `;
}
