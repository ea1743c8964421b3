import { html } from "../../html.js";
import { dropsOf } from "../../report-words.js";
import { fullTime, instantOf, shortDay, shortTime } from "../../time.js";
import { PlainText } from "../plain-text.js";
import { Quotes } from "../quotes.js";
import { AudienceMark } from "./audience-mark.js";
import { EmptyState } from "./empty-state.js";

/** What people refused, and what was dropped before anybody saw it, each with the reason. */
export function RefusedSection({ state, session }) {
  const { library, reports } = state.reading;
  const { refused, audiences } = library;
  const drops = dropsOf(reports);
  if (refused.length === 0 && drops.length === 0) {
    return html`
      <${EmptyState} icon="refused" title="Nothing was refused">
        What you reject stays rejected: it does not come back without new evidence. It is kept here with the reason.
      <//>
    `;
  }
  return html`
    <div class="column">
      <h3 class="section-heading">Refused by people <span>${refused.length}</span></h3>
      ${refused.length === 0 ? html`<p class="column-note">Nobody has refused anything.</p>` : null}
      ${refused.map((each) => html`<${Refusal} key=${each.id} refusal=${each} audience=${audiences.find(({ name }) => name === each.audience)} />`)}
      <h3 class="section-heading">Dropped before anybody saw it <span>${drops.length}</span></h3>
      ${drops.length === 0 ? html`<p class="column-note">The gates let everything pass.</p>` : null}
      ${drops.map(
        ({ key, dream, at, label, gate, reason, text }) => html`
          <article key=${key} class="paper refusal" data-testid="drop">
            <p class="refusal-text">${text ? html`<${PlainText} text=${text} />` : "Its words are gone."}</p>
            <p class="refusal-reason"><code class="gate">${gate}</code> ${reason}</p>
            <p class="memory-facts">
              <span>${label}</span>
              <button type="button" class="text-button" onClick=${() => session.memory.readDream(dream)}>The dream of ${shortDay(instantOf(at))}</button>
            </p>
          </article>
        `,
      )}
    </div>
  `;
}

const asked = { add: "", update: "Asked to change what stands.", remove: "Asked to forget it." };

function Refusal({ refusal, audience }) {
  const { change, kind, text, before, reason, by, quotes } = refusal;
  const at = instantOf(refusal.at);
  return html`
    <article class="paper refusal" data-testid="refusal">
      <p class="refusal-text"><${PlainText} text=${text} /></p>
      ${before && change === "update" ? html`<p class="refusal-before">It stays: <${PlainText} text=${before} /></p>` : null}
      <p class="refusal-reason">
        ${reason ? html`<span class="pill is-reason">${reason}</span>` : null}
        <span>Refused by <b>${by}</b>, <time datetime=${refusal.at} title=${fullTime(at)}>${shortTime(at)}</time>${reason ? "" : ", without a reason"}. ${asked[change]}</span>
      </p>
      <p class="memory-facts"><${AudienceMark} audience=${audience} /><span>${kind}</span></p>
      ${quotes.length > 0 ? html`<details class="fold"><summary>What it rested on</summary><${Quotes} quotes=${quotes} /></details>` : null}
    </article>
  `;
}
