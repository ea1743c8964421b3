import { useState } from "preact/hooks";
import { html } from "../html.js";
import { classes } from "./classes.js";
import { Icon } from "./icon.js";
import { PrivateAnswer } from "./private-answer.js";

// Buttons that a drawing says enough of; their label is then read out and not shown.
const drawings = { good: "thumb-up", bad: "thumb-down" };

/** The small buttons below an answer, with what they were answered. */
export function QuietActions({ actions, place, answers, session }) {
  const [busy, setBusy] = useState("");
  const run = async (action) => {
    if (busy) return;
    setBusy(action.id);
    const { channel, message, list } = place;
    const at = place.at(action.value);
    await session.press({ at, channel, message, list, label: action.label, command: null }, action);
    setBusy("");
  };
  return html`
    <div class="quiet-actions" role="group" aria-label="About this answer">
      ${actions.map((action) => {
        const drawing = drawings[action.verb];
        return html`
          <button
            key=${action.id}
            type="button"
            class=${classes("quiet-button", drawing && "is-drawing", busy === action.id && "is-busy")}
            aria-label=${drawing ? action.label : undefined}
            aria-disabled=${busy !== ""}
            title=${action.description || undefined}
            data-testid=${`quiet-${action.verb}`}
            onClick=${() => run(action)}
          >
            ${drawing ? html`<${Icon} name=${drawing} size=${15} />` : html`<${Icon} name="book" size=${14} /> ${action.label}`}
          </button>
        `;
      })}
    </div>
    ${answers.map((answer) => html`<${PrivateAnswer} key=${answer.key} answer=${answer} answers=${[]} session=${session} />`)}
  `;
}
