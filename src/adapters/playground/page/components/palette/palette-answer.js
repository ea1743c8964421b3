import { html } from "../../html.js";
import { besideIn } from "../../state.js";
import { Card } from "../card.js";
import { AnswerText } from "../rich-text.js";

/** What a command was answered, for this person alone. */
export function PaletteAnswer({ answer, answers, session }) {
  const { key, label, text, card, channel, message } = answer;
  const place = { at: (value) => besideIn(key) + value, channel, message, list: key };
  return html`
    <section class="palette-answer" aria-label="The answer, only for you" tabindex="0" data-testid="palette-answer">
      <p class="palette-ran"><code>${label}</code> Only visible to you</p>
      ${text === null ? null : html`<${AnswerText} text=${text} />`}
      ${card ? html`<${Card} card=${card} look="plain" place=${place} answers=${answers} session=${session} />` : null}
    </section>
  `;
}
