import { useEffect, useRef } from "preact/hooks";
import { html } from "../html.js";
import { routeTo } from "../route.js";
import { besideMessage } from "../state.js";
import { clockTime, fullTime, instantOf } from "../time.js";
import { AttachedFiles } from "./attached-files.js";
import { Avatar, ReverieAvatar } from "./avatar.js";
import { Card } from "./card.js";
import { classes } from "./classes.js";
import { Icon } from "./icon.js";
import { memo } from "./memo.js";
import { MessageEditor } from "./message-editor.js";
import { MessageTools } from "./message-tools.js";
import { QuietActions } from "./quiet-actions.js";
import { AnswerText, SaidText } from "./rich-text.js";

/** One message, of a person's or of Reverie's. */
export const Message = memo(function Message(props) {
  const { message, author, continued, target, session } = props;
  const element = useRef(null);
  useEffect(() => {
    if (!target) return;
    element.current.scrollIntoView({ block: "center" });
    element.current.focus({ preventScroll: true });
  }, [target]);

  const ofReverie = message.author === "reverie";
  return html`
    <article
      class=${classes("message", continued && "is-continued", ofReverie && "of-reverie", target && "is-target")}
      ref=${element}
      tabindex="-1"
      aria-label=${`${ofReverie ? "Reverie" : author.name}, ${fullTime(instantOf(message.at))}`}
      aria-busy=${message.streaming === true}
      data-testid=${`message-${message.id}`}
    >
      <div class="message-picture">
        ${ofReverie ? html`<${ReverieAvatar} />` : html`<${Avatar} person=${author} />`}
      </div>
      <div class="message-main">
        <${MessageHead} message=${message} name=${ofReverie ? "Reverie" : author.name} />
        <${MessageBody} ...${props} ofReverie=${ofReverie} />
      </div>
      ${props.editing || message.streaming ? null : html`<${MessageTools} message=${message} own=${props.own} canReply=${props.canReply} session=${session} />`}
    </article>
  `;
});

function MessageHead({ message, name }) {
  const at = instantOf(message.at);
  return html`
    <header class="message-head">
      <span class="message-author">${name}</span>
      <a class="message-time" href=${routeTo(message.channel, message.id)} title=${fullTime(at)}>
        <time datetime=${new Date(at).toISOString()}>${clockTime(at)}</time>
      </a>
      ${message.edited ? html`<span class="message-edited">edited</span>` : null}
    </header>
  `;
}

function MessageBody({ message, answers, editing, ofReverie, session }) {
  if (editing) return html`<${MessageEditor} message=${message} session=${session} />`;
  const place = {
    at: (value) => besideMessage(message.id) + value,
    channel: message.channel,
    message: message.id,
    list: null,
  };
  // Platforms without cards show the text; where the card is shown it would only say the same twice.
  const text = message.card ? null : html`<${ofReverie ? AnswerText : SaidText} text=${message.text} />`;
  return html`
    ${message.streaming ? html`<${Streaming} message=${message} text=${text} stop=${session.stop} />` : text}
    ${message.card ? html`<${Card} card=${message.card} look="letter" place=${place} answers=${answers} session=${session} />` : null}
    ${message.files ? html`<${AttachedFiles} files=${message.files} />` : null}
    ${message.note ? html`<p class="message-note">${message.note}</p>` : null}
    ${message.actions ? html`<${QuietActions} actions=${message.actions} place=${place} answers=${message.card ? [] : answers} session=${session} />` : null}
  `;
}

function Streaming({ message, text, stop }) {
  return html`
    <div class="streaming">
      ${message.text === "" ? html`<p class="thinking">Thinking it over</p>` : text}
    </div>
    <button type="button" class="stop-button" data-testid="stop" onClick=${() => stop(message)}>
      <${Icon} name="stop" size=${14} /> Stop
    </button>
  `;
}
