import { threadOf } from "../conversation.js";
import { html } from "../html.js";
import { routeTo } from "../route.js";
import { Icon } from "./icon.js";

/** What can be done with a message, shown when it is pointed at or has the focus. */
export function MessageTools({ message, own, canReply, session }) {
  const copyLink = async () => {
    const url = new URL(location.href);
    url.hash = routeTo(message.channel, message.id);
    try {
      await navigator.clipboard.writeText(url.href);
      session.toasts.inform("The link is in your clipboard.");
    } catch {
      session.toasts.complain("The browser does not let this page write to the clipboard.");
    }
  };
  const reply = () => {
    session.view.replyTo(message.channel, threadOf(message));
    document.getElementById("composer-input")?.focus();
  };
  return html`
    <div class="message-tools" role="group" aria-label="What to do with this message">
      ${canReply ? html`<${Tool} icon="reply" label="Reply in the thread" name="reply" press=${reply} />` : null}
      <${Tool} icon="link" label="Copy the link" name="copy-link" press=${copyLink} />
      ${
        own
          ? html`
              <${Tool} icon="pencil" label="Edit" name="edit" press=${() => session.view.startEditing(message.id)} />
              <${Tool} icon="bin" label="Delete" name="delete" press=${() => session.view.confirmRemoval(message)} />
            `
          : null
      }
    </div>
  `;
}

function Tool({ icon, label, name, press }) {
  return html`
    <button
      type="button"
      class="icon-button"
      aria-label=${label}
      title=${label}
      data-testid=${`tool-${name}`}
      onClick=${press}
    >
      <${Icon} name=${icon} size=${16} />
    </button>
  `;
}
