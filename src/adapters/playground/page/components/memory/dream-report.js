import { costInWords } from "../../dream-words.js";
import { html } from "../../html.js";
import { askedIn, outcomeOf, storyOf, verdictOf } from "../../report-words.js";
import { clockTime, dayLabel, fullTime, instantOf } from "../../time.js";
import { Icon } from "../icon.js";
import { PlainText } from "../plain-text.js";
import { Quotes } from "../quotes.js";

/** One dream as a page to read: what it read, what it proposed and how that ended, what was dropped and why. */
export function DreamReport({ report, reports, read }) {
  const index = reports.indexOf(report);
  const at = instantOf(report.at);
  return html`
    <article class="paper dream-report" aria-labelledby="dream-report-title" data-testid="dream-report">
      <header class="report-head">
        <div>
          <p class="report-kicker">The dream of</p>
          <h3 id="dream-report-title"><time datetime=${report.at} title=${fullTime(at)}>${dayLabel(at, Date.now())}, ${clockTime(at)}</time></h3>
        </div>
        <${Step} label="The dream before" icon="back" dream=${reports[index + 1]} read=${read} />
        <${Step} label="The dream after" icon="forth" dream=${reports[index - 1]} read=${read} />
      </header>
      <p class="report-story">${storyOf(report)}</p>
      ${report.reflections.map((reflection) => html`<${Part} key=${reflection.label} reflection=${reflection} />`)}
    </article>
  `;
}

function Step({ label, icon, dream, read }) {
  return html`
    <button type="button" class="icon-button" aria-label=${label} disabled=${!dream} onClick=${() => read(dream.id)}>
      <${Icon} name=${icon} size=${17} />
    </button>
  `;
}

function Part({ reflection }) {
  const { label, proposals, dropped, dollars } = reflection;
  return html`
    <section class="report-part" aria-label=${label}>
      <h4>${label}</h4>
      <p class="report-outcome">${outcomeOf(reflection)}${dollars > 0 ? ` It cost ${costInWords(dollars)}.` : ""}</p>
      ${proposals.map((proposal) => html`<${Proposed} key=${proposal.id} proposal=${proposal} />`)}
      ${
        dropped.length > 0
          ? html`
              <h5>Dropped, and why</h5>
              <ul class="report-drops">
                ${dropped.map(
                  ({ gate, reason, text }, index) => html`
                    <li key=${index}>
                      <code class="gate">${gate}</code>
                      <span>${text ? html`<q><${PlainText} text=${text} /></q> ` : null}${reason}</span>
                    </li>
                  `,
                )}
              </ul>
            `
          : null
      }
    </section>
  `;
}

function Proposed({ proposal }) {
  const { text, status, why, support, warnings, quotes } = proposal;
  return html`
    <div class="report-proposal" data-testid="reported-proposal">
      <p class="report-asked">${askedIn(proposal)} <span class=${`pill is-${status}`}>${verdictOf(proposal)}</span></p>
      <p class="sentence">${text ? html`<${PlainText} text=${text} />` : "Its words are gone."}</p>
      ${why || support ? html`<p class="change-why">${[why, support].filter(Boolean).join(" ")}</p>` : null}
      ${warnings.map((warning) => html`<p key=${warning} class="report-warning">Look twice: ${warning}</p>`)}
      <${Quotes} quotes=${quotes} />
    </div>
  `;
}
