import { onTestFinished } from "vitest";
import { createBot } from "../../../../src/bot.ts";
import type { WorkspaceId } from "../../../../src/core/ids.ts";
import type { RecordedMessage } from "../../../../src/core/message.ts";
import type { Parts } from "../../../../src/core/parts.ts";
import { createManualClock, type ManualClock } from "../../../doubles/manual-clock.ts";
import type { StandingMessage } from "../../../fakes/slack/acts/look.ts";
import { type Fault, faultyPort } from "../../../laws/faulty-port.ts";
import { openSlackHouse, type SlackHouse, type SlackHouseOptions } from "../slack-house.ts";

/** A house whose time is the test's, and whose stores fail at will. */
export interface ReceivingHouse extends SlackHouse {
  readonly clock: ManualClock;
  readonly workspace: WorkspaceId;
  /** Asks this before every call of history, jobs and documents from now on; null for no faults. */
  fault(next: Fault | null): void;
  /** What Reverie says in a conversation, the oldest first. */
  answers(channel: string): StandingMessage[];
  /** All that history has of a channel, by its id. */
  recorded(channel: string): Promise<RecordedMessage[]>;
  /** How often an event stands in the log. */
  logged(event: string): number;
}

/** What a house of this folder is opened with. */
export interface ReceivingOptions extends Omit<SlackHouseOptions, "clock"> {
  /** Whether the bot is left for the test to start. */
  readonly isStopped?: boolean;
}

/** The workspace of the fake, as core names it. */
export const workspace = "slack:T0TEAM" as WorkspaceId;

/** Opens a house with the bot started; it closes when the test is over. */
export async function openReceiving(
  options: ReceivingOptions = {},
): Promise<ReceivingHouse & { start(): Promise<void> }> {
  const clock = createManualClock(Date.UTC(2026, 10, 22, 12));
  const house = await openSlackHouse({ ...options, clock });
  let fault: Fault | null = null;
  const ask: Fault = (operation, detail) => fault?.(operation, detail);
  const parts: Parts = {
    ...house.parts,
    history: faultyPort(house.parts.history, "history", ask),
    jobs: faultyPort(house.parts.jobs, "jobs", ask),
    documents: faultyPort(house.parts.documents, "documents", ask),
  };
  const bot = createBot(parts);
  onTestFinished(async () => {
    fault = null;
    await settled(clock, bot.stop(0));
    await settled(clock, house.close());
  });
  if (!options.isStopped) await bot.start();
  return {
    ...house,
    clock,
    workspace,
    start: () => bot.start(),
    fault: (next) => {
      fault = next;
    },
    answers: (channel) => house.fake.world.messages({ channel }).filter(({ isByBot }) => isByBot),
    recorded: async (channel) => {
      const all = await house.parts.history.since(workspace, [channel as never], 0, 10_000);
      return all.toSorted((one, other) => one.id.localeCompare(other.id));
    },
    logged: (event) => house.log.entries.filter((entry) => entry.event === event).length,
  };
}

/** Lets the clock's work run, without time passing, until the promise is settled. */
async function settled<Result>(clock: ManualClock, promise: Promise<Result>): Promise<Result> {
  let isDone = false;
  const done = () => {
    isDone = true;
  };
  promise.then(done, done);
  while (!isDone) await clock.advance(0);
  return promise;
}
