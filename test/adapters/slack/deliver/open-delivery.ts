import { onTestFinished } from "vitest";
import { createAccount } from "../../../../src/adapters/slack/account.ts";
import { createNativeSupport } from "../../../../src/adapters/slack/deliver/native-support.ts";
import { createSlackDelivery } from "../../../../src/adapters/slack/deliver/slack-delivery.ts";
import { messageId } from "../../../../src/adapters/slack/timestamps.ts";
import {
  createSlackCalls,
  createWebClient,
  type SlackCalls,
} from "../../../../src/adapters/slack/web/slack-calls.ts";
import { asId, type WorkspaceId } from "../../../../src/core/ids.ts";
import type { Clock } from "../../../../src/core/ports/clock.ts";
import type { Delivery, Place } from "../../../../src/core/ports/delivery.ts";
import type { Documents } from "../../../../src/core/ports/documents.ts";
import { followClock } from "../../../doubles/follow-clock.ts";
import { createManualClock, type ManualClock } from "../../../doubles/manual-clock.ts";
import { createPassingTime, type PassingTime } from "../../../doubles/passing-time.ts";
import { createSilentLog, type SilentLog } from "../../../doubles/silent-log.ts";
import { type FakeSlack, startFakeSlack } from "../../../fakes/slack/fake-slack.ts";
import type { RecordedCall } from "../../../fakes/slack/world/records.ts";
import type { Settings } from "../../../fakes/slack/world/state.ts";
import { openTemporaryStore } from "../../sqlite/open-temporary-store.ts";

/** What one process has for saying things. */
export interface DeliveryProcess {
  readonly calls: SlackCalls;
  readonly delivery: Delivery;
  readonly workspace: WorkspaceId;
}

/** The delivery over a Slack on the loopback, with a clock that is both of theirs. */
export interface OpenDelivery extends DeliveryProcess, PassingTime {
  readonly fake: FakeSlack;
  readonly clock: ManualClock;
  readonly log: SilentLog;
  readonly documents: Documents;
  /** Another process on the same store, such as the one after a crash. */
  restart(): Promise<DeliveryProcess>;
  /** A question of somebody's at the top of a channel, and the thread below it. */
  ask(channel?: string, person?: string): Place;
  /** The calls of a method so far. */
  callsOf(method: string): readonly RecordedCall[];
  close(): Promise<void>;
}

/** Opens a delivery. Whoever opens it closes it. */
export async function startDelivery(settings: Partial<Settings> = {}): Promise<OpenDelivery> {
  const clock = createManualClock(Date.UTC(2026, 10, 22, 12));
  const restoreTimeouts = followClock(clock);
  const store = openTemporaryStore(undefined, clock);
  const { documents } = store;
  const log = createSilentLog();
  const fake = await startFakeSlack({ time: clock, settings: { echoes: false, ...settings } });
  const restart = () => openProcess(fake, clock, documents, log);
  const first = await restart();

  return {
    ...first,
    ...createPassingTime(clock),
    fake,
    clock,
    log,
    documents,
    restart,
    ask(channel = "general", person = "ana") {
      const { channel: id, ts } = fake.world.say({ person, channel, text: "What now?" });
      return { workspace: first.workspace, channel: asId(id), thread: messageId(id, ts) };
    },
    callsOf: (method) => fake.world.records.calls.filter((call) => call.method === method),
    async close() {
      await fake.close();
      await store.close();
      restoreTimeouts();
    },
  };
}

/** The same, closed when the test is over. */
export async function openDelivery(settings: Partial<Settings> = {}): Promise<OpenDelivery> {
  const open = await startDelivery(settings);
  onTestFinished(() => open.close());
  return open;
}

async function openProcess(
  fake: FakeSlack,
  clock: Clock,
  documents: Documents,
  log: SilentLog,
): Promise<DeliveryProcess> {
  const client = createWebClient(fake.botToken, fake.apiUrl, log);
  const calls = createSlackCalls(client, clock);
  const account = createAccount(client, clock, log);
  const support = createNativeSupport(documents, clock, log);
  await account.open();
  const { workspace } = await account.identity();
  await support.load(workspace);
  return {
    calls,
    workspace,
    delivery: createSlackDelivery({ calls, account, support, documents, clock, log }),
  };
}

export { followClock } from "../../../doubles/follow-clock.ts";
