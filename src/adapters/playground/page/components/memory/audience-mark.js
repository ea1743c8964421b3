import { html } from "../../html.js";
import { Icon } from "../icon.js";

const icons = { team: "people", channel: "hash", person: "person" };

/** Whom something is for. */
export function AudienceMark({ audience }) {
  if (!audience) return null;
  return html`
    <span class=${`audience-mark is-${audience.type}`}>
      <${Icon} name=${icons[audience.type]} size=${13} />${audienceName(audience)}
    </span>
  `;
}

/** An audience without the sign that its drawing shows. */
export function audienceName({ label }) {
  return label.replace(/^#/, "");
}
