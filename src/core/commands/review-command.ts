import { channelAudience, personAudience, team } from "../audience.ts";
import { say, show } from "../card.ts";
import { proposalsCard } from "../memory/proposal-cards.ts";
import { mayDecide, readStanding } from "../memory/rights.ts";
import { directoryOf } from "../platforms.ts";
import type { Proposal } from "../proposal.ts";
import { readSettings } from "../settings/settings.ts";
import { type Command, nothing } from "./command.ts";

/** The most proposals that one review shows. */
const reviewAtMost = 10;

/** `review`: everything that waits for the asker's decision, also what no digest had room for. */
export const reviewCommand: Command = {
  words: "review",
  usage: "",
  summary: "the proposals that wait for your decision",
  accepts: nothing,
  isOpen: false,
  async run(parts, { workspace, person }) {
    const channels = await directoryOf(parts, workspace).channelsOf(workspace, person);
    const { approvers } = await readSettings(parts, workspace, null);
    const waiting: Proposal[] = [];
    for (const audience of [personAudience(person), ...channels.map(channelAudience), team]) {
      const standing = await readStanding(parts, workspace, person, audience);
      if (!mayDecide(audience, standing, approvers)) continue;
      waiting.push(...(await parts.ledger.proposals(workspace, audience, "pending", reviewAtMost)));
    }
    const open = waiting.filter(({ expiresAt }) => expiresAt > parts.clock.now());
    if (open.length === 0) return say("Nothing waits for your decision.");
    const shown = open.slice(0, reviewAtMost);
    const more = open.length > shown.length ? `The first ${shown.length} of ${open.length}.` : "";
    return show(await proposalsCard(parts, workspace, "Waiting for your decision", more, shown));
  },
};
