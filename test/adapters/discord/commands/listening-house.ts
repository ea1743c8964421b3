import { onTestFinished } from "vitest";
import { createHouseTree } from "../../../../src/bot.ts";
import { say } from "../../../../src/core/card.ts";
import { describe as describeCommand } from "../../../../src/core/commands/command-tree.ts";
import type {
  CommandDescription,
  CompletionQuestion,
  Interaction,
  PlatformHandler,
} from "../../../../src/core/ports/platform.ts";
import { type DiscordHouse, openDiscordHouse } from "../discord-house.ts";
import { expectDiscretion } from "../interactions/interacting.ts";

/** A handler that only listens: what is asked of the house is kept, and answered with "Heard.". */
export interface Listener {
  readonly handler: PlatformHandler;
  readonly heard: readonly Interaction[];
  readonly asked: readonly CompletionQuestion[];
}

/** Makes one with the commands of the house, or with others. */
export function createListener(
  commands: readonly CommandDescription[] = createHouseTree().commands.map(describeCommand),
): Listener {
  const heard: Interaction[] = [];
  const asked: CompletionQuestion[] = [];
  const handler: PlatformHandler = {
    commands,
    receive: async () => undefined,
    dreams: async () => [],
    async answer(interaction) {
      heard.push(interaction);
      return say("Heard.");
    },
    async complete(question) {
      asked.push(question);
      return [{ value: "one", label: "The one" }];
    },
    library: () => Promise.reject(new Error("Nobody looks")),
    dreamReports: async () => [],
    home: async () => ({ title: "", body: "", sections: [], footer: "" }),
  };
  return { handler, heard, asked };
}

/** Discord connected to such a handler. */
export type ListeningHouse = DiscordHouse & Listener;

/** Opens one. It closes when the test is over. */
export async function openListening(): Promise<ListeningHouse> {
  const house = await openDiscordHouse();
  onTestFinished(async () => {
    await house.close();
    expectDiscretion(house);
  });
  const listener = createListener();
  await house.discord.start(listener.handler);
  return { ...house, ...listener };
}
