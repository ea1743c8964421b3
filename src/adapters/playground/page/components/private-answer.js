import { html } from "../html.js";
import { besideIn } from "../state.js";
import { Card } from "./card.js";
import { Icon } from "./icon.js";
import { AnswerText } from "./rich-text.js";

/** What only the person who asked can see, until they dismiss it. */
export function PrivateAnswer({ answer, answers, session }) {
  const inFoot = answer.command !== null;
  const place = {
    // In a foot many things may be asked of one list; beside a card, what comes next takes this one's place.
    at: inFoot ? (value) => besideIn(answer.key) + value : () => answer.at,
    channel: answer.channel,
    message: answer.message,
    list: inFoot ? answer.key : answer.list,
  };
  const dismiss = () => {
    session.dismiss(answer.key);
    if (inFoot) document.getElementById("conversation")?.focus({ preventScroll: true });
  };
  const onKeyDown = (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    dismiss();
  };
  return html`
    <aside class="private-answer" aria-label="Only you see this" data-testid="private-answer" onKeyDown=${onKeyDown}>
      <header class="private-head">
        <${Icon} name="eye" size=${15} />
        <span>${inFoot ? "Only visible to you" : "Only you see this"}</span>
        ${inFoot ? html`<code>${answer.label}</code>` : null}
        <button
          type="button"
          class="icon-button"
          aria-label="Dismiss this answer"
          data-testid="dismiss"
          onClick=${dismiss}
        >
          <${Icon} name="close" size=${15} />
        </button>
      </header>
      ${answer.text === null ? null : html`<${AnswerText} text=${answer.text} />`}
      ${answer.card ? html`<${Card} card=${answer.card} look="plain" place=${place} answers=${inFoot ? answers : []} session=${session} />` : null}
    </aside>
  `;
}
