import { html } from "../../html.js";
import { fullTime, instantOf, shortTime } from "../../time.js";
import { classes } from "../classes.js";
import { PlainText } from "../plain-text.js";
import { PrivateAnswer } from "../private-answer.js";
import { Quotes } from "../quotes.js";
import { SectionActions } from "../section-actions.js";
import { useKeptFocus } from "../use-kept-focus.js";
import { AudienceMark } from "./audience-mark.js";

/** What a memory rests on and how it came to say what it says, with all that can be done about it. */
export function MemoryDetail({ memory, audience, place, answers, session, isBeside }) {
  const element = useKeptFocus();
  const { id, text, kind, note, actions, stack } = memory;
  return html`
    <section class=${classes("memory-detail", isBeside && "is-beside")} id=${`detail-${id}`} ref=${element} tabindex="-1" aria-label=${text} data-testid="memory-detail">
      ${
        isBeside
          ? html`
              <p class="memory-facts"><${AudienceMark} audience=${audience} /><span>${kind}</span><code>${id}</code></p>
              <p class="memory-text"><${PlainText} text=${text} /></p>
            `
          : null
      }
      <p class="memory-note">${note}${isBeside ? null : html` <code>${id}</code>`}</p>
      <${SectionActions} actions=${actions} value=${id} place=${place} press=${session.press} />
      ${answers
        .filter(({ at }) => at === place.at(id))
        .map(
          (answer) =>
            html`<${PrivateAnswer} key=${answer.key} answer=${answer} answers=${[]} session=${session} />`,
        )}
      <h3 class="stack-heading">${stack.length === 1 ? "Where it comes from" : `${stack.length} changes, the newest first`}</h3>
      <ol class="stack">
        ${stack.map(
          (change) => html`
            <${Change} key=${change.id} change=${change} isOnly=${stack.length === 1} memory=${id} place=${place} press=${session.press} />
          `,
        )}
      </ol>
    </section>
  `;
}

function Change({ change, isOnly, memory, place, press }) {
  const { verb, by, text, why, undone, disputed, isCurrent, quotes, evidence, actions } = change;
  const at = instantOf(change.at);
  return html`
    <li class=${classes("change-step", isCurrent && "is-current", undone && "is-undone")} data-testid="change">
      <p class="change-head">
        <b>${verb}</b> by ${by}, <time datetime=${change.at} title=${fullTime(at)}>${shortTime(at)}</time>
        ${isCurrent && !isOnly ? html`<span class="pill is-current">Says it today</span>` : null}
      </p>
      ${undone ? html`<p class="change-mark">Taken back by ${undone.by}, ${shortTime(instantOf(undone.at))}.</p>` : null}
      ${disputed ? html`<p class="change-mark">Disputed by ${disputed.by}, ${shortTime(instantOf(disputed.at))}.</p>` : null}
      ${isOnly ? null : html`<p class="change-text"><${PlainText} text=${text} /></p>`}
      ${why ? html`<p class="change-why">${why}</p>` : null}
      <${Quotes} quotes=${quotes} />
      ${evidence.map((sentence) => html`<p key=${sentence} class="change-evidence">${sentence}</p>`)}
      ${isOnly || isCurrent ? null : html`<${SectionActions} actions=${actions} value=${memory} place=${place} press=${press} />`}
    </li>
  `;
}
