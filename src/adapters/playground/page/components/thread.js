import { useEffect, useState } from "preact/hooks";
import { goesOn } from "../conversation.js";
import { html } from "../html.js";
import { besideMessage } from "../state.js";
import { Icon } from "./icon.js";
import { Message } from "./message.js";
import { UnsentMessage } from "./unsent-message.js";

const noAnswers = [];

/** A message with what was replied to it. */
export function Thread({ thread, above, unsent, view, session }) {
  const { root, replies } = thread;
  const [open, setOpen] = useState(true);
  const { target } = view;
  useEffect(() => {
    if (replies.some((reply) => reply.id === target?.message)) setOpen(true);
  }, [target]);
  const count = replies.length + unsent.length;

  return html`
    <div class="thread">
      <${Row} message=${root} continued=${goesOn(above, root)} view=${view} session=${session} />
      ${
        count === 0
          ? null
          : html`
              <div class="replies">
                <button type="button" class="replies-toggle" aria-expanded=${open} onClick=${() => setOpen(!open)}>
                  <${Icon} name="chevron" size=${14} />${count === 1 ? "1 reply" : `${count} replies`}
                </button>
                <div class="replies-list" hidden=${!open}>
                  ${replies.map(
                    (reply, index) => html`
                      <${Row}
                        key=${reply.id}
                        message=${reply}
                        continued=${goesOn(replies[index - 1], reply)}
                        view=${view}
                        session=${session}
                      />
                    `,
                  )}
                  ${unsent.map(
                    (waiting) => html`
                      <${UnsentMessage}
                        key=${waiting.key}
                        unsent=${waiting}
                        author=${authorOf(waiting.person, view.people)}
                        sending=${session.sending}
                      />
                    `,
                  )}
                </div>
              </div>
            `
      }
    </div>
  `;
}

function Row({ message, continued, view, session }) {
  const beside = besideMessage(message.id);
  const answers = view.answers.filter((answer) => answer.at.startsWith(beside));
  return html`
    <${Message}
      message=${message}
      author=${authorOf(message.author, view.people)}
      continued=${continued}
      own=${message.author === view.person}
      canReply=${!view.isDirect}
      editing=${view.editing === message.id}
      target=${view.target?.message === message.id ? view.target : null}
      answers=${answers.length === 0 ? noAnswers : answers}
      session=${session}
    />
  `;
}

const former = new Map();

/** The person behind an id; somebody who is no longer in the workspace is still one and the same. */
export function authorOf(id, people) {
  const known = people.find((person) => person.id === id);
  if (known) return known;
  if (!former.has(id)) former.set(id, { id, name: id, role: "" });
  return former.get(id);
}
