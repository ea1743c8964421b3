import { useEffect, useRef } from "preact/hooks";
import { html } from "../../html.js";
import { classes } from "../classes.js";
import { Icon } from "../icon.js";
import { DreamsSection } from "./dreams-section.js";
import { HealthSection } from "./health-section.js";
import { MemoriesSection } from "./memories-section.js";
import { MemoryTabs } from "./memory-tabs.js";
import { RefusedSection } from "./refused-section.js";
import { SpendSection } from "./spend-section.js";
import { WaitingSection } from "./waiting-section.js";

const sections = {
  memories: MemoriesSection,
  waiting: WaitingSection,
  refused: RefusedSection,
  health: HealthSection,
  spend: SpendSection,
  dreams: DreamsSection,
};

/** What is remembered, for whom and why: beside the conversation, or in its place where `isPage`. */
export function MemoryRoom({ state, session, isPage, close }) {
  const { section, reading } = state;
  const scroller = useRef(null);
  useEffect(() => {
    scroller.current.scrollTop = 0;
  }, [section, isPage]);
  return html`
    <div class=${classes("memory-room", isPage && "is-page")}>
      <header class="memory-head">
        <h2>Memory</h2>
        <button type="button" class="icon-button command-button" aria-label="Commands" title="Commands" data-testid="open-palette-here" onClick=${() => session.view.openPalette()}>
          <${Icon} name="command" size=${18} />
        </button>
        ${isPage ? null : html`<${WidenButton} widen=${session.memory.widen} />`}
        <button type="button" class="icon-button" aria-label=${isPage ? "Back to the conversation" : "Close the memory"} data-testid="close-drawer" onClick=${close}>
          <${Icon} name="close" />
        </button>
      </header>
      <${MemoryTabs} state=${state} choose=${session.memory.choose} />
      <div
        class="memory-scroll"
        id="memory-section"
        role="tabpanel"
        aria-labelledby=${`tab-${section}`}
        aria-busy=${reading.status === "loading"}
        data-testid=${`memory-section-${section}`}
        tabindex="-1"
        ref=${scroller}
      >
        <${Section} key=${`${state.person}/${section}`} state=${state} session=${session} isPage=${isPage} />
      </div>
    </div>
  `;
}

function WidenButton({ widen }) {
  return html`
    <button type="button" class="icon-button widen-button" aria-label="Give the memory the whole page" title="Whole page" data-testid="widen-memory" onClick=${widen}>
      <${Icon} name="widen" size=${17} />
    </button>
  `;
}

function Section({ state, session, isPage }) {
  const { status, text } = state.reading;
  if (status === "loading") return html`<${Skeleton} />`;
  if (status === "failed") {
    return html`
      <p class="failure">${text}</p>
      <button type="button" class="button" onClick=${session.library.refresh}>Read the memory again</button>
    `;
  }
  return html`<${sections[state.section]} state=${state} session=${session} isPage=${isPage} />`;
}

function Skeleton() {
  return html`
    <div class="skeleton" aria-hidden="true"><i></i><i></i><i></i></div>
    <p class="hidden-label">Reading what is remembered</p>
  `;
}
