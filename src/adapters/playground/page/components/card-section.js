import { useState } from "preact/hooks";
import { html } from "../html.js";
import { safeLink } from "../route.js";
import { classes } from "./classes.js";
import { PlainText } from "./plain-text.js";
import { PrivateAnswer } from "./private-answer.js";
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
      ${section.quotes.length > 0 ? html`<${Quotes} quotes=${section.quotes} />` : null}
      <${Actions} section=${section} value=${value} place=${place} press=${session.press} />
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

function Quotes({ quotes }) {
  return html`
    <ul class="quotes" aria-label="Where it comes from">
      ${quotes.map(
        (quote, index) => html`
          <li key=${index}>
            <blockquote><${PlainText} text=${quote.text} /></blockquote>
            <p class="quote-by">${quote.by}<${QuoteLink} quote=${quote} /></p>
          </li>
        `,
      )}
    </ul>
  `;
}

function QuoteLink({ quote }) {
  const link = quote.link ? safeLink(quote.link) : null;
  if (!link) return null;
  const elsewhere = link.external ? { target: "_blank", rel: "noopener noreferrer" } : {};
  return html`
    <a href=${link.href} aria-label=${`See where ${quote.by} said it`} ...${elsewhere}>see it said</a>
  `;
}

function Actions({ section, value, place, press }) {
  const [busy, setBusy] = useState("");
  if (section.actions.length === 0) return null;
  const run = async (action) => {
    // A second press while the first is on its way asks for nothing new.
    if (busy) return;
    setBusy(action.id + action.value);
    const { channel, message, list } = place;
    await press({ at: place.at(value), channel, message, list, label: action.label, command: null }, action);
    setBusy("");
  };
  return html`
    <div class="actions">
      ${section.actions.map(
        (action) => html`
          <button
            key=${action.id + action.value}
            type="button"
            class=${classes("button", `button-${action.style ?? "plain"}`, busy === action.id + action.value && "is-busy")}
            aria-label=${action.description || undefined}
            aria-disabled=${busy !== ""}
            data-testid=${`action-${action.verb}`}
            onClick=${() => run(action)}
          >
            ${action.label}
          </button>
        `,
      )}
    </div>
  `;
}
