import { useEffect, useRef } from "preact/hooks";
import { html } from "../html.js";
import { classes } from "./classes.js";

/** The commands that what is typed could become. */
export function Completions({ options, active, choose }) {
  const list = useRef(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [active]);
  if (options.length === 0) return null;
  return html`
    <ul class="completions" id="completions" role="listbox" aria-label="Commands" ref=${list}>
      ${options.map(
        (command, index) => html`
          <li
            key=${command.words}
            id=${`completion-${index}`}
            role="option"
            class=${classes(index === active && "is-active")}
            aria-selected=${index === active}
            data-testid=${`completion-${command.words.replaceAll(" ", "-")}`}
            onMouseDown=${(event) => event.preventDefault()}
            onClick=${() => choose(command)}
          >
            <code>/${command.words}</code>
            ${command.usage ? html`<span class="completion-takes">${command.usage}</span>` : null}
            <span class="completion-hint">${command.summary}</span>
          </li>
        `,
      )}
    </ul>
  `;
}
