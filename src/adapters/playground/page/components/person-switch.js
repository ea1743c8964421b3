import { html } from "../html.js";
import { Avatar } from "./avatar.js";
import { classes } from "./classes.js";

/** Says who looks at the page and lets them be somebody else. */
export function PersonSwitch({ people, person, become }) {
  const current = people.find((known) => known.id === person);
  return html`
    <section class="person-switch" aria-label="Who you are">
      <p class="you-are">
        You are ${current ? html`<strong>${current.name}</strong> <span>(${current.role})</span>` : html`…`}
      </p>
      <div class="people" role="group" aria-label="See the workspace as">
        ${people.map(
          (known) => html`
            <button
              key=${known.id}
              type="button"
              class=${classes("person", known.id === person && "is-current")}
              aria-pressed=${known.id === person}
              data-testid=${`person-${known.id}`}
              onClick=${() => become(known.id)}
            >
              <${Avatar} person=${known} />
              <span class="person-name">${known.name}</span>
              <span class="person-role">${known.role}</span>
            </button>
          `,
        )}
      </div>
    </section>
  `;
}
