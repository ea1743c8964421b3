import { html } from "../html.js";
import { Avatar } from "./avatar.js";
import { classes } from "./classes.js";
import { SaidText } from "./rich-text.js";

/** A message on its way, or one that did not arrive and waits for another try. */
export function UnsentMessage({ unsent, author, sending }) {
  const failed = unsent.failure !== null;
  return html`
    <article class=${classes("message", "is-unsent", failed && "has-failed")} data-testid="unsent-message">
      <div class="message-picture"><${Avatar} person=${author} /></div>
      <div class="message-main">
        <header class="message-head">
          <span class="message-author">${author.name}</span>
          <span class="message-edited">${failed ? "not sent" : "sending"}</span>
        </header>
        <${SaidText} text=${unsent.text} />
        ${
          failed
            ? html`
                <p class="failure">${unsent.failure}</p>
                <div class="actions">
                  <button type="button" class="button button-primary" data-testid="retry" onClick=${() => sending.retry(unsent.key)}>
                    Send again
                  </button>
                  <button type="button" class="button" onClick=${() => sending.discard(unsent.key)}>Discard</button>
                </div>
              `
            : null
        }
      </div>
    </article>
  `;
}
