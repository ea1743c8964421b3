import type { Action } from "../actions.ts";
import { say, show } from "../card.ts";
import { choosePrivacy } from "../choose-privacy.ts";
import { forgetMemory } from "../memory/forget-memory.ts";
import { proposalsCard } from "../memory/proposal-cards.ts";
import { submitChosen } from "./remember-chosen.ts";

/** The buttons of the home card, and the form behind "Remember this". The right is checked at each press (law 8). */
export const homeActions: Readonly<Record<string, Action>> = {
  forget: async (parts, { workspace, person, value: id }) => {
    const outcome = await forgetMemory(parts, { workspace, person, id, act: "click" });
    if (outcome.type === "told") return say(outcome.sentence);
    if (outcome.type === "forgotten-before") {
      return say(`It is forgotten already. \`/reverie undo ${outcome.memory.id}\` takes that back.`);
    }
    const card = await proposalsCard(parts, workspace, "Forgotten", "", [outcome.removal]);
    return show({ ...card, footer: "Undo brings it back." });
  },
  "privacy-off": async (parts, { workspace, person }) =>
    say(await choosePrivacy(parts, workspace, person, true)),
  "privacy-on": async (parts, { workspace, person }) =>
    say(await choosePrivacy(parts, workspace, person, false)),
  remember: submitChosen,
};
