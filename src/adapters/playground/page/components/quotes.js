import { html } from "../html.js";
import { safeLink } from "../route.js";
import { PlainText } from "./plain-text.js";

/** The words that something rests on, each with the way to where it was said. */
export function Quotes({ quotes }) {
  if (quotes.length === 0) return null;
  return html`
    <ul class="quotes" aria-label="Where it comes from">
      ${quotes.map(
        (quote, index) => html`
          <li key=${index}>
            <blockquote><${PlainText} text=${quote.text} /></blockquote>
            <p class="quote-by">${quote.by}<${QuoteLink} quote=${quote} /></p>
          </li>
        `,
      )}
    </ul>
  `;
}

function QuoteLink({ quote }) {
  const link = quote.link ? safeLink(quote.link) : null;
  if (!link) return null;
  const elsewhere = link.external ? { target: "_blank", rel: "noopener noreferrer" } : {};
  return html`
    <a href=${link.href} aria-label=${`See where ${quote.by} said it`} ...${elsewhere}>see it said</a>
  `;
}
