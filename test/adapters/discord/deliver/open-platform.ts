import { expect, onTestFinished, vi } from "vitest";
import { createDiscord } from "../../../../src/adapters/discord/discord-platform.ts";
import { workspaceOf } from "../../../../src/adapters/discord/identity.ts";
import { createSystemClock } from "../../../../src/adapters/system/system-clock.ts";
import { say } from "../../../../src/core/card.ts";
import { asId, type WorkspaceId } from "../../../../src/core/ids.ts";
import type { Place } from "../../../../src/core/ports/delivery.ts";
import type { Documents } from "../../../../src/core/ports/documents.ts";
import type { Platform, PlatformEvent, PlatformHandler } from "../../../../src/core/ports/platform.ts";
import { createSilentLog, type SilentLog } from "../../../doubles/silent-log.ts";
import { type FakeDiscord, startFakeDiscord } from "../../../fakes/discord/fake-discord.ts";
import type { RecordedCall } from "../../../fakes/discord/world/records.ts";
import type { Settings } from "../../../fakes/discord/world/state.ts";
import { openTemporaryStore } from "../../sqlite/open-temporary-store.ts";

/** A connected platform without the house behind it, in the machine's own time. */
export interface OpenPlatform {
  readonly fake: FakeDiscord;
  readonly discord: Platform;
  readonly documents: Documents;
  readonly log: SilentLog;
  readonly workspace: WorkspaceId;
  /** What the platform told. */
  readonly events: readonly PlatformEvent[];
  /** The top of a channel or a direct conversation, by name or id. */
  placeOf(channel: string): Place;
  /** The calls of a route so far, in one channel where it is named. */
  callsOf(route: string, channel?: string): readonly RecordedCall[];
  /** Another process on the same store, once it is connected. */
  restart(): Promise<Platform>;
  /** Resolves once it is so. */
  until(isSo: () => boolean | Promise<boolean>): Promise<unknown>;
  /** Resolves once all that Discord told before is taken. */
  caughtUp(): Promise<unknown>;
}

/** Opens a platform, which is closed when the test is over. */
export async function openPlatform(settings: Partial<Settings> = {}): Promise<OpenPlatform> {
  const clock = createSystemClock();
  const { documents, close } = openTemporaryStore();
  const log = createSilentLog();
  const fake = await startFakeDiscord({ settings });
  const opened: Platform[] = [];
  const events: PlatformEvent[] = [];
  const handler: PlatformHandler = {
    commands: [],
    receive: async (event) => void events.push(event),
    answer: async () => say("Done."),
    dreams: async () => [],
    complete: async () => [],
    library: () => Promise.reject(new Error("Nobody looks")),
    dreamReports: async () => [],
    home: async () => ({ title: "Home", body: "", sections: [], footer: "" }),
  };
  const start = async () => {
    const { token, apiUrl } = fake;
    const discord = createDiscord({ token, apiUrl, commandScope: "everywhere" }, { documents, clock, log });
    opened.push(discord);
    await discord.start(handler);
    return discord;
  };
  onTestFinished(async () => {
    for (const discord of opened) await discord.stop();
    await fake.close();
    await close();
    expect([...fake.world.records.ownFaults, ...fake.world.records.appFaults]).toEqual([]);
  });
  const discord = await start();
  const { channels, guilds } = fake.world.ids();
  const workspace = workspaceOf(guilds?.Example ?? "");
  const until: OpenPlatform["until"] = (isSo) => vi.waitUntil(isSo, { timeout: 15_000, interval: 5 });
  return {
    fake,
    discord,
    documents,
    log,
    workspace,
    events,
    placeOf: (channel) => ({ workspace, channel: asId(channels?.[channel] ?? channel), thread: null }),
    callsOf: (route, channel) =>
      fake.world.records.calls.filter(
        (call) =>
          `${call.method} ${call.route}` === route &&
          (channel === undefined || call.path.startsWith(`/channels/${channel}`)),
      ),
    restart: start,
    until,
    caughtUp() {
      // Events come in their order.
      const { id } = fake.world.say({ person: "ana", channel: "general", text: "ping" });
      return until(() =>
        events.some((event) => event.type === "message-said" && event.message.id.endsWith(id)),
      );
    },
  };
}
