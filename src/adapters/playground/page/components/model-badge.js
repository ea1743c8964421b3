import { html } from "../html.js";

/** Says which model answers, so that nobody takes the offline stand-in for more than it is. */
export function ModelBadge({ model }) {
  if (!model) return null;
  const kind = model.offline ? "offline" : "online";
  return html`
    <p class=${`model-badge model-${kind}`} data-testid="model-badge">
      <span class="model-dot" aria-hidden="true"></span>
      ${
        model.offline
          ? html`<span><b>Offline model</b>: quotes what it knows, no AI</span>`
          : html`<span>Answers by <b>${model.name}</b></span>`
      }
    </p>
  `;
}
