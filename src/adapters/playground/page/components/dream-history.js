import { useMemo, useState } from "preact/hooks";
import { columnsOf, daysOf, frame, gatesIn, linesOf, toneOf } from "../dream-columns.js";
import { costInWords, datesOf, dreamsInWords, droppedInWords, factsOf } from "../dream-words.js";
import { html } from "../html.js";
import { classes } from "./classes.js";
import { memo } from "./memo.js";

/** The dreams over time: what each considered, and what became of it. */
export const DreamHistory = memo(({ history, again, chosen, choose }) => {
  if (history.status === "loading") return null;
  return html`
    <section class="dream-history" aria-label="Dreams over time" data-testid="dream-history">
      <${Content} history=${history} again=${again} chosen=${chosen} choose=${choose} />
    </section>
  `;
});

function Content({ history: { status, dreams, text }, again, chosen, choose }) {
  if (status === "failed") {
    return html`
      <p class="failure">${text}</p>
      <button type="button" class="button" onClick=${again}>Read the dreams again</button>
    `;
  }
  if (dreams.length === 0) {
    return html`<p class="no-dreams">Once it has dreamt, this shows what each dream considered and what you kept of it.</p>`;
  }
  return html`<${History} dreams=${dreams} chosen=${chosen} choose=${choose} />`;
}

function History({ dreams, chosen, choose }) {
  const [hovered, setHovered] = useState(null);
  const [focused, setFocused] = useState(null);
  const gates = useMemo(() => gatesIn(dreams), [dreams]);
  const dates = useMemo(() => datesOf(dreams), [dreams]);
  const indexOf = (id) => dreams.findIndex((dream) => dream.id === id);
  const pointed = [hovered, focused, chosen].map(indexOf);
  const shown = pointed.find((index) => index >= 0) ?? dreams.length - 1;
  return html`
    <header class="dream-history-head">
      <h2>Dreams over time</h2>
      <p>${dreamsInWords(dreams)}</p>
    </header>
    <${Picture}
      dreams=${dreams}
      gates=${gates}
      dates=${dates}
      shown=${shown}
      stop=${shown}
      hover=${setHovered}
      focus=${setFocused}
      choose=${choose}
    />
    <${Legend} gates=${gates} />
    <${Told} date=${dates[shown]} facts=${factsOf(dreams[shown])} />
    <${Table} dreams=${dreams} dates=${dates} />
  `;
}

function Picture({ dreams, gates, dates, shown, stop, hover, focus, choose }) {
  const { columns, lines, days } = useMemo(() => {
    const placed = columnsOf(dreams, gates);
    return { columns: placed, lines: linesOf(dreams), days: daysOf(dreams, placed) };
  }, [dreams, gates]);
  return html`
    <svg
      class="dream-picture"
      viewBox=${`0 0 ${frame.width} ${frame.height}`}
      role="listbox"
      aria-label="Dreams, the newest last"
      aria-orientation="horizontal"
      onKeyDown=${walk}
      onPointerLeave=${() => hover(null)}
    >
      <${Lines} lines=${lines} />
      ${dreams.map(
        (dream, index) => html`
          <${Column}
            key=${dream.id}
            dream=${dream}
            label=${`${dates[index]}: ${factsOf(dream).join(", ")}`}
            column=${columns[index]}
            isShown=${index === shown}
            isStop=${index === stop}
            hover=${hover}
            focus=${focus}
            choose=${choose}
          />
        `,
      )}
      <${Days} days=${days} />
    </svg>
  `;
}

function Lines({ lines }) {
  return html`
    <g aria-hidden="true">
      ${lines.map(
        ({ count, y }) => html`
          <g key=${count}>
            <line class="dream-line" x1=${frame.left} x2=${frame.width} y1=${y} y2=${y} />
            <text class="dream-scale" x=${frame.left - 6} y=${y} text-anchor="end" dominant-baseline="central">${count || ""}</text>
          </g>
        `,
      )}
    </g>
  `;
}

function Column({ dream, label, column, isShown, isStop, hover, focus, choose }) {
  const { x, width, bar, centre, pieces } = column;
  return html`
    <g
      class=${classes("dream-column", isShown && "is-shown")}
      role="option"
      aria-label=${label}
      aria-selected=${isShown}
      tabindex=${isStop ? 0 : -1}
      data-testid="dream-column"
      onClick=${() => choose(dream.id)}
      onKeyDown=${(event) => (event.key === "Enter" || event.key === " ") && choose(dream.id)}
      onPointerEnter=${() => hover(dream.id)}
      onFocus=${() => focus(dream.id)}
      onBlur=${() => focus(null)}
    >
      <rect class="dream-band" x=${x + 0.5} y="1" width=${width - 1} height=${frame.foot + 4} rx="4" />
      ${pieces.length === 0 ? html`<circle class=${`dream-nothing is-${dream.status}`} cx=${centre} cy=${frame.foot - 4} r="2.5" />` : null}
      ${pieces.map((piece, index) => html`<${Piece} key=${index} piece=${piece} x=${centre - bar / 2} width=${bar} />`)}
    </g>
  `;
}

function Piece({ piece: { kind, tone, y, height }, x, width }) {
  // A line is drawn on both sides of an edge, so what is only outlined is drawn smaller by half of it.
  const inset = kind === "open" && height > 3 ? 0.6 : 0;
  return html`
    <rect
      class=${classes("dream-piece", `is-${kind}`, tone > 0 && `tone-${tone}`)}
      x=${x + inset}
      y=${y + inset}
      width=${width - 2 * inset}
      height=${height - 2 * inset}
      rx=${Math.min(3, width / 4, height / 2)}
    />
  `;
}

function Days({ days }) {
  return html`
    <g aria-hidden="true">
      ${days.map(
        ({ key, name, from, to, at, isNamed }) => html`
          <g key=${key}>
            <line class="dream-foot" x1=${from + 2} x2=${to - 2} y1=${frame.foot + 0.5} y2=${frame.foot + 0.5} />
            ${isNamed ? html`<text class="dream-day" x=${at} y=${frame.foot + 17} text-anchor="middle">${name}</text>` : null}
          </g>
        `,
      )}
    </g>
  `;
}

function Legend({ gates }) {
  return html`
    <ul class="dream-legend" aria-label="What the colours mean">
      <li><${Swatch} look="is-approved" />Approved</li>
      <li><${Swatch} look="is-open" />Proposed, not approved</li>
    </ul>
    ${gates.length > 0 ? html`<${Gates} gates=${gates} />` : null}
  `;
}

function Gates({ gates }) {
  return html`
    <ul class="dream-legend" aria-label="What was dropped, by gate">
      <li>Dropped at</li>
      ${gates.map((gate) => html`<li key=${gate}><${Swatch} look=${`is-dropped tone-${toneOf(gate, gates)}`} />${gate}</li>`)}
    </ul>
  `;
}

/** One dream in words. Lines break between two facts only, as far as they fit. */
function Told({ date, facts }) {
  return html`
    <p class="dream-told" data-testid="dream-told">
      <b>${date}:</b>${" "}
      ${facts.map((fact, index) => html`<span key=${fact}>${fact}${index < facts.length - 1 ? "," : ""}</span>${" "}`)}
    </p>
  `;
}

function Swatch({ look }) {
  return html`
    <svg class="dream-swatch" width="10" height="10" viewBox="0 0 10 10" aria-hidden="true" focusable="false">
      <rect class=${`dream-piece ${look}`} x="0.6" y="0.6" width="8.8" height="8.8" rx="2.4" />
    </svg>
  `;
}

function Table({ dreams, dates }) {
  return html`
    <div class="hidden-label">
      <table>
        <caption>Dreams over time, the oldest first</caption>
        <thead>
          <tr>
            ${[
              "Dream",
              "Read",
              "Considered",
              "Dropped",
              "Proposed",
              "Approved",
              "Waiting",
              "Tokens",
              "Cost",
            ].map((name) => html`<th key=${name} scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${dreams.map(
            (dream, index) => html`
              <tr key=${dream.id}>
                <th scope="row">${dates[index]}</th>
                <td>${dream.linesRead}</td>
                <td>${dream.considered}</td>
                <td>${droppedInWords(dream)}</td>
                <td>${dream.proposed}</td>
                <td>${dream.approved}</td>
                <td>${dream.waiting}</td>
                <td>${dream.tokens}</td>
                <td>${costInWords(dream.dollars)}</td>
              </tr>
            `,
          )}
        </tbody>
      </table>
    </div>
  `;
}

/** Moves along the columns by the arrow keys. */
function walk(event) {
  const columns = [...event.currentTarget.querySelectorAll("[role=option]")];
  const at = columns.indexOf(document.activeElement);
  const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: columns.length - 1 }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  columns[Math.min(Math.max(next, 0), columns.length - 1)].focus();
}
