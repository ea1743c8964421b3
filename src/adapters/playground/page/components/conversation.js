import { useEffect, useMemo, useState } from "preact/hooks";
import { daysOf, threadsOf } from "../conversation.js";
import { html } from "../html.js";
import { footOf, unsentIn } from "../state.js";
import { Icon } from "./icon.js";
import { PrivateAnswer } from "./private-answer.js";
import { authorOf, Thread } from "./thread.js";
import { UnsentMessage } from "./unsent-message.js";
import { usePinnedFoot } from "./use-pinned-foot.js";
import { Welcome } from "./welcome.js";

const shownAtFirst = 120;

/** What was said in the channel in view, by days and threads, and at its foot what only this person sees. */
export function Conversation({ state, channel, progress, session }) {
  const threads = useMemo(() => threadsOf(state.messages, channel.id), [state.messages, channel.id]);
  const [shown, setShown] = useState(shownAtFirst);
  const { target } = state;
  useEffect(() => {
    if (target) setShown(Number.POSITIVE_INFINITY);
  }, [target]);
  const hiddenCount = Math.max(0, threads.length - shown);
  const shownThreads = threads.slice(hiddenCount);
  const days = daysOf(shownThreads, Date.now());
  const { people, person, editing, answers } = state;
  const asides = answers.filter((answer) => answer.at === footOf(channel.id));
  const view = { people, person, editing, target, answers, asides, isDirect: channel.reach === "direct" };
  const unsent = unsentIn(state, channel.id);
  const isEmpty = threads.length === 0 && unsent.length === 0;
  const amount = threads.reduce((sum, thread) => sum + 1 + thread.replies.length, asides.length);
  const foot = usePinnedFoot({ amount, acted: state.acted, target });

  return html`
    <div class="conversation" id="conversation" ref=${foot.scroller} tabindex="-1" aria-label="Conversation" role="region">
      <div class="conversation-content" ref=${foot.content}>
        ${hiddenCount > 0 ? html`<button type="button" class="button earlier" onClick=${() => setShown(shown + shownAtFirst)}>Show what was said earlier</button>` : null}
        ${isEmpty ? html`<${Welcome} channel=${channel} progress=${progress} dreaming=${state.dreaming} session=${session} />` : null}
        ${days.map((day) => html`<${Day} key=${day.key} day=${day} view=${view} unsent=${unsent} session=${session} />`)}
        <${Foot} state=${state} asides=${asides} unsent=${unsent} threads=${shownThreads} session=${session} />
      </div>
    </div>
    ${
      foot.isAway || foot.hasNew
        ? html`
            <button type="button" class="to-foot" onClick=${foot.toFoot}>
              <${Icon} name="down" size=${15} />${foot.hasNew ? "New below" : "To the newest"}
            </button>
          `
        : null
    }
  `;
}

function Day({ day, view, unsent, session }) {
  return html`
    <section class="day" aria-label=${day.label}>
      <h2 class="day-label"><span>${day.label}</span></h2>
      ${day.threads.map(
        (thread, index) => html`
          <${Thread}
            key=${thread.root.id}
            thread=${thread}
            above=${aboveOf(day.threads[index - 1])}
            unsent=${unsent.filter((waiting) => waiting.thread === (thread.root.thread ?? thread.root.id))}
            view=${view}
            session=${session}
          />
          <${Asides}
            asides=${view.asides.filter((answer) => answer.after === thread.root.id)}
            answers=${view.answers}
            session=${session}
          />
        `,
      )}
    </section>
  `;
}

// After a thread with replies the next message starts afresh, however soon it came.
function aboveOf(thread) {
  return thread && thread.replies.length === 0 ? thread.root : undefined;
}

function Asides({ asides, answers, session }) {
  return asides.map(
    (answer) => html`
      <div key=${answer.key} class="aside">
        <${PrivateAnswer} answer=${answer} answers=${answers} session=${session} />
      </div>
    `,
  );
}

function Foot({ state, asides, unsent, threads, session }) {
  const roots = new Set(threads.map((thread) => thread.root.thread ?? thread.root.id));
  const shownRoots = new Set(threads.map((thread) => thread.root.id));
  const loose = unsent.filter((waiting) => waiting.thread === null || !roots.has(waiting.thread));
  return html`
    <div class="foot">
    ${loose.map(
      (waiting) => html`
        <${UnsentMessage}
          key=${waiting.key}
          unsent=${waiting}
          author=${authorOf(waiting.person, state.people)}
          sending=${session.sending}
        />
      `,
    )}
      <${Asides} asides=${asides.filter((answer) => !shownRoots.has(answer.after))} answers=${state.answers} session=${session} />
    </div>
  `;
}
