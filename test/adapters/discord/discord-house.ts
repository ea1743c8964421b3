import { createDiscord } from "../../../src/adapters/discord/discord-platform.ts";
import { createSystemClock } from "../../../src/adapters/system/system-clock.ts";
import type { Clock } from "../../../src/core/ports/clock.ts";
import type { Model } from "../../../src/core/ports/model.ts";
import type { Platform } from "../../../src/core/ports/platform.ts";
import { type ChatHouse, openChatHouse } from "../../doubles/chat-house.ts";
import {
  type FakeDiscord,
  type FakeDiscordOptions,
  startFakeDiscord,
} from "../../fakes/discord/fake-discord.ts";

/** The whole bot in this process, connected to a Discord on the loopback. */
export interface DiscordHouse extends Omit<ChatHouse<Platform>, "platform"> {
  readonly fake: FakeDiscord;
  readonly discord: Platform;
}

/** What a house is opened with. */
export interface DiscordHouseOptions {
  readonly model?: Model;
  /** The machine's own time without it. A manual clock is the fake's as well. */
  readonly clock?: Clock;
  readonly settings?: FakeDiscordOptions["settings"];
  readonly commandScope?: "everywhere" | "in-each-server";
  /** A Discord that stands already; it is not closed with the house. */
  readonly fake?: FakeDiscord;
  readonly dataDir?: string;
}

/** Opens a house whose bot is not started yet. */
export async function openDiscordHouse(options: DiscordHouseOptions = {}): Promise<DiscordHouse> {
  const clock = options.clock ?? createSystemClock();
  const fake =
    options.fake ??
    (await startFakeDiscord({
      ...(options.settings ? { settings: options.settings } : {}),
      ...(options.clock ? { time: options.clock } : {}),
    }));
  const { token, apiUrl } = fake;
  const commandScope = options.commandScope ?? "everywhere";
  const house = openChatHouse({
    clock,
    model: options.model,
    dataDir: options.dataDir,
    connect: (parts) => createDiscord({ token, apiUrl, commandScope }, parts),
  });
  return {
    ...house,
    fake,
    discord: house.platform,
    async close() {
      await house.close();
      if (!options.fake) await fake.close();
    },
  };
}
