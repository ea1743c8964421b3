import { html } from "../html.js";
import { ChannelMark, channelTitle } from "./channel-list.js";
import { classes } from "./classes.js";
import { Icon } from "./icon.js";
import { ModelBadge } from "./model-badge.js";

const commandKey = /mac|iphone|ipad/i.test(navigator.userAgent) ? "⌘ K" : "Ctrl K";

const reachWords = { public: "Public", private: "Private", shared: "Shared with outsiders" };

/** What conversation this is, who is in it and which model answers there. */
export function ConversationHeader({
  state,
  channel,
  isDrawerOpen,
  openChannels,
  openPalette,
  toggleDrawer,
}) {
  // On a narrow screen the list with its counts is folded away: the button carries the sign.
  const waiting = Object.values(state.unread).reduce((sum, count) => sum + count, 0);
  return html`
    <header class="conversation-header">
      <button
        type="button"
        class=${classes("icon-button", "only-narrow", waiting > 0 && "has-unread")}
        aria-label=${waiting > 0 ? `Conversations and people, ${waiting} new` : "Conversations and people"}
        data-testid="open-channels"
        onClick=${openChannels}
      >
        <${Icon} name="menu" />
      </button>
      <div class="conversation-title">
        <h1>${channel ? html`<${ChannelMark} reach=${channel.reach} /> ${channelTitle(channel)}` : "Opening…"}</h1>
        <p class="conversation-members">${channel ? whoIsIn(channel, state) : ""}</p>
      </div>
      <${ModelBadge} model=${state.model} />
      <button type="button" class="quiet-button" aria-label="Commands" aria-keyshortcuts="Control+K Meta+K" title="Commands" data-testid="open-palette" onClick=${openPalette}>
        <${Icon} name="command" /><kbd class="only-wide">${commandKey}</kbd>
      </button>
      <button
        type="button"
        class="quiet-button memory-toggle"
        aria-expanded=${isDrawerOpen}
        aria-controls="memory-drawer"
        data-testid="toggle-drawer"
        onClick=${toggleDrawer}
      >
        <${Icon} name="book" /><span>Memory</span>
      </button>
    </header>
  `;
}

function whoIsIn(channel, { people, person }) {
  if (channel.reach === "direct") return "Only you and Reverie";
  const names = channel.members.flatMap((id) => {
    if (id === person) return ["you"];
    const known = people.find((other) => other.id === id);
    return known ? [known.name] : [];
  });
  return `${reachWords[channel.reach] ?? "Open"} · ${names.join(", ")}`;
}
