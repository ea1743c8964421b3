import { html } from "../html.js";
import { CardSection } from "./card-section.js";
import { classes } from "./classes.js";
import { PrivateAnswer } from "./private-answer.js";
import { SaidText } from "./rich-text.js";
import { useKeptFocus } from "./use-kept-focus.js";

/**
 * @typedef {{at: (value: string) => string, channel: string, message: string | null, list: string | null}} Place
 * Where a card stands: where the answers to its buttons go, by their section's value; the message that
 * holds it; and the private answer to read anew after a verdict in it.
 */

/** A message with structure. `look` is `letter` for what a dream brings and `plain` for an answer. */
export function Card({ card, look, place, answers, session }) {
  const element = useKeptFocus();
  const values = card.sections.map(idOf);
  const here = (value) => answers.filter((answer) => answer.at === place.at(value));
  const ofSections = new Set(values.flatMap(here));
  // A section may be gone by the time its answer arrives, which is then still owed to the person.
  const homeless = look === "letter" || place.list ? leftOver(answers, place, ofSections) : [];
  return html`
    <section class=${classes("card", `card-${look}`)} ref=${element} tabindex="-1" aria-label=${card.title}>
      <${CardHead} card=${card} look=${look} />
      ${card.sections.map(
        (section, index) => html`
          <${CardSection}
            key=${values[index] || index}
            section=${section}
            value=${values[index]}
            place=${place}
            answers=${here(values[index])}
            session=${session}
          />
        `,
      )}
      ${homeless.map((answer) => html`<${PrivateAnswer} key=${answer.key} answer=${answer} answers=${answers} session=${session} />`)}
      ${card.footer ? html`<p class="card-footer">${card.footer}</p>` : null}
    </section>
  `;
}

function CardHead({ card, look }) {
  return html`
    <header class="card-head">
      ${look === "letter" ? html`<${Sky} />` : null}
      <h3 class="card-title">${card.title}</h3>
      ${card.body ? html`<div class="card-body"><${SaidText} text=${card.body} /></div>` : null}
    </header>
  `;
}

/** A piece of night, for what comes out of a dream. */
export function Sky() {
  return html`
    <svg class="sky" viewBox="0 0 240 80" preserveAspectRatio="xMaxYMid slice" aria-hidden="true" focusable="false">
      <path class="sky-moon" d="M214 46a20 20 0 0 1-25-24 20 20 0 1 0 25 24Z" />
      <circle class="sky-star" cx="150" cy="18" r="1.1" />
      <circle class="sky-star late" cx="168" cy="52" r="0.8" />
      <circle class="sky-star" cx="122" cy="38" r="0.7" />
      <circle class="sky-star late" cx="212" cy="18" r="1.2" />
      <circle class="sky-star" cx="228" cy="60" r="0.8" />
      <circle class="sky-star late" cx="98" cy="14" r="0.6" />
      <circle class="sky-star" cx="140" cy="66" r="0.9" />
    </svg>
  `;
}

function idOf(section) {
  return section.actions[0]?.value ?? "";
}

function leftOver(answers, place, placed) {
  const start = place.at("");
  return answers.filter((answer) => answer.at.startsWith(start) && !placed.has(answer));
}
