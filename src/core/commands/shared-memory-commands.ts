import { channelAudience, team } from "../audience.ts";
import { say } from "../card.ts";
import { disputeMemory } from "../memory/dispute.ts";
import { shareByCommand } from "../memory/share.ts";
import { directoryOf } from "../platforms.ts";
import type { Command } from "./command.ts";

const id = {
  name: "id",
  summary: "the id of the memory",
  isRequired: true,
  takes: { type: "memory" },
} as const;

const disputed = /^\[?([0-9a-z]{10})\]?(?:\s+(.{1,300}))?$/isu;
const shared = /^\[?([0-9a-z]{10})\]?(?:\s+with\s+(?:the\s+|this\s+)?(team|channel))?$/iu;

/** What somebody says against a memory that others share, and what somebody shares of their own. */
export const sharedMemoryCommands: readonly Command[] = [
  {
    words: "dispute",
    parameters: [
      id,
      { name: "reason", summary: "what is wrong with it", isRequired: false, takes: { type: "text" } },
    ],
    summary: "take a shared memory out of use until somebody decides",
    accepts: (rest) => disputed.test(rest),
    isOpen: false,
    async run(parts, { workspace, person, rest }) {
      const [, memory = "", reason = ""] = disputed.exec(rest) ?? [];
      return say(await disputeMemory(parts, { workspace, person, id: memory, reason }));
    },
  },
  {
    words: "share",
    parameters: [
      id,
      {
        name: "with",
        summary: "with whom: with the team unless you say",
        isRequired: false,
        takes: { type: "choice", values: ["with the team", "with this channel"] },
      },
    ],
    summary: "share what you said in private",
    accepts: (rest) => shared.test(rest),
    isOpen: false,
    async run(parts, { workspace, person, channel, rest }) {
      const [, memory = "", whom = "team"] = shared.exec(rest) ?? [];
      if (whom.toLowerCase() === "team") return shareByCommand(parts, workspace, person, memory, team);
      const place = await directoryOf(parts, workspace).channel(workspace, channel);
      if (!place || place.reach === "direct")
        return say("A direct conversation has no channel memory. Say `with the team`. Nothing changed.");
      return shareByCommand(parts, workspace, person, memory, channelAudience(channel));
    },
  },
];
