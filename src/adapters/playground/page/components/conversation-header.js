import { html } from "../html.js";
import { ChannelMark, channelTitle } from "./channel-list.js";
import { Icon } from "./icon.js";
import { ModelBadge } from "./model-badge.js";

const reachWords = { public: "Public", private: "Private", shared: "Shared with outsiders" };

/** What conversation this is, who is in it and which model answers there. */
export function ConversationHeader({ state, channel, isDrawerOpen, openChannels, toggleDrawer }) {
  return html`
    <header class="conversation-header">
      <button
        type="button"
        class="icon-button only-narrow"
        aria-label="Conversations and people"
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
