import { splitHidden } from "../hidden-characters.js";
import { html } from "../html.js";

/** A text as it is stored, with a sign in place of each character that could not be seen. */
export function PlainText({ text }) {
  return html`<bdi class="plain-text">${splitHidden(text).map((part, index) => html`<${Part} key=${index} part=${part} />`)}</bdi>`;
}

function Part({ part }) {
  if (!part.hidden) return part.text;
  const { sign, name, breaks } = part.hidden;
  return html`<span class="hidden-character" title=${name}>${sign}</span>${breaks ? html`<br />` : null}`;
}
