import { expect, onTestFinished } from "vitest";
import {
  type ClosedPlaces,
  createClosedPlaces,
} from "../../../../src/adapters/discord/deliver/closed-places.ts";
import { createDiscordDelivery } from "../../../../src/adapters/discord/deliver/discord-delivery.ts";
import { createDirectCards, type DirectCards } from "../../../../src/adapters/discord/direct/direct-cards.ts";
import { createGateway } from "../../../../src/adapters/discord/gateway/gateway.ts";
import { workspaceOf } from "../../../../src/adapters/discord/identity.ts";
import { messageId, threadId } from "../../../../src/adapters/discord/snowflakes.ts";
import {
  createDiscordCalls,
  createRest,
  type DiscordCalls,
} from "../../../../src/adapters/discord/web/discord-calls.ts";
import { asId, type WorkspaceId } from "../../../../src/core/ids.ts";
import type { Asker, Delivery, Place } from "../../../../src/core/ports/delivery.ts";
import type { Documents } from "../../../../src/core/ports/documents.ts";
import { followClock } from "../../../doubles/follow-clock.ts";
import { createManualClock, type ManualClock } from "../../../doubles/manual-clock.ts";
import { createPassingTime, type PassingTime } from "../../../doubles/passing-time.ts";
import { createSilentLog, type SilentLog } from "../../../doubles/silent-log.ts";
import { type FakeDiscord, startFakeDiscord } from "../../../fakes/discord/fake-discord.ts";
import type { RecordedCall } from "../../../fakes/discord/world/records.ts";
import type { Settings } from "../../../fakes/discord/world/state.ts";
import { openTemporaryStore } from "../../sqlite/open-temporary-store.ts";

/** The ways into the REST API by which something is said. */
export const routes = {
  post: "POST /channels/:channel/messages",
  edit: "PATCH /channels/:channel/messages/:message",
  remove: "DELETE /channels/:channel/messages/:message",
  typing: "POST /channels/:channel/typing",
} as const;

/** What one process has for saying things. */
export interface DeliveryProcess {
  readonly calls: DiscordCalls;
  readonly closed: ClosedPlaces;
  readonly directCards: DirectCards;
  readonly delivery: Delivery;
}

/** A question, and the place in which it is answered. */
export interface Question {
  readonly place: Place;
  readonly asker: Asker;
  /** The channel or thread of Discord's in which it stands. */
  readonly channel: string;
}

/** The delivery over a Discord on the loopback, with a clock that is both of theirs. */
export interface OpenDelivery extends DeliveryProcess, PassingTime {
  readonly fake: FakeDiscord;
  readonly clock: ManualClock;
  readonly log: SilentLog;
  readonly documents: Documents;
  readonly workspace: WorkspaceId;
  /** Another process on the same store, such as the one after a crash. */
  restart(): DeliveryProcess;
  /** A question at the top of a channel, that is answered by replies. */
  ask(channel?: string, person?: string): Question;
  /** A question in a thread. */
  askInThread(): Question & { readonly thread: string };
  /** A question in a direct conversation. */
  askDirectly(person?: string): Question;
  /** The calls of a route so far, in one channel where it is named. */
  callsOf(route: string, channel?: string): readonly RecordedCall[];
  close(): Promise<void>;
}

/** Opens a delivery. Whoever opens it closes it. */
export async function startDelivery(settings: Partial<Settings> = {}): Promise<OpenDelivery> {
  const clock = createManualClock(Date.UTC(2026, 10, 22, 12));
  const restoreTimeouts = followClock(clock);
  const store = openTemporaryStore(undefined, clock);
  const { documents } = store;
  const log = createSilentLog();
  const fake = await startFakeDiscord({ time: clock, settings });
  const restart = () => openProcess(fake, clock, documents, log);
  const workspace = workspaceOf(fake.world.ids().guilds?.Example ?? "");
  const askerOf = (person: string, channel: string, id: string): Asker => ({
    person: asId(fake.world.ids().people?.[person] ?? ""),
    message: messageId(channel, id),
  });

  return {
    ...restart(),
    ...createPassingTime(clock),
    fake,
    clock,
    log,
    documents,
    workspace,
    restart,
    ask(channel = "general", person = "ana") {
      const said = fake.world.say({ person, channel, text: "What now?" });
      const asker = askerOf(person, said.channel, said.id);
      const place = { workspace, channel: asId<never>(said.channel), thread: asker.message };
      return { place, asker, channel: said.channel };
    },
    askInThread() {
      const { id, message } = fake.world.startThread({
        person: "ana",
        channel: "general",
        name: "A thread",
        text: "What now?",
      });
      const parent = asId<never>(fake.world.ids().channels?.general ?? "");
      const place = { workspace, channel: parent, thread: threadId(id) };
      return { place, asker: askerOf("ana", id, message ?? ""), channel: id, thread: id };
    },
    askDirectly(person = "ana") {
      const said = fake.world.say({ person, channel: `dm-${person}`, text: "What now?" });
      const place = { workspace, channel: asId<never>(said.channel), thread: null };
      return { place, asker: askerOf(person, said.channel, said.id), channel: said.channel };
    },
    callsOf: (route, channel) =>
      fake.world.records.calls.filter(
        (call) =>
          `${call.method} ${call.route}` === route &&
          (channel === undefined || call.path.startsWith(`/channels/${channel}/`)),
      ),
    async close() {
      await fake.close();
      await store.close();
      restoreTimeouts();
    },
  };
}

/** The same, closed when the test is over: the fake has to be Discord until then. */
export async function openDelivery(settings: Partial<Settings> = {}): Promise<OpenDelivery> {
  const open = await startDelivery(settings);
  onTestFinished(async () => {
    await open.close();
    const { ownFaults, appFaults } = open.fake.world.records;
    expect([...ownFaults, ...appFaults]).toEqual([]);
  });
  return open;
}

/** One without a connection: nobody told it what it may do. */
function openProcess(
  fake: FakeDiscord,
  clock: ManualClock,
  documents: Documents,
  log: SilentLog,
): DeliveryProcess {
  const rest = createRest(fake.token, fake.apiUrl);
  // The SDK counts requests of a second of the machine's own time, in which minutes pass here.
  rest.options.globalRequestsPerSecond = Number.MAX_SAFE_INTEGER;
  rest.globalRemaining = Number.MAX_SAFE_INTEGER;
  const calls = createDiscordCalls(rest, clock);
  const gateway = createGateway({ rest, token: fake.token, documents, clock, log });
  const closed = createClosedPlaces(documents);
  const directCards = createDirectCards(documents, gateway);
  const delivery = createDiscordDelivery({ calls, gateway, closed, directCards, documents, clock, log });
  return { calls, closed, directCards, delivery };
}
