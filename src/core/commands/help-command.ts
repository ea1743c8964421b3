import { say } from "../card.ts";
import { type Command, nothing } from "./command.ts";
import { usageOf } from "./command-tree.ts";

/** `help`: every command with what it does. */
export function helpCommand(commands: () => readonly Command[]): Command {
  return {
    words: "help",
    parameters: [],
    summary: "what I can do",
    accepts: nothing,
    isOpen: true,
    async run() {
      const lines = commands().map((command) => `- \`/reverie ${usageOf(command)}\`: ${command.summary}`);
      return say(
        `Mention me and I answer. I remember only what people approve; now and then I dream and propose what is worth keeping.\n${lines.join("\n")}`,
      );
    },
  };
}
