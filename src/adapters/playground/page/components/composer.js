import { useEffect, useRef, useState } from "preact/hooks";
import { commandIn } from "../completion.js";
import { draftOf, keepDraft } from "../drafts.js";
import { html } from "../html.js";
import { channelTitle } from "./channel-list.js";
import { Completions } from "./completions.js";
import { Icon } from "./icon.js";
import { useCompletion } from "./use-completion.js";

/** Where people write: a message, a reply in a thread, or a command. */
export function Composer({ state, channel, session }) {
  const { person } = state;
  const input = useRef(null);
  const [text, setText] = useState(() => draftOf(person, channel.id));
  const write = (next) => {
    setText(next);
    keepDraft(person, channel.id, next);
  };
  const thread = state.replyTo[channel.id] ?? null;
  const completion = useCompletion(text, write, state.commands);
  useInsertion(state.insertion, input, text, write);

  const send = () => {
    const said = text.trim();
    if (said === "") return;
    write("");
    const command = commandIn(said);
    if (command === null) session.sending.say(channel.id, thread, said);
    else runOrGiveBack(command, said);
    input.current.focus();
  };
  const runOrGiveBack = async (command, said) => {
    const ran = await session.runCommand(command);
    // A command that did not arrive comes back, unless something else stands there by now.
    if (!ran && draftOf(person, channel.id) === "") write(said);
  };
  const leaveThread = () => session.view.replyTo(channel.id, null);

  const onKeyDown = (event) => {
    if (completion.onKeyDown(event)) return event.preventDefault();
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      send();
    }
    if (event.key === "Escape" && thread) leaveThread();
    if (event.key === "ArrowUp" && text === "") editLast(state, channel, session, event);
  };

  return html`
    <form
      class="composer"
      onSubmit=${(event) => {
        event.preventDefault();
        send();
      }}
    >
      ${thread ? html`<${ReplyChip} state=${state} thread=${thread} leave=${leaveThread} />` : null}
      <${Completions} options=${completion.options} active=${completion.active} choose=${completion.choose} />
      <div class="composer-box">
        <label class="hidden-label" for="composer-input">Message or command</label>
        <textarea
          id="composer-input"
          ref=${input}
          rows="1"
          placeholder=${placeholderOf(channel, thread)}
          aria-autocomplete="list"
          aria-controls=${completion.options.length > 0 ? "completions" : undefined}
          aria-activedescendant=${completion.options.length > 0 ? `completion-${completion.active}` : undefined}
          aria-describedby="composer-hint"
          data-testid="composer"
          value=${text}
          onInput=${(event) => write(event.currentTarget.value)}
          onKeyDown=${onKeyDown}
        />
        <${ComposerBar} text=${text} channel=${channel} session=${session} />
      </div>
    </form>
  `;
}

function ComposerBar({ text, channel, session }) {
  const isCommand = commandIn(text) !== null;
  const mention = () => session.view.insert("@reverie ");
  const command = () => session.view.insert("/");
  return html`
    <div class="composer-bar">
      ${
        channel.reach === "direct"
          ? null
          : html`
              <button type="button" class="quiet-button" data-testid="mention" disabled=${isCommand} onClick=${mention}>
                @reverie
              </button>
            `
      }
      <button type="button" class="quiet-button" data-testid="commands" disabled=${text !== ""} onClick=${command}>
        / commands
      </button>
      <p class="composer-hint" id="composer-hint">
        ${isCommand ? "A command: only you see the answer" : html`<kbd>Enter</kbd> sends · <kbd>Shift Enter</kbd> starts a line`}
      </p>
      <button type="submit" class="send-button" aria-label=${isCommand ? "Run the command" : "Send"} disabled=${text.trim() === ""} data-testid="send">
        <${Icon} name="send" size=${18} />
      </button>
    </div>
  `;
}

function ReplyChip({ state, thread, leave }) {
  const root = state.messages.find((message) => message.id === thread);
  const author =
    root?.author === "reverie" ? "Reverie" : state.people.find((known) => known.id === root?.author)?.name;
  return html`
    <p class="reply-chip">
      <${Icon} name="reply" size=${14} />
      <span>In the thread${author ? html` of <b>${author}</b>` : ""}${root ? html`: <q>${root.text.slice(0, 90)}</q>` : ""}</span>
      <button type="button" class="icon-button" aria-label="Leave the thread" data-testid="leave-thread" onClick=${leave}>
        <${Icon} name="close" size=${14} />
      </button>
    </p>
  `;
}

function placeholderOf(channel, thread) {
  if (thread) return "Reply in the thread";
  if (channel.reach === "direct") return "Ask Reverie anything";
  return `Write to #${channelTitle(channel)}, or ask @reverie`;
}

function editLast(state, channel, session, event) {
  const own = state.messages.findLast(
    (message) => message.author === state.person && message.channel === channel.id,
  );
  if (!own) return;
  event.preventDefault();
  session.view.startEditing(own.id);
}

/** Puts in what a button elsewhere asked for, once for each press. */
function useInsertion(insertion, input, text, write) {
  const settled = useRef(insertion);
  useEffect(() => {
    if (!insertion || insertion === settled.current) return;
    settled.current = insertion;
    const next = text.startsWith(insertion.text) ? text : `${insertion.text}${text}`;
    write(next);
    // Only after the next paint does the field hold the text that the caret is to stand behind.
    requestAnimationFrame(() => {
      input.current?.focus();
      input.current?.setSelectionRange(next.length, next.length);
    });
  }, [insertion]);
}
