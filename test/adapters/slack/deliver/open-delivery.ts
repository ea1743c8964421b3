import { setTimeout } from "node:timers/promises";
import { onTestFinished, vi } from "vitest";
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
import { createManualClock, type ManualClock } from "../../../doubles/manual-clock.ts";
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
export interface OpenDelivery extends DeliveryProcess {
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
  /** Lets time pass in small steps, with room for the network between them, until the work is over. */
  finished<Result>(work: Promise<Result>): Promise<Result>;
  /** The same for so long. */
  pass(delayMs: number): Promise<void>;
  /** Lets time pass until it is so. */
  until(isSo: () => boolean, what: string): Promise<void>;
  close(): Promise<void>;
}

const stepMs = 100;

/** How long something may take on a loaded machine, in milliseconds of the machine's own time. */
const patienceMs = 15_000;

/** Opens a delivery. Whoever opens it closes it. */
export async function startDelivery(settings: Partial<Settings> = {}): Promise<OpenDelivery> {
  const clock = createManualClock(Date.UTC(2026, 10, 22, 12));
  const restoreTimeouts = followClock(clock);
  const store = openTemporaryStore(undefined, clock);
  const { documents } = store;
  const log = createSilentLog();
  const fake = await startFakeSlack({ time: clock, settings: { echoes: false, ...settings } });
  const restart = () => openProcess(fake, clock, documents, log);

  const step = async (delayMs: number) => {
    await clock.advance(delayMs);
    // The network takes turns of the machine's own time.
    await setTimeout(2);
  };
  const until = async (isSo: () => boolean, what: string) => {
    const deadline = Date.now() + patienceMs;
    while (!isSo()) {
      if (Date.now() > deadline) throw new Error(`It never came to this: ${what}`);
      await step(stepMs);
    }
  };
  const first = await restart();

  return {
    ...first,
    fake,
    clock,
    log,
    documents,
    restart,
    until,
    ask(channel = "general", person = "ana") {
      const { channel: id, ts } = fake.world.say({ person, channel, text: "What now?" });
      return { workspace: first.workspace, channel: asId(id), thread: messageId(id, ts) };
    },
    callsOf: (method) => fake.world.records.calls.filter((call) => call.method === method),
    async finished(work) {
      let isOver = false;
      const end = () => {
        isOver = true;
      };
      work.then(end, end);
      await until(() => isOver, "the end of the work");
      return work;
    },
    async pass(delayMs) {
      const endAt = clock.now() + delayMs;
      while (clock.now() < endAt) await step(Math.min(stepMs, endAt - clock.now()));
    },
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

/** Lets time-outs of requests run on this clock. Gives what takes that back. */
export function followClock(clock: Clock): () => void {
  const spy = vi.spyOn(AbortSignal, "timeout").mockImplementation((delayMs) => {
    const controller = new AbortController();
    clock.after(delayMs, () => controller.abort(new DOMException("It took too long", "TimeoutError")));
    return controller.signal;
  });
  return () => spy.mockRestore();
}
