import { html } from "../../html.js";
import { classes } from "../classes.js";
import { PlainText } from "../plain-text.js";
import { AudienceMark } from "./audience-mark.js";
import { EmptyState } from "./empty-state.js";

const oneOf = new Intl.ListFormat("en-GB", { type: "disjunction" });

/** What the memories of each audience lack, and how people decide. Looking changes nothing. */
export function HealthSection({ state, session }) {
  const { audiences, memories } = state.reading.library;
  const isUsed = ({ health }) => health.live + health.unsupported.length + decidedOf(health) > 0;
  const used = audiences.filter(isUsed);
  const quiet = audiences.filter((audience) => !isUsed(audience));
  if (used.length === 0) {
    return html`
      <${EmptyState} icon="pulse" title="Nothing to examine yet">
        Once something is remembered, this tells what is said twice, grows old, is doubted or is never used.
      <//>
    `;
  }
  return html`
    <div class="health-grid">
      ${used.map((audience) => html`<${Examination} key=${audience.name} audience=${audience} memories=${memories} find=${session.memory.find} />`)}
      ${quiet.length > 0 ? html`<p class="column-note">Nothing yet for ${quiet.map(({ type, label }) => (type === "person" ? "you alone" : label)).join(", ")}.</p>` : null}
    </div>
  `;
}

function Examination({ audience, memories, find }) {
  const { health } = audience;
  const { live, unsupported, doubted, duplicates, stale, neverUsed, answers } = health;
  const measures = [
    {
      name: "Out of use",
      tone: "bad",
      ids: unsupported,
      hint: "The evidence is gone, or somebody disputes it.",
    },
    {
      name: "Doubted",
      tone: "bad",
      ids: doubted,
      hint: "Somebody said of an answer that it is wrong or outdated.",
    },
    {
      name: "Said twice",
      tone: "fair",
      ids: [...new Set(duplicates.flat())],
      hint: "Two say nearly the same.",
    },
    {
      name: "Unchanged for half a year",
      tone: "fair",
      ids: stale,
      hint: "Somebody should look whether it still holds.",
    },
    {
      name: "Never used lately",
      tone: "fair",
      ids: neverUsed,
      hint: `A month old, and given to none of the last ${answers} answers that you can see.`,
    },
  ];
  const lacking = measures.filter(({ ids }) => ids.length > 0);
  const quiet = measures.filter(({ ids }) => ids.length === 0).map(({ name }) => name.toLowerCase());
  return html`
    <section class="paper examination" aria-label=${`Health: ${audience.label}`} data-testid=${`health-${audience.name.replaceAll(" ", "-")}`}>
      <header class="examination-head">
        <${AudienceMark} audience=${audience} />
        <p class="big-number"><b>${live}</b> in use</p>
      </header>
      <ul class="measures">
        ${lacking.map((measure) => html`<${Measure} key=${measure.name} measure=${measure} memories=${memories} find=${find} />`)}
      </ul>
      ${quiet.length > 0 ? html`<p class=${classes("all-well", lacking.length === 0 && "is-whole")}>Nothing is ${oneOf.format(quiet)}.</p>` : null}
      <${Verdicts} health=${health} />
    </section>
  `;
}

function Measure({ measure: { name, tone, ids, hint }, memories, find }) {
  return html`
    <li class=${`measure is-${tone}`}>
      <details class="fold">
        <summary><span>${name}</span><span class="measure-count">${ids.length}</span></summary>
        <p class="measure-hint">${hint}</p>
        <ul>
          ${ids.map((id) => {
            const memory = memories.find((known) => known.id === id);
            if (!memory) return null;
            return html`
              <li key=${id}>
                <button type="button" class="memory-link" data-testid="to-memory" onClick=${() => find(id)}><${PlainText} text=${memory.text} /></button>
              </li>
            `;
          })}
        </ul>
      </details>
    </li>
  `;
}

function Verdicts({ health }) {
  const { decided, rates } = health;
  const all = decidedOf(health);
  if (all === 0) return html`<p class="column-note">Nothing was decided yet.</p>`;
  const parts = [
    { name: "approved", count: decided.approved },
    { name: "taken back", tone: "undone", count: decided.undone },
    { name: "refused", tone: "rejected", count: decided.rejected },
    { name: "expired", count: decided.expired },
  ].filter(({ count }) => count > 0);
  let at = 0;
  return html`
    <div class="verdicts">
      <svg class="share-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        ${parts.map(({ name, tone = name, count }) => {
          const x = at;
          at += (100 * count) / all;
          return html`<rect key=${name} class=${`share is-${tone}`} x=${x} y="0" width=${(100 * count) / all} height="8" />`;
        })}
      </svg>
      <ul class="share-legend">
        ${parts.map(({ name, tone = name, count }) => html`<li key=${name}><i class=${`share-dot is-${tone}`}></i>${count} ${name}</li>`)}
      </ul>
      <p class="column-note">${rates}</p>
    </div>
  `;
}

function decidedOf({ decided }) {
  return decided.approved + decided.rejected + decided.expired + decided.undone;
}
