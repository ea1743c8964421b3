import { useEffect, useRef, useState } from "preact/hooks";
import { html } from "../html.js";

/** The text of one's own message, open for a change. */
export function MessageEditor({ message, session }) {
  const [text, setText] = useState(message.text);
  const [busy, setBusy] = useState(false);
  const input = useRef(null);
  useEffect(() => {
    input.current.focus();
    input.current.setSelectionRange(message.text.length, message.text.length);
  }, []);

  const stop = () => {
    session.view.stopEditing();
    document.getElementById("composer-input")?.focus();
  };
  const save = async (event) => {
    event.preventDefault();
    const wanted = text.trim();
    if (wanted === "" || busy) return;
    if (wanted === message.text) return stop();
    setBusy(true);
    const saved = await session.sending.edit(message, wanted);
    setBusy(false);
    if (saved) document.getElementById("composer-input")?.focus();
  };
  const onKeyDown = (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      stop();
    }
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) save(event);
  };

  return html`
    <form class="message-editor" onSubmit=${save}>
      <label class="hidden-label" for="message-editor">Edit your message</label>
      <textarea
        id="message-editor"
        ref=${input}
        rows="1"
        data-testid="edit-input"
        value=${text}
        onInput=${(event) => setText(event.currentTarget.value)}
        onKeyDown=${onKeyDown}
      />
      <div class="actions">
        <button type="submit" class="button button-primary" aria-disabled=${busy} data-testid="edit-save">Save</button>
        <button type="button" class="button" onClick=${stop}>Cancel</button>
      </div>
    </form>
  `;
}
