import { html } from "../../html.js";
import { besideShelf } from "../../state.js";
import { Card } from "../card.js";
import { EmptyState } from "./empty-state.js";

/** What waits for this person's verdict, and what waits for somebody else's. */
export function WaitingSection({ state, session }) {
  const { toDecide, toSee } = state.reading.library.waiting;
  const beside = besideShelf("waiting");
  const place = { at: (value) => beside + value, channel: state.channel, message: null, list: null };
  const nothing = toDecide.sections.length === 0;
  return html`
    <div class="column">
      ${
        nothing
          ? html`
              <${EmptyState} icon="inbox" title="Nothing waits for you">
                What a dream finds comes here for your verdict. Silence saves nothing.
              <//>
            `
          : null
      }
      <${Card} card=${{ ...toDecide, body: "" }} look="shelf" place=${place} answers=${state.answers} session=${session} />
      ${
        toSee.sections.length > 0
          ? html`
              <h3 class="section-heading">Waits for others <span>${toSee.sections.length}</span></h3>
              <${Card} card=${{ ...toSee, body: "", footer: "" }} look="shelf" place=${{ ...place, at: () => "nowhere" }} answers=${[]} session=${session} />
            `
          : null
      }
    </div>
  `;
}
