import { html } from "../html.js";
import { besideShelf } from "../state.js";
import { Card } from "./card.js";
import { classes } from "./classes.js";
import { DreamHistory } from "./dream-history.js";
import { DreamPanel } from "./dream-panel.js";
import { Icon } from "./icon.js";
import { PrivateAnswer } from "./private-answer.js";
import { AnswerText } from "./rich-text.js";

const tabs = [
  {
    id: "mine",
    label: "Mine",
    empty: "Nothing is kept about you. What a dream finds about you alone comes to you by direct message.",
  },
  { id: "channel", label: "Channel", empty: "Nothing is kept for this channel yet." },
  {
    id: "team",
    label: "Team",
    empty: "Nothing is kept for the team yet. Let Reverie dream, then approve what is right.",
  },
];

/** The right of the page: what is remembered, for whom, and where it came from. */
export function Drawer({ state, session, close }) {
  const review = () => {
    session.view.openSheet(null);
    session.runCommand("review");
  };
  return html`
    <div class="drawer-scroll">
      <header class="drawer-head">
        <h2>Memory</h2>
        <button type="button" class="icon-button" aria-label="Close the memory" data-testid="close-drawer" onClick=${close}>
          <${Icon} name="close" />
        </button>
      </header>
      <${DreamPanel} dreaming=${state.dreaming} dream=${session.dream} review=${review} />
      <${DreamHistory} history=${state.dreamHistory} again=${session.dreamHistory.refresh} />
      <${Tabs} current=${state.tab} choose=${session.memories.choose} />
      <${Shelf} state=${state} session=${session} />
    </div>
  `;
}

function Tabs({ current, choose }) {
  const move = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = tabs.findIndex((tab) => tab.id === current);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    choose(next.id);
    document.getElementById(`tab-${next.id}`)?.focus();
  };
  return html`
    <div class="tabs" role="tablist" aria-label="Whose memories" onKeyDown=${move}>
      ${tabs.map(
        (tab) => html`
          <button
            key=${tab.id}
            type="button"
            role="tab"
            id=${`tab-${tab.id}`}
            class=${classes("tab", tab.id === current && "is-current")}
            aria-selected=${tab.id === current}
            aria-controls="shelf"
            tabindex=${tab.id === current ? 0 : -1}
            data-testid=${`memories-${tab.id}`}
            onClick=${() => choose(tab.id)}
          >
            ${tab.label}
          </button>
        `,
      )}
    </div>
  `;
}

function Shelf({ state, session }) {
  const shelf = state.shelves[state.tab] ?? { status: "loading", text: null, card: null };
  return html`
    <div
      class="shelf"
      id="shelf"
      role="tabpanel"
      aria-labelledby=${`tab-${state.tab}`}
      aria-busy=${shelf.status === "loading"}
      data-testid="shelf"
    >
      <${ShelfContent} key=${state.tab} shelf=${shelf} state=${state} session=${session} />
    </div>
  `;
}

function ShelfContent({ shelf, state, session }) {
  if (shelf.status === "loading") return html`<${Skeleton} />`;
  if (shelf.status === "failed")
    return html`<${Failed} text=${shelf.text} again=${session.memories.refresh} />`;
  const beside = besideShelf(state.tab);
  const place = { at: (value) => beside + value, channel: state.channel, message: null, list: null };
  if (shelf.card?.sections.length)
    return html`<${Card} card=${shelf.card} look="shelf" place=${place} answers=${state.answers} session=${session} />`;
  const empty = tabs.find((tab) => tab.id === state.tab)?.empty ?? "";
  const answers = state.answers.filter((answer) => answer.at.startsWith(beside));
  return html`
    <div class="shelf-empty"><${AnswerText} text=${shelf.text || shelf.card?.body || empty} /></div>
    ${answers.map((answer) => html`<${PrivateAnswer} key=${answer.key} answer=${answer} answers=${[]} session=${session} />`)}
  `;
}

function Skeleton() {
  return html`
    <div class="skeleton" aria-hidden="true"><i></i><i></i><i></i></div>
    <p class="hidden-label">Reading what is remembered</p>
  `;
}

function Failed({ text, again }) {
  return html`
    <p class="failure">${text}</p>
    <button type="button" class="button" onClick=${again}>Try again</button>
  `;
}
