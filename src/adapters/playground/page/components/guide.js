import { useState } from "preact/hooks";
import { html } from "../html.js";
import { dismissGuide, isGuideDismissed } from "../progress.js";
import { classes } from "./classes.js";
import { Icon } from "./icon.js";
import { StepNumber } from "./step-number.js";
import { questionIn, stepsOf } from "./steps.js";

/** The three steps as a strip above the composer, until a newcomer has been through them. */
export function Guide({ progress, direct, dreaming, session }) {
  const [dismissed, setDismissed] = useState(isGuideDismissed);
  if (dismissed) return null;
  const steps = stepsOf(progress, direct, session);
  const next = steps.find((step) => !step.done);
  const dismiss = () => {
    dismissGuide();
    setDismissed(true);
    document.getElementById("composer-input")?.focus();
  };
  return html`
    <section class="guide" aria-label="How it goes, in three steps">
      ${next ? html`<${Steps} steps=${steps} next=${next} dreaming=${dreaming} />` : html`<${AllDone} direct=${direct} session=${session} />`}
      <button type="button" class="icon-button" aria-label="Put the guide away" data-testid="guide-dismiss" onClick=${dismiss}>
        <${Icon} name="close" size=${15} />
      </button>
    </section>
  `;
}

function Steps({ steps, next, dreaming }) {
  return html`
    <ol>
      ${steps.map(
        (step, index) => html`
          <li key=${step.name} class=${classes(step.done && "is-done", step === next && "is-next")}>
            <${StepNumber} done=${step.done} number=${index + 1} />
            <${GuideStep} step=${step} busy=${step.name === "dream" && dreaming === "asking"} />
          </li>
        `,
      )}
    </ol>
  `;
}

function AllDone({ direct, session }) {
  return html`
    <p class="guide-done">That is the whole circle: what you approved shapes the next answer.</p>
    <button type="button" class="button" data-testid="guide-again" onClick=${() => session.view.insert(questionIn(direct))}>
      Ask again
    </button>
  `;
}

function GuideStep({ step, busy }) {
  const state = step.done ? html`<span class="hidden-label"> (done)</span>` : null;
  if (!step.act) return html`<span class="guide-step">${step.title}${state}</span>`;
  return html`
    <button type="button" class="guide-step" aria-disabled=${busy} data-testid=${`guide-${step.name}`} onClick=${step.act}>
      ${step.title}${state}
    </button>
  `;
}
