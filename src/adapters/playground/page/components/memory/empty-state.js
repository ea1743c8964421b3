import { html } from "../../html.js";
import { Icon } from "../icon.js";

/** What stands where there is nothing yet: that there is nothing, and what to do next. */
export function EmptyState({ icon, title, children }) {
  return html`
    <div class="empty-state">
      <span class="empty-icon"><${Icon} name=${icon} size=${22} /></span>
      <h3>${title}</h3>
      <p>${children}</p>
    </div>
  `;
}
