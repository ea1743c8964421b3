import { html } from "../html.js";
import { Sky } from "./card.js";
import { classes } from "./classes.js";

/** Where a dream is started. */
export function DreamPanel({ dreaming, dream }) {
  return html`
    <section class=${classes("dream-panel", dreaming !== null && "is-dreaming")} aria-label="Dreaming">
      <${Sky} />
      <h2>${dreaming ? "Dreaming…" : "While it sleeps"}</h2>
      <p>
        ${
          dreaming
            ? "It is rereading what was said. The proposals come into the conversation."
            : "It rereads what was said and proposes what is worth keeping. Weekly, or now."
        }
      </p>
      <button type="button" class="button button-moon" aria-disabled=${dreaming === "asking"} data-testid="dream-now" onClick=${dreaming === "asking" ? undefined : dream}>
        Dream now
      </button>
    </section>
  `;
}
