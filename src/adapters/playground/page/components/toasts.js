import { html } from "../html.js";
import { classes } from "./classes.js";
import { Icon } from "./icon.js";

/** Notices of one sentence. */
export function Toasts({ toasts, dismiss }) {
  return html`
    <div class="toasts" role="status" aria-live="polite">
      ${toasts.map((toast) => html`<${Toast} key=${toast.key} toast=${toast} dismiss=${dismiss} />`)}
    </div>
  `;
}

function Toast({ toast, dismiss }) {
  const retry = () => {
    dismiss(toast.key);
    toast.retry();
  };
  return html`
    <div class=${classes("toast", toast.tone === "error" && "toast-error")} data-testid="toast">
      <p>${toast.text}</p>
      ${toast.retry ? html`<button type="button" class="button" data-testid="toast-retry" onClick=${retry}>Try again</button>` : null}
      <button type="button" class="icon-button" aria-label="Dismiss" onClick=${() => dismiss(toast.key)}>
        <${Icon} name="close" size=${16} />
      </button>
    </div>
  `;
}
