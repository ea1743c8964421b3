import { costInWords, datesOf } from "../../dream-words.js";
import { html } from "../../html.js";
import { monthName } from "../../time.js";
import { EmptyState } from "./empty-state.js";

const grouped = new Intl.NumberFormat("en-GB");

/** The last dreams that are listed with their cost. */
const dreamsListed = 8;

/** What this month used up, against what it may, and what the last dreams took of it. */
export function SpendSection({ state, session }) {
  const { spend } = state.reading.library;
  const total = spend.answers.dollars + spend.dreams.dollars;
  const dreams = state.dreamHistory.dreams.slice(-dreamsListed);
  return html`
    <div class="column">
      <section class="paper spend" aria-label="This month">
        <h3>${monthName(spend.month)}</h3>
        <p class="big-number"><b>${costInWords(total)}</b> ${spend.budgetDollars === null ? "spent" : `of ${costInWords(spend.budgetDollars)}`}</p>
        <${Budget} spend=${spend} total=${total} session=${session} />
        <${Purposes} spend=${spend} />
        ${state.model?.offline && total === 0 ? html`<p class="column-note">The offline model costs nothing.</p>` : null}
      </section>
      <h3 class="section-heading">The last dreams</h3>
      ${
        dreams.length === 0
          ? html`<${EmptyState} icon="moon" title="No dream yet">Each dream is estimated before, capped during and reported after it.<//>`
          : html`<${DreamCosts} dreams=${dreams} dates=${datesOf(dreams)} read=${session.memory.readDream} />`
      }
    </div>
  `;
}

function Budget({ spend, total, session }) {
  const { budgetDollars, answers, dreams } = spend;
  if (budgetDollars === null) {
    return html`
      <p class="column-note">No budget is set: nothing stops the month from costing more.</p>
      <div class="actions"><button type="button" class="button" data-testid="set-budget" onClick=${() => session.view.openPalette("set budget ")}>Set a budget</button></div>
    `;
  }
  const widthOf = (dollars) => (budgetDollars > 0 ? Math.min(100, (100 * dollars) / budgetDollars) : 100);
  const percent = budgetDollars > 0 ? Math.round((100 * total) / budgetDollars) : 100;
  const ofAnswers = widthOf(answers.dollars);
  return html`
    <svg class="share-bar budget-bar" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label=${`${percent} per cent of the budget is used`}>
      <rect class="share is-room" x="0" y="0" width="100" height="8" />
      <rect class="share is-answers" x="0" y="0" width=${ofAnswers} height="8" />
      <rect class="share is-dreams" x=${ofAnswers} y="0" width=${Math.min(100 - ofAnswers, widthOf(dreams.dollars))} height="8" />
    </svg>
    <p class="column-note">${percent} % is used. ${costInWords(Math.max(0, budgetDollars - total))} is left until the month ends.</p>
  `;
}

function Purposes({ spend }) {
  const rows = [
    { name: "Answers", look: "answers", spent: spend.answers },
    { name: "Dreams", look: "dreams", spent: spend.dreams },
  ];
  return html`
    <table class="figures">
      <caption class="hidden-label">What answers and dreams used up this month</caption>
      <thead><tr><th scope="col"><span class="hidden-label">For</span></th><th scope="col">Requests</th><th scope="col">Tokens in</th><th scope="col">Tokens out</th><th scope="col">Cost</th></tr></thead>
      <tbody>
        ${rows.map(
          ({ name, look, spent }) => html`
            <tr key=${name}>
              <th scope="row"><i class=${`share-dot is-${look}`}></i>${name}</th>
              <td>${grouped.format(spent.requests)}</td>
              <td>${grouped.format(spent.inputTokens)}</td>
              <td>${grouped.format(spent.outputTokens)}</td>
              <td>${costInWords(spent.dollars)}</td>
            </tr>
          `,
        )}
      </tbody>
    </table>
  `;
}

function DreamCosts({ dreams, dates, read }) {
  return html`
    <div class="paper spend-dreams">
      <table class="figures">
        <caption class="hidden-label">The last dreams with what they cost, as far as you may see them, the newest first</caption>
        <thead><tr><th scope="col">Dream</th><th scope="col">Read</th><th scope="col">Proposed</th><th scope="col">Tokens</th><th scope="col">Cost</th></tr></thead>
        <tbody>
          ${dreams
            .map(
              (dream, index) => html`
                <tr key=${dream.id}>
                  <th scope="row"><button type="button" class="text-button" onClick=${() => read(dream.id)}>${dates[index]}</button></th>
                  <td>${grouped.format(dream.linesRead)}</td>
                  <td>${dream.proposed}</td>
                  <td>${grouped.format(dream.tokens)}</td>
                  <td>${costInWords(dream.dollars)}</td>
                </tr>
              `,
            )
            .toReversed()}
        </tbody>
      </table>
    </div>
  `;
}
