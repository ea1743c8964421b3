import type { CardAction, CardSection } from "../card.ts";
import { plainSection } from "./home-memories.ts";

/** Whether a person's words are kept, with the button that changes it. */
export function homePrivacySection(isOut: boolean, retentionDays: number): CardSection {
  const text = isOut
    ? "What you say is kept only until it is answered, and you are not named in memory."
    : `I keep what you say where I may listen for ${retentionDays} days, and remember only what was approved.`;
  const note = "/reverie privacy export gives you a copy of it. /reverie privacy erase removes it for good.";
  return { ...plainSection("Your privacy", text, note), actions: [isOut ? privacyOn : privacyOff] };
}

const privacyOff: CardAction = {
  verb: "privacy-off",
  label: "Stop keeping my words",
  description: "Keep nothing of what I say from here on",
  style: "plain",
  value: "me",
};

const privacyOn: CardAction = {
  verb: "privacy-on",
  label: "Keep my words again",
  description: "Let Reverie keep what I say again",
  style: "plain",
  value: "me",
};
