import { useMemo } from "preact/hooks";
import { html } from "../html.js";
import { answerHtml, saidHtml } from "../markdown.js";

/** Markdown of Reverie's. */
export function AnswerText({ text }) {
  const safe = useMemo(() => answerHtml(text), [text]);
  return html`<div class="rich-text" dangerouslySetInnerHTML=${{ __html: safe }} />`;
}

/** Words of a person, with the little markup that people type. */
export function SaidText({ text }) {
  const safe = useMemo(() => saidHtml(text), [text]);
  return html`<div class="rich-text said" dangerouslySetInnerHTML=${{ __html: safe }} />`;
}
