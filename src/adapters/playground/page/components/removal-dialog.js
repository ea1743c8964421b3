import { html } from "../html.js";
import { useModal } from "./use-modal.js";

/** Asks before a message is deleted, since that reaches everything that rests on it. */
export function RemovalDialog({ message, session }) {
  const element = useModal(message !== null);
  const settle = session.view.settleRemoval;
  const cancel = (event) => {
    event.preventDefault();
    settle();
  };
  const confirm = async () => {
    settle();
    await session.sending.remove(message);
    // The button that opened this is gone with the message.
    if (document.activeElement === document.body) document.getElementById("conversation")?.focus();
  };
  return html`
    <dialog class="dialog" ref=${element} aria-labelledby="removal-title" data-testid="removal" onCancel=${cancel}>
      ${
        message
          ? html`
              <header class="dialog-head"><h2 id="removal-title">Delete this message?</h2></header>
              <blockquote class="removal-text">${message.text.slice(0, 240)}</blockquote>
              <p>Proposals that rest on it are withdrawn, and a memory that has no other evidence goes back to review.</p>
              <footer class="actions dialog-actions">
                <button type="button" class="button" data-first onClick=${settle}>Keep it</button>
                <button type="button" class="button button-danger" data-testid="confirm" onClick=${confirm}>Delete</button>
              </footer>
            `
          : null
      }
    </dialog>
  `;
}
