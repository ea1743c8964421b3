import { useEffect, useRef, useState } from "preact/hooks";
import { explained } from "../../command-line.js";
import { html } from "../../html.js";
import { inPalette } from "../../state.js";
import { classes } from "../classes.js";
import { Icon } from "../icon.js";
import { useModal } from "../use-modal.js";
import { PaletteAnswer } from "./palette-answer.js";
import { usePaletteOptions } from "./use-palette-options.js";

/** A box in which every command is found, completed and run; the answer stands in it. */
export function CommandPalette({ state, session }) {
  const isOpen = state.palette !== null;
  const element = useModal(isOpen);
  const close = () => session.view.openPalette(null);
  const cancel = (event) => {
    event.preventDefault();
    close();
  };
  // A press beside the box, or a link out of it, leaves it.
  const press = (event) => {
    const isBeside = event.target === event.currentTarget;
    if (isBeside || event.target.closest('a[href^="#/"]')) close();
  };
  return html`
    <dialog class="palette" ref=${element} aria-label="Commands" data-testid="palette" onCancel=${cancel} onClick=${press}>
      ${isOpen ? html`<${Box} state=${state} session=${session} close=${close} />` : null}
    </dialog>
  `;
}

function Box({ state, session, close }) {
  const [text, setText] = useState(state.palette);
  const [chosen, setActive] = useState(0);
  const [busy, setBusy] = useState(false);
  const input = useRef(null);
  const answer = state.answers.find(({ at }) => at === inPalette);
  const { options, line, isPending } = usePaletteOptions(text, state.commands, session.completeInPalette);
  // More or fewer options may have come than there were when one was gone to.
  const active = Math.min(chosen, options.length - 1);
  const isListed = options.length > 0 && (text !== "" || !answer);
  const write = (next) => {
    setText(next);
    setActive(0);
    input.current.focus();
  };
  const run = async (command) => {
    if (busy) return;
    setBusy(true);
    const ran = await session.runInPalette(command);
    setBusy(false);
    if (ran) write("");
  };
  const choose = (option) => (option.act === "run" ? run(option.text) : write(option.text));
  const move = (step) => setActive((active + step + options.length) % options.length);
  const keys = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Tab: () => write(options[active].text),
    Enter: () => choose(options[active]),
  };
  const onKeyDown = (event) => {
    const act = isListed && !event.isComposing && !event.shiftKey ? keys[event.key] : undefined;
    // With nothing typed, Tab goes on to what stands below.
    if (!act || (event.key === "Tab" && text === "")) return;
    event.preventDefault();
    act();
  };
  return html`
    <div class="palette-box">
      <div class="palette-line">
        <${Icon} name="command" size=${18} />
        <input
          type="text"
          role="combobox"
          aria-label="Command"
          aria-expanded=${isListed}
          aria-controls="palette-options"
          aria-activedescendant=${isListed ? `palette-option-${active}` : undefined}
          aria-autocomplete="list"
          placeholder="Type a command"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          data-first
          data-testid="palette-input"
          ref=${input}
          value=${text}
          onInput=${(event) => write(event.currentTarget.value)}
          onKeyDown=${onKeyDown}
        />
        <button type="button" class="icon-button" aria-label="Close the command box" onClick=${close}><${Icon} name="close" size=${17} /></button>
      </div>
      ${line ? html`<${Usage} line=${line} />` : null}
      ${isListed ? html`<${Options} options=${options} active=${active} choose=${choose} />` : null}
      ${options.length === 0 && !isPending ? html`<p class="palette-nothing">${line ? "Go on typing, or try other words." : "No command goes by these words."}</p>` : null}
      ${answer && !isListed ? html`<${PaletteAnswer} key=${answer.key} answer=${answer} answers=${state.answers} session=${session} />` : null}
      <p class="palette-keys" aria-hidden="true"><span><kbd>↑</kbd> <kbd>↓</kbd> choose</span><span><kbd>Tab</kbd> completes</span><span><kbd>Enter</kbd> runs</span><span><kbd>Esc</kbd> closes</span></p>
    </div>
  `;
}

/** The command that is being typed, with what it waits for. */
function Usage({ line }) {
  const { words, usage } = line.command;
  return html`
    <p class="palette-usage">
      <code>${words}</code>
      ${usage ? html`<span class="completion-takes">${usage}</span>` : null}
      <span>${explained(line)}</span>
    </p>
  `;
}

function Options({ options, active, choose }) {
  const list = useRef(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [active, options]);
  return html`
    <ul class="palette-options" id="palette-options" role="listbox" aria-label="What can follow" ref=${list}>
      ${options.map(
        (option, index) => html`
          <li
            key=${option.text + option.act}
            id=${`palette-option-${index}`}
            role="option"
            class=${classes(index === active && "is-active")}
            aria-selected=${index === active}
            data-testid="palette-option"
            onMouseDown=${(event) => event.preventDefault()}
            onClick=${() => choose(option)}
          >
            ${option.isSaid ? html`<span class="palette-said">${option.label}</span>` : html`<code>${option.label}</code>`}
            ${option.takes ? html`<span class="completion-takes">${option.takes}</span>` : null}
            <span class="palette-hint">${option.hint}</span>
          </li>
        `,
      )}
    </ul>
  `;
}
