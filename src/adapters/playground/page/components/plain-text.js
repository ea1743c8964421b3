import { splitHidden } from "../hidden-characters.js";
import { html } from "../html.js";
import { splitAtWords } from "../memory-list.js";

/**
 * A text as it is stored, with a sign in place of each character that could not be seen. Where some of its
 * words are looked for, they are marked.
 */
export function PlainText({ text, marked = noWords }) {
  const pieces = marked.length === 0 ? [{ text, isMarked: false }] : splitAtWords(text, marked);
  return html`
    <bdi class="plain-text">${pieces.map((piece, index) => {
      const parts = splitHidden(piece.text).map((part, at) => html`<${Part} key=${at} part=${part} />`);
      return piece.isMarked ? html`<mark key=${index}>${parts}</mark>` : parts;
    })}</bdi>
  `;
}

const noWords = [];

function Part({ part }) {
  if (!part.hidden) return part.text;
  const { sign, name, breaks } = part.hidden;
  return html`<span class="hidden-character" title=${name}>${sign}</span>${breaks ? html`<br />` : null}`;
}
