import { html } from "../html.js";
import { PlainText } from "./plain-text.js";
import { PrivateAnswer } from "./private-answer.js";
import { Quotes } from "./quotes.js";
import { SectionActions } from "./section-actions.js";
import { useKeptFocus } from "./use-kept-focus.js";

/** One thing on a card: what it says, what it rests on, and what can be done about it. */
export function CardSection({ section, value, place, answers, session }) {
  const element = useKeptFocus();
  return html`
    <section class="card-section" ref=${element} tabindex="-1" data-section=${value}>
      ${section.title ? html`<h4 class="section-title">${section.title}</h4>` : null}
      <${Warnings} warnings=${section.warnings} />
      <${Sentence} section=${section} />
      ${section.note ? html`<p class="section-note">${section.note}</p>` : null}
      <${Quotes} quotes=${section.quotes} />
      <${SectionActions} actions=${section.actions} value=${value} place=${place} press=${session.press} />
      ${answers.map((answer) => html`<${PrivateAnswer} key=${answer.key} answer=${answer} answers=${[]} session=${session} />`)}
    </section>
  `;
}

function Warnings({ warnings }) {
  if (warnings.length === 0) return null;
  return html`
    <div class="section-warnings" role="note" data-testid="warnings">
      <strong>Look twice.</strong>
      <ul>${warnings.map((warning) => html`<li key=${warning}>${warning}</li>`)}</ul>
    </div>
  `;
}

function Sentence({ section }) {
  if (section.before === null) {
    return section.text ? html`<p class="sentence"><${PlainText} text=${section.text} /></p>` : null;
  }
  return html`
    <dl class="change">
      <div class="change-old">
        <dt>Was</dt>
        <dd><del><${PlainText} text=${section.before} /></del></dd>
      </div>
      <div class="change-new">
        <dt>${section.text ? "Becomes" : "Becomes nothing"}</dt>
        <dd>${section.text ? html`<ins><${PlainText} text=${section.text} /></ins>` : "It would be removed."}</dd>
      </div>
    </dl>
  `;
}
