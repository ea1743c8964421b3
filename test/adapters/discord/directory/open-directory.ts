import { onTestFinished } from "vitest";
import { workspaceOf } from "../../../../src/adapters/discord/identity.ts";
import { asId, type ChannelId, type PersonId } from "../../../../src/core/ids.ts";
import type { Directory } from "../../../../src/core/ports/directory.ts";
import { createManualClock, type ManualClock } from "../../../doubles/manual-clock.ts";
import { createListener } from "../commands/listening-house.ts";
import { type DiscordHouse, type DiscordHouseOptions, openDiscordHouse } from "../discord-house.ts";

export const example = workspaceOf("100000000000000001");
export const other = workspaceOf("100000000000000002");

/** The directory of a Discord that is connected, with names for the ids of the fake. */
export interface OpenDirectory extends DiscordHouse {
  readonly directory: Directory;
  readonly clock: ManualClock;
  person(name: string): PersonId;
  channel(name: string): ChannelId;
  /** How often Discord was asked for this since it was opened, as `GET /guilds/:guild/members/:user`. */
  asked(route: string): number;
  /** Resolves once all that was told so far is known: what is told in order is taken in order. */
  caughtUp(): Promise<void>;
}

/** Opens one whose time stands still; nobody but the test asks it anything. */
export async function openDirectory(settings: DiscordHouseOptions["settings"] = {}): Promise<OpenDirectory> {
  const clock = createManualClock(Date.UTC(2026, 10, 22, 12));
  const house = await openDiscordHouse({ clock, settings });
  onTestFinished(() => house.close());
  const { handler, heard } = createListener();
  await house.discord.start(handler);
  const { world } = house.fake;
  const named = (kind: string) => (name: string) => world.ids()[kind]?.[name] ?? name;
  await house.until(async () => (await house.discord.directory.workspaces()).length > 0, "the servers");
  return {
    ...house,
    clock,
    directory: house.discord.directory,
    person: (name) => asId(named("people")(name)),
    channel: (name) => asId(named("channels")(name)),
    asked: (route) => world.records.calls.filter((call) => `${call.method} ${call.route}` === route).length,
    async caughtUp() {
      const before = heard.length;
      await world.command({ person: "owen", channel: "dm-owen", text: "help" }).answer;
      await house.until(() => heard.length > before, "the last that was told");
    },
  };
}
