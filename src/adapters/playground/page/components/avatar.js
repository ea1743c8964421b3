import { html } from "../html.js";

const hues = 6;

/** A person's initial on a colour of their own. */
export function Avatar({ person, size = "normal" }) {
  return html`
    <span class=${`avatar avatar-${size} hue-${hueOf(person.id)}`} aria-hidden="true">
      ${person.name.slice(0, 1).toUpperCase()}
    </span>
  `;
}

/** Reverie's own picture: the moon at dusk. */
export function ReverieAvatar({ size = "normal" }) {
  return html`
    <span class=${`avatar avatar-${size} avatar-reverie`} aria-hidden="true">
      <svg viewBox="0 0 32 32" focusable="false">
        <path d="M22.5 19.5A8.5 8.5 0 0 1 12.5 9.5a8.5 8.5 0 1 0 10 10Z" />
        <circle cx="21.5" cy="10.5" r="1.4" />
      </svg>
    </span>
  `;
}

function hueOf(id) {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + character.charCodeAt(0)) % 997;
  return sum % hues;
}
