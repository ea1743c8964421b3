import { say } from "../card.ts";
import { writeMute } from "../conversation/mute.ts";
import { conversationOf } from "../message.ts";
import type { Parts } from "../parts.ts";
import { directoryOf } from "../platforms.ts";
import { type Command, type CommandCall, nothing } from "./command.ts";

/** Keeping Reverie quiet in a thread or channel, until it is asked back. */
export const muteCommands: readonly Command[] = [
  {
    words: "mute",
    parameters: [],
    summary: "keep quiet in this thread or channel",
    accepts: nothing,
    isOpen: true,
    async run(parts, call) {
      const place = await placeOf(parts, call);
      await writeMute(parts, call.workspace, place, true);
      const what = place === call.channel ? "channel" : "thread";
      return say(`Quiet in this ${what}. \`unmute\` asks me back.`);
    },
  },
  {
    words: "unmute",
    parameters: [],
    summary: "answer here again",
    accepts: nothing,
    isOpen: true,
    async run(parts, call) {
      await writeMute(parts, call.workspace, await placeOf(parts, call), false);
      if (call.thread) await writeMute(parts, call.workspace, call.channel, false);
      return say("I answer here again.");
    },
  },
];

/** The thread, or, at the top of a channel and in a direct conversation, the channel. */
async function placeOf(parts: Parts, { workspace, channel, thread }: CommandCall) {
  const place = await directoryOf(parts, workspace).channel(workspace, channel);
  if (!thread || !place || place.reach === "direct") return channel;
  return conversationOf({ channel, thread, reach: place.reach, id: thread });
}
