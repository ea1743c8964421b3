import { html } from "../html.js";
import { StepNumber } from "./step-number.js";
import { stepsOf } from "./steps.js";

/** The first thing in a conversation where nothing was said yet: what Reverie is, in three steps. */
export function Welcome({ channel, progress, dreaming, session }) {
  const direct = channel.reach === "direct";
  return html`
    <div class="welcome">
      <${Horizon} />
      <h2>${direct ? "Between you and Reverie" : "It learns while it sleeps"}</h2>
      <p class="welcome-lead">
        ${
          direct
            ? "What you say here stays with you. What it keeps from here is yours alone, and you decide each sentence."
            : "Reverie answers when it is mentioned. At night it rereads what was said and asks what it may remember. Nothing is kept until a person says so."
        }
      </p>
      <ol class="welcome-steps">
        ${stepsOf(progress, direct, session).map(
          (step, index) => html`
            <li key=${step.name} class=${step.done ? "is-done" : ""}>
              <${StepNumber} done=${step.done} number=${index + 1} />
              <h3>${step.title}</h3>
              <p>${step.text}</p>
              ${
                step.act
                  ? html`
                      <button
                        type="button"
                        class="button"
                        aria-disabled=${step.name === "dream" && dreaming === "asking"}
                        data-testid=${`step-${step.name}`}
                        onClick=${step.act}
                      >
                        ${step.label}
                      </button>
                    `
                  : null
              }
            </li>
          `,
        )}
      </ol>
    </div>
  `;
}

function Horizon() {
  return html`
    <svg class="horizon" viewBox="0 0 320 130" aria-hidden="true" focusable="false">
      <path class="horizon-glow" d="M60 118a100 100 0 0 1 200 0Z" />
      <path class="horizon-moon" d="M186 74a32 32 0 0 1-40-39 32 32 0 1 0 40 39Z" />
      <g class="horizon-stars">
        <circle cx="88" cy="46" r="1.6" />
        <circle cx="112" cy="20" r="1.1" />
        <circle cx="218" cy="26" r="1.5" />
        <circle cx="238" cy="62" r="1.1" />
        <circle cx="64" cy="84" r="1.1" />
        <circle cx="200" cy="52" r="0.9" />
        <circle cx="262" cy="40" r="1.1" />
      </g>
      <path class="horizon-line" d="M10 118h300M46 125h228" />
    </svg>
  `;
}
