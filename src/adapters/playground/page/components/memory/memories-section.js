import { html } from "../../html.js";
import { choicesOf, found, isNarrowed, orders, wordsOf } from "../../memory-list.js";
import { besideShelf, noSearch } from "../../state.js";
import { classes } from "../classes.js";
import { DreamPanel } from "../dream-panel.js";
import { Icon } from "../icon.js";
import { PrivateAnswer } from "../private-answer.js";
import { useMedia } from "../use-media.js";
import { audienceName } from "./audience-mark.js";
import { EmptyState } from "./empty-state.js";
import { MemoryDetail } from "./memory-detail.js";
import { MemoryRow } from "./memory-row.js";

const kinds = ["preference", "fact", "decision", "workflow", "lesson"];

/** Everything that is remembered and that the person may see, to look things up in. */
export function MemoriesSection({ state, session, isPage }) {
  const { reading, search, opened, answers } = state;
  const { memories, audiences } = reading.library;
  const hasRoom = useMedia("(min-width: 1180px)");
  const isBeside = isPage && hasRoom;
  const shown = found(memories, search);
  const words = wordsOf(search);
  const open = memories.find(({ id }) => id === opened) ?? (isBeside ? shown[0] : undefined);
  const audienceOf = ({ audience }) => audiences.find(({ name }) => name === audience);
  const place = placeIn(state);
  const homeless = answers.filter(
    ({ at }) => at.startsWith(besideShelf("memories")) && at !== place.at(open?.id ?? ""),
  );
  const detail = (memory) => html`
    <${MemoryDetail} key=${memory.id} memory=${memory} audience=${audienceOf(memory)} place=${place} answers=${answers} session=${session} isBeside=${isBeside} />
  `;
  return html`
    <div class=${classes("memories", isBeside && "is-beside")}>
      <div class="memories-list">
        ${isPage ? null : html`<${DreamPanel} dreaming=${state.dreaming} dream=${session.dream} />`}
        ${memories.length > 0 ? html`<${Search} memories=${memories} audiences=${audiences} search=${search} change=${session.memory.search} />` : null}
        ${homeless.map((answer) => html`<${PrivateAnswer} key=${answer.key} answer=${answer} answers=${[]} session=${session} />`)}
        <${Tally} shown=${shown.length} all=${memories.length} search=${search} change=${session.memory.search} />
        <ul class="memory-rows" data-testid="memories" onKeyDown=${walk}>
          ${shown.map(
            (memory) => html`
              <${MemoryRow}
                key=${memory.id}
                memory=${memory}
                audience=${audienceOf(memory)}
                words=${words}
                isOpen=${memory === open}
                isBeside=${isBeside}
                toggle=${() => session.memory.open(memory === open && !isBeside ? null : memory.id)}
              >
                ${memory === open && !isBeside ? detail(memory) : null}
              <//>
            `,
          )}
        </ul>
        <${Nothing} shown=${shown} memories=${memories} />
      </div>
      ${isBeside ? html`<div class="memories-detail">${open ? detail(open) : null}</div>` : null}
    </div>
  `;
}

function placeIn({ channel }) {
  const beside = besideShelf("memories");
  return { at: (value) => beside + value, channel, message: null, list: null };
}

function Search({ memories, audiences, search, change }) {
  const ofAudiences = choicesOf(
    memories,
    "audience",
    audiences.map(({ name }) => name),
  );
  const ofKinds = choicesOf(memories, "kind", kinds);
  const labelOf = (value) => {
    const audience = audiences.find(({ name }) => name === value);
    return audience ? (audience.type === "channel" ? audience.label : audienceName(audience)) : value;
  };
  return html`
    <search class="memory-search">
      <div class="search-line">
        <label class="search-field">
          <${Icon} name="search" size=${16} />
          <span class="hidden-label">Search the memories</span>
          <input
            type="search"
            placeholder="Search memories"
            autocomplete="off"
            spellcheck="false"
            data-testid="memory-search"
            value=${search.text}
            onInput=${(event) => change({ text: event.currentTarget.value })}
          />
        </label>
        <label class="sort-field">
          <span class="hidden-label">Order</span>
          <select data-testid="memory-sort" value=${search.sort} onChange=${(event) => change({ sort: event.currentTarget.value })}>
            ${orders.map(({ id, label }) => html`<option key=${id} value=${id} selected=${id === search.sort}>${label}</option>`)}
          </select>
          <${Icon} name="sort" size=${15} />
        </label>
      </div>
      <${Chips} name="For whom" choices=${ofAudiences} chosen=${search.audience} labelOf=${labelOf} choose=${(audience) => change({ audience })} />
      <${Chips} name="Kind" choices=${ofKinds} chosen=${search.kind} labelOf=${(kind) => kind} choose=${(kind) => change({ kind })} />
    </search>
  `;
}

function Chips({ name, choices, chosen, labelOf, choose }) {
  if (choices.length < 2 && chosen === null) return null;
  return html`
    <div class="chips" role="group" aria-label=${name}>
      ${choices.map(
        ({ value, count }) => html`
          <button
            key=${value}
            type="button"
            class=${classes("chip", value === chosen && "is-chosen")}
            aria-pressed=${value === chosen}
            data-testid=${`chip-${value.replaceAll(" ", "-")}`}
            onClick=${() => choose(value === chosen ? null : value)}
          >
            ${labelOf(value)} <span class="chip-count">${count}</span>
          </button>
        `,
      )}
    </div>
  `;
}

function Tally({ shown, all, search, change }) {
  if (all === 0) return null;
  const isAll = !isNarrowed(search);
  return html`
    <p class="memory-tally" role="status">
      <span>${isAll ? `${all} ${all === 1 ? "memory" : "memories"}` : `${shown} of ${all}`}</span>
      ${isAll ? null : html`<button type="button" class="text-button" data-testid="clear-search" onClick=${() => change({ ...noSearch, sort: search.sort })}>Show all</button>`}
    </p>
  `;
}

function Nothing({ shown, memories }) {
  if (memories.length === 0) {
    return html`
      <${EmptyState} icon="book" title="Nothing is remembered yet">
        Let Reverie dream over what was said and approve what is right, or write <code>/remember</code> and one sentence.
      <//>
    `;
  }
  if (shown.length > 0) return null;
  return html`<${EmptyState} icon="search" title="No memory fits">Try fewer words, or show all.<//>`;
}

/** Moves along the memories by the arrow keys. */
function walk(event) {
  const rows = [...event.currentTarget.querySelectorAll(".memory-summary")];
  const at = rows.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
  if (at < 0 || next === undefined) return;
  event.preventDefault();
  rows[Math.min(Math.max(next, 0), rows.length - 1)].focus();
}
