import { useEffect, useState } from "preact/hooks";
import { html } from "../html.js";
import { currentTheme, onSystemTheme, setTheme } from "../theme.js";
import { ReverieAvatar } from "./avatar.js";
import { ChannelList } from "./channel-list.js";
import { Icon } from "./icon.js";
import { PersonSwitch } from "./person-switch.js";

/** The left of the page: where you are, who you are, and where you can go. */
export function Sidebar({ state, session }) {
  return html`
    <div class="sidebar-scroll">
      <header class="brand">
        <${ReverieAvatar} size="large" />
        <div>
          <p class="wordmark">Reverie</p>
          <p class="workspace-name">${state.workspace.name}</p>
        </div>
      </header>
      <${PersonSwitch} people=${state.people} person=${state.person} become=${session.presence.become} />
      <${ChannelList}
        channels=${state.channels}
        current=${state.channel}
        unread=${state.unread}
        show=${session.presence.showChannel}
      />
      <footer class="sidebar-foot">
        <${ThemeToggle} />
      </footer>
    </div>
  `;
}

function ThemeToggle() {
  const [theme, setShown] = useState(currentTheme);
  useEffect(() => onSystemTheme(() => setShown(currentTheme())), []);
  const other = theme === "dark" ? "light" : "dark";
  const change = () => {
    setTheme(other);
    setShown(other);
  };
  return html`
    <button type="button" class="quiet-button" data-testid="theme" onClick=${change}>
      <${Icon} name=${theme === "dark" ? "sun" : "moon"} size=${16} />
      ${theme === "dark" ? "Day" : "Night"}
      <span class="hidden-label"> theme</span>
    </button>
  `;
}
