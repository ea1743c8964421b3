import { useRef } from "preact/hooks";
import { html } from "../html.js";
import { classes } from "./classes.js";
import { Icon } from "./icon.js";

const reachNames = {
  public: "public channel",
  private: "private channel",
  shared: "channel shared with outsiders",
};

/** The conversations that the person can see. Arrow keys move among them. */
export function ChannelList({ channels, current, unread, show }) {
  const list = useRef(null);
  const rooms = channels.filter((channel) => channel.reach !== "direct");
  const direct = channels.filter((channel) => channel.reach === "direct");

  const move = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const buttons = [...list.current.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement);
    const next = step
      ? (at + step + buttons.length) % buttons.length
      : { Home: 0, End: buttons.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    buttons[next].focus();
  };

  const row = (channel) => html`
    <${ChannelRow}
      key=${channel.id}
      channel=${channel}
      isCurrent=${channel.id === current}
      unread=${unread[channel.id] ?? 0}
      show=${show}
    />
  `;

  return html`
    <nav class="channels" aria-label="Conversations" ref=${list} onKeyDown=${move}>
      <h2 class="list-heading">Channels</h2>
      <ul>${rooms.map(row)}</ul>
      <h2 class="list-heading">Direct message</h2>
      <ul>${direct.map(row)}</ul>
    </nav>
  `;
}

function ChannelRow({ channel, isCurrent, unread, show }) {
  return html`
    <li>
      <button
        type="button"
        class=${classes("channel", isCurrent && "is-current", unread > 0 && "is-unread")}
        aria-current=${isCurrent ? "page" : undefined}
        tabindex=${isCurrent ? 0 : -1}
        data-testid=${`channel-${channel.id}`}
        onClick=${() => show(channel.id)}
      >
        <${ChannelMark} reach=${channel.reach} />
        <span class="channel-name">${channelTitle(channel)}</span>
        <span class="hidden-label">, ${reachNames[channel.reach] ?? "direct message"}</span>
        ${unread > 0 ? html`<span class="unread-count">${unread}<span class="hidden-label"> new</span></span>` : null}
      </button>
    </li>
  `;
}

/** The sign of a channel's reach. */
export function ChannelMark({ reach }) {
  const name = { private: "lock", direct: "moon" }[reach] ?? "hash";
  return html`<${Icon} name=${name} size=${16} />`;
}

/** What a channel is called: a direct one by whom it is with. */
export function channelTitle(channel) {
  return channel.reach === "direct" ? "Reverie" : channel.name;
}
