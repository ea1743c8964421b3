import { useEffect, useRef } from "preact/hooks";
import { html } from "../../html.js";
import { fullTime, instantOf, shortDay } from "../../time.js";
import { classes } from "../classes.js";
import { Icon } from "../icon.js";
import { PlainText } from "../plain-text.js";
import { AudienceMark } from "./audience-mark.js";

/** One memory in the list; what belongs to it unfolds below, or stands beside the list. */
export function MemoryRow({ memory, audience, words, isOpen, isBeside, toggle, children }) {
  const element = useRef(null);
  useEffect(() => {
    if (isOpen) element.current.scrollIntoView({ block: "nearest" });
  }, [isOpen]);
  const at = instantOf(memory.at);
  const changes = memory.stack.length;
  return html`
    <li class=${classes("memory-row", isOpen && "is-open", isBeside && "is-beside")} ref=${element} data-testid=${`memory-${memory.id}`}>
      <button type="button" class="memory-summary" aria-expanded=${isOpen} aria-controls=${`detail-${memory.id}`} onClick=${toggle}>
        <span class="memory-text"><${PlainText} text=${memory.text} marked=${words} /></span>
        <span class="memory-facts">
          <${AudienceMark} audience=${audience} />
          <span>${memory.kind}</span>
          <time datetime=${memory.at} title=${fullTime(at)}>${shortDay(at)}</time>
          ${changes > 1 ? html`<span>${changes} changes</span>` : null}
          ${audience?.type === "person" && !memory.travels ? html`<span>direct messages only</span>` : null}
          ${memory.isPinned ? html`<span>pinned</span>` : null}
          ${memory.reviewBy ? html`<span>to look at by ${shortDay(instantOf(memory.reviewBy))}</span>` : null}
          ${memory.state === "suspended" ? html`<span class="pill is-suspended">Not used</span>` : null}
        </span>
        <${Icon} name="chevron" size=${16} />
      </button>
      ${children}
    </li>
  `;
}
