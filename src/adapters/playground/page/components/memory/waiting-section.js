import { useRef } from "preact/hooks";
import { html } from "../../html.js";
import { besideShelf } from "../../state.js";
import { CardSection } from "../card-section.js";
import { PrivateAnswer } from "../private-answer.js";
import { useKeptFocus } from "../use-kept-focus.js";
import { EmptyState } from "./empty-state.js";

/** What waits for this person's verdict, and what waits for somebody else's. */
export function WaitingSection({ state, session }) {
  const { toDecide, toSee } = state.reading.library.waiting;
  const element = useKeptFocus();
  const beside = besideShelf("waiting");
  const place = { at: (value) => beside + value, channel: state.channel, message: null, list: null };
  const answersTo = (value) => state.answers.filter(({ at }) => at === place.at(value));
  const sections = new Map(toDecide.sections.map((section) => [section.actions[0].value, section]));
  const order = useKeptOrder([...sections.keys()], (value) => answersTo(value).length > 0);
  return html`
    <div class="column card card-shelf" ref=${element} tabindex="-1">
      ${
        order.length === 0
          ? html`
              <${EmptyState} icon="inbox" title="Nothing waits for you">
                What a dream finds comes here for your verdict. Silence saves nothing.
              <//>
            `
          : null
      }
      ${order.map((value) => {
        const section = sections.get(value);
        const answers = answersTo(value);
        if (section)
          return html`<${CardSection} key=${value} section=${section} value=${value} place=${place} answers=${answers} session=${session} />`;
        return answers.map(
          (answer) =>
            html`<${PrivateAnswer} key=${answer.key} answer=${answer} answers=${[]} session=${session} />`,
        );
      })}
      ${toDecide.footer && sections.size > 0 ? html`<p class="card-footer">${toDecide.footer}</p>` : null}
      ${toSee.sections.length > 0 ? html`<h3 class="section-heading">Waits for others <span>${toSee.sections.length}</span></h3>` : null}
      ${toSee.sections.map(
        (section, index) =>
          html`<${CardSection} key=${index} section=${section} value="" place=${place} answers=${[]} session=${session} />`,
      )}
    </div>
  `;
}

/**
 * The order in which things stand. What is gone keeps its place as long as an answer stands there, so that
 * the answer is read where the button was pressed.
 *
 * @param {readonly string[]} values
 * @param {(value: string) => boolean} isAnswered
 * @returns {string[]}
 */
function useKeptOrder(values, isAnswered) {
  const last = useRef([]);
  const known = last.current.filter((value) => values.includes(value) || isAnswered(value));
  const fresh = values.filter((value) => !known.includes(value));
  last.current = [...fresh, ...known];
  return last.current;
}
