import { channelAudience, personAudience, team } from "../audience.ts";
import { say, show } from "../card.ts";
import { proposalsCard } from "../memory/proposal-cards.ts";
import { waitingFor } from "../memory/waiting-proposals.ts";
import { directoryOf } from "../platforms.ts";
import { type Command, nothing } from "./command.ts";

/** The most proposals that one review shows. */
const reviewAtMost = 10;

/** `review`: everything that waits for the asker's decision, also what no digest had room for. */
export const reviewCommand: Command = {
  words: "review",
  parameters: [],
  summary: "the proposals that wait for your decision",
  accepts: nothing,
  isOpen: false,
  async run(parts, { workspace, person }) {
    const directory = directoryOf(parts, workspace);
    const [asker, channels] = await Promise.all([
      directory.person(workspace, person),
      directory.channelsOf(workspace, person),
    ]);
    const audiences = [personAudience(person), ...channels.map(channelAudience), team];
    const open = asker ? await waitingFor(parts, workspace, asker, audiences, reviewAtMost) : [];
    if (open.length === 0) return say("Nothing waits for your decision.");
    const shown = open.slice(0, reviewAtMost);
    const more = open.length > shown.length ? `The first ${shown.length} of ${open.length}.` : "";
    return show(await proposalsCard(parts, workspace, "Waiting for your decision", more, shown));
  },
};
