import { html } from "../../html.js";
import { memorySections } from "../../route.js";
import { classes } from "../classes.js";
import { Icon } from "../icon.js";

const looks = {
  memories: { label: "Memories", icon: "book" },
  waiting: { label: "Waiting", icon: "inbox" },
  refused: { label: "Refused", icon: "refused" },
  health: { label: "Health", icon: "pulse" },
  spend: { label: "Spend", icon: "coins" },
  dreams: { label: "Dreams", icon: "moon" },
};

/** The sections of the memory. Arrow keys move among them. */
export function MemoryTabs({ state, choose }) {
  const { section: current, reading } = state;
  const counts = countsOf(reading.library);
  const move = (event) => {
    const at = memorySections.indexOf(current);
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1 }[event.key];
    const ends = { Home: 0, End: memorySections.length - 1 }[event.key];
    const next = to ?? ends;
    if (next === undefined) return;
    event.preventDefault();
    const section = memorySections[(next + memorySections.length) % memorySections.length];
    choose(section);
    document.getElementById(`tab-${section}`)?.focus();
  };
  return html`
    <div class="memory-tabs" role="tablist" aria-label="Sections of the memory" onKeyDown=${move}>
      ${memorySections.map((section) => {
        const { label, icon } = looks[section];
        const count = counts[section] ?? 0;
        return html`
          <button
            key=${section}
            type="button"
            role="tab"
            id=${`tab-${section}`}
            class=${classes("memory-tab", section === current && "is-current")}
            aria-selected=${section === current}
            aria-controls="memory-section"
            tabindex=${section === current ? 0 : -1}
            data-testid=${`section-${section}`}
            onClick=${() => choose(section)}
          >
            <${Icon} name=${icon} size=${18} />
            <span class="tab-label">${label}</span>
            ${count > 0 ? html`<span class=${classes("tab-count", section === "waiting" && "is-urgent")}>${count}</span>` : null}
          </button>
        `;
      })}
    </div>
  `;
}

function countsOf(library) {
  if (!library) return {};
  const { memories, waiting, refused } = library;
  return { memories: memories.length, waiting: waiting.toDecide.sections.length, refused: refused.length };
}
