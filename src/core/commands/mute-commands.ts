import { say } from "../card.ts";
import { writeMute } from "../conversation/mute.ts";
import { conversationOf } from "../message.ts";
import { type Command, type CommandCall, nothing } from "./command.ts";

/** Keeping Reverie quiet in a thread or channel, until it is asked back. */
export const muteCommands: readonly Command[] = [
  {
    words: "mute",
    usage: "",
    summary: "keep quiet in this thread or channel",
    accepts: nothing,
    isOpen: true,
    async run(parts, call) {
      await writeMute(parts, call.workspace, placeOf(call), true);
      return say(`Quiet in this ${call.thread ? "thread" : "channel"}. \`unmute\` asks me back.`);
    },
  },
  {
    words: "unmute",
    usage: "",
    summary: "answer here again",
    accepts: nothing,
    isOpen: true,
    async run(parts, call) {
      await writeMute(parts, call.workspace, placeOf(call), false);
      if (call.thread) await writeMute(parts, call.workspace, call.channel, false);
      return say("I answer here again.");
    },
  },
];

function placeOf({ channel, thread }: CommandCall) {
  return thread ? conversationOf({ channel, thread, reach: "public", id: thread }) : channel;
}
