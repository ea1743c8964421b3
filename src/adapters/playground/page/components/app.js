import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { html } from "../html.js";
import { progressOf } from "../progress.js";
import { useStore } from "../store.js";
import { classes } from "./classes.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { ConversationHeader } from "./conversation-header.js";
import { FormDialog } from "./form-dialog.js";
import { Guide } from "./guide.js";
import { MemoryRoom } from "./memory/memory-room.js";
import { CommandPalette } from "./palette/command-palette.js";
import { RemovalDialog } from "./removal-dialog.js";
import { Sidebar } from "./sidebar.js";
import { Toasts } from "./toasts.js";
import { useMedia } from "./use-media.js";

/** The whole page. */
export function App({ session }) {
  const state = useStore(session.store);
  const channelsAreSheet = useMedia("(max-width: 819px)");
  const memoryIsSheet = useMedia("(max-width: 1179px)");
  const { view, memory } = session;
  const { isMemoryPage } = state;
  const openSheet = sheetShown(state.sheet, channelsAreSheet, memoryIsSheet && !isMemoryPage);
  const isMemoryOpen = isMemoryPage || (memoryIsSheet ? openSheet === "memory" : state.docked);
  const sheets = useSheets(openSheet, isMemoryPage, view);
  const channel = state.channels.find((known) => known.id === state.channel);
  const progress = useMemo(
    () => progressOf(state.messages, state.channels),
    [state.messages, state.channels],
  );
  const toggleMemory = memoryIsSheet ? () => view.openSheet("memory") : view.toggleDrawer;
  const closeBeside = memoryIsSheet ? () => view.openSheet(null) : view.toggleDrawer;
  useCommandKey(view);

  return html`
    <a class="skip-link" href="#conversation" onClick=${skipToConversation}>Skip to the conversation</a>
    <div class=${classes("page", isMemoryOpen && "has-drawer", isMemoryPage && "is-memory-page")} onKeyDown=${sheets.onKeyDown}>
      <aside class=${classes("sidebar", openSheet === "channels" && "is-open")} inert=${channelsAreSheet ? openSheet !== "channels" : openSheet !== null} ref=${sheets.channels} tabindex="-1" aria-label="Workspace">
        <${Sidebar} state=${state} session=${session} />
      </aside>
      <main class="sheet" hidden=${isMemoryPage} inert=${openSheet !== null}>
        <${ConversationHeader}
          state=${state}
          channel=${channel}
          isDrawerOpen=${isMemoryOpen}
          openChannels=${() => view.openSheet("channels")}
          openPalette=${() => view.openPalette()}
          toggleDrawer=${toggleMemory}
        />
        ${state.connection === "lost" ? html`<p class="connection" role="status">The connection is lost. Trying again…</p>` : null}
        ${channel ? html`<${Talk} key=${`${state.person}/${channel.id}`} state=${state} channel=${channel} progress=${progress} session=${session} />` : html`<${Opening} />`}
      </main>
      <aside class=${classes("drawer", isMemoryOpen && "is-open")} id="memory-drawer" inert=${!isMemoryOpen || openSheet === "channels"} ref=${sheets.memory} tabindex="-1" aria-label="Memory">
        <${MemoryRoom} state=${state} session=${session} isPage=${isMemoryPage} close=${isMemoryPage ? memory.leavePage : closeBeside} />
      </aside>
      ${openSheet ? html`<div class="scrim" onClick=${() => view.openSheet(null)}></div>` : null}
    </div>
    <${CommandPalette} state=${state} session=${session} />
    <${FormDialog} dialog=${state.dialog} session=${session} />
    <${RemovalDialog} message=${state.removal} session=${session} />
    <${Toasts} toasts=${state.toasts} dismiss=${session.toasts.dismiss} />
    <p class="hidden-label" role="status" aria-live="polite" data-testid="announcement">${state.announcement}</p>
  `;
}

/** Opens the command box from everywhere. */
function useCommandKey(view) {
  useEffect(() => {
    const onKeyDown = (event) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      view.openPalette();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

function Talk({ state, channel, progress, session }) {
  const isEmpty = !state.messages.some((message) => message.channel === channel.id);
  return html`
    <${Conversation} state=${state} channel=${channel} progress=${progress} session=${session} />
    <div class="writing">
      ${isEmpty ? null : html`<${Guide} progress=${progress} direct=${channel.reach === "direct"} dreaming=${state.dreaming} session=${session} />`}
      <${Composer} state=${state} channel=${channel} session=${session} />
    </div>
  `;
}

function Opening() {
  return html`<div class="conversation" aria-busy="true"><div class="skeleton talk-skeleton" aria-hidden="true"><i></i><i></i><i></i><i></i></div></div>`;
}

function sheetShown(sheet, channelsAreSheet, memoryIsSheet) {
  if (sheet === "channels" && !channelsAreSheet) return null;
  if (sheet === "memory" && !memoryIsSheet) return null;
  return sheet;
}

/** Moves the keyboard into a sheet that opens and back to where it was when the sheet closes. */
function useSheets(open, isMemoryPage, view) {
  const channels = useRef(null);
  const memory = useRef(null);
  const opener = useRef(null);
  // Before the paint: the browser takes the focus out of what is inert only with it.
  useLayoutEffect(() => {
    if (open) {
      opener.current = document.activeElement;
      (open === "channels" ? channels : memory).current.focus();
    } else {
      opener.current?.focus({ preventScroll: true });
      opener.current = null;
    }
  }, [open]);
  useLayoutEffect(() => {
    // What had the focus is hidden with the conversation.
    if (isMemoryPage) memory.current.focus({ preventScroll: true });
  }, [isMemoryPage]);
  const onKeyDown = (event) => {
    if (event.key === "Escape" && open) view.openSheet(null);
  };
  return { channels, memory, onKeyDown };
}

function skipToConversation(event) {
  event.preventDefault();
  document.getElementById("conversation")?.focus();
}
