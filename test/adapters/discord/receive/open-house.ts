import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { type Bot, createBot } from "../../../../src/bot.ts";
import { asId, type ChannelId, type WorkspaceId } from "../../../../src/core/ids.ts";
import type { RecordedMessage } from "../../../../src/core/message.ts";
import type { Parts } from "../../../../src/core/parts.ts";
import type { PlatformEvent, PlatformHandler } from "../../../../src/core/ports/platform.ts";
import { createManualClock, type ManualClock } from "../../../doubles/manual-clock.ts";
import { type FakeDiscord, startFakeDiscord } from "../../../fakes/discord/fake-discord.ts";
import type { ShownMessage } from "../../../fakes/discord/world/shown-message.ts";
import type { Settings } from "../../../fakes/discord/world/state.ts";
import { type Fault, faultyPort } from "../../../laws/faulty-port.ts";
import { type DiscordHouse, type DiscordHouseOptions, openDiscordHouse } from "../discord-house.ts";

/** A house whose time is the test's, and whose stores fail at will. */
export interface ReceivingHouse extends Omit<DiscordHouse, "bot" | "close"> {
  readonly bot: Bot;
  readonly clock: ManualClock;
  /** Asks this before every call of history, jobs and documents from now on; null for no faults. */
  fault(next: Fault | null): void;
  /** What Reverie says in a channel, thread or direct conversation, the oldest first. */
  answers(channel: string, guild?: string): ShownMessage[];
  /** All that history has of a channel, by its id on Discord, the oldest first. */
  recorded(channel: string, workspace?: WorkspaceId): Promise<RecordedMessage[]>;
  /** How often an event stands in the log. */
  logged(event: string): number;
  /** What the adapter handed over, in its order. */
  readonly told: readonly PlatformEvent[];
  /** What the adapter hands everything to. */
  handler(): PlatformHandler;
  /**
   * Resolves once all that was said was taken and no job waits but so many that are planned for later, letting
   * some time pass where that needs it.
   */
  rest(planned?: number): Promise<void>;
  /** Lets time pass, a tenth of a second or so much at once, until it is so, with the network's work in between. */
  passUntil(isSo: () => boolean | Promise<boolean>, what: string, stepMs?: number): Promise<void>;
  close(): Promise<void>;
}

/** What a house of this folder is opened with. */
export interface ReceivingOptions extends Omit<DiscordHouseOptions, "clock" | "settings"> {
  readonly clock?: ManualClock;
  readonly settings?: Partial<Settings>;
  /** Whether the bot is left for the test to start. */
  readonly isStopped?: boolean;
}

/** Servers, channels and people of the fake. */
export const example = "100000000000000001";
export const other = "100000000000000002";
const own = "300000000000000001";
export const ownRole = "120000000000000003";
export const general = "110000000000000001";
export const engineering = "110000000000000002";
export const dmAna = "410000000000000002";
export const dmBen = "410000000000000003";
export const mention = `<@${own}>`;

/** The servers of the fake, as core names them. */
export const workspace: WorkspaceId = asId(`discord:${example}`);
export const otherWorkspace: WorkspaceId = asId(`discord:${other}`);

/** When the tests of this folder begin: a Sunday at noon. */
const startAt = Date.UTC(2026, 10, 22, 12);

/** Opens a house with the bot started; it closes when the test is over. */
export async function openReceiving(options: ReceivingOptions = {}): Promise<ReceivingHouse> {
  const inlet = watchInlet();
  const clock = options.clock ?? createManualClock(startAt);
  const house = await openDiscordHouse({ ...options, clock });
  let fault: Fault | null = null;
  const ask: Fault = (operation, detail) => fault?.(operation, detail);
  const parts: Parts = {
    ...house.parts,
    history: faultyPort(house.parts.history, "history", ask),
    jobs: faultyPort(house.parts.jobs, "jobs", ask),
    documents: faultyPort(house.parts.documents, "documents", ask),
    platforms: [{ ...house.discord, start: (handler) => house.discord.start(inlet.watch(handler)) }],
  };
  const bot = createBot(parts);
  let isClosed = false;
  const close = async (): Promise<void> => {
    if (isClosed) return;
    isClosed = true;
    fault = null;
    await settled(clock, bot.stop(0));
    await settled(clock, house.close());
  };
  onTestFinished(async () => {
    await close();
    // What the fake says has to be Discord's, and what the bot does nothing that Discord punishes, in every test.
    const { appFaults, ownFaults } = house.fake.world.records;
    expect({ appFaults, ownFaults }).toEqual({ appFaults: [], ownFaults: [] });
  });
  if (!options.isStopped) await bot.start();
  const { world } = house.fake;
  const isAtRest = async (planned: number): Promise<boolean> =>
    inlet.isIdle() &&
    world.records.calls.every(({ status }) => status !== null) &&
    (await house.parts.jobs.depth()) === planned;
  const passUntil: ReceivingHouse["passUntil"] = (isSo, what, stepMs = 100) =>
    house.until(async () => {
      if (await isSo()) return true;
      await clock.advance(stepMs);
      return isSo();
    }, what);
  return {
    ...house,
    bot,
    clock,
    close,
    fault: (next) => {
      fault = next;
    },
    answers: (channel, guild) =>
      world.messages({ channel, ...(guild === undefined ? {} : { guild }) }).filter(({ isByBot }) => isByBot),
    recorded: async (channel, where = workspace) => {
      const all = await house.parts.history.since(where, [asId<ChannelId>(channel)], 0, 10_000);
      return all.toSorted((one, other) => one.saidAt - other.saidAt || one.sequence - other.sequence);
    },
    logged: (event) => house.log.entries.filter((entry) => entry.event === event).length,
    passUntil,
    told: inlet.told,
    handler: inlet.handler,
    async rest(planned = 0) {
      // What happens last is heard last; a deletion is told whatever Reverie may read.
      const { id } = world.say({ person: "owen", channel: "readonly", text: "mark" });
      world.remove({ channel: "readonly", id });
      await passUntil(() => inlet.hasTold(id), "the end of what was said");
      for (let looks = 0; looks < 4; looks += 1) {
        await passUntil(() => isAtRest(planned), "rest");
        await clock.advance(0);
      }
    },
  };
}

/** Looks on while the adapter hands over what comes in. */
function watchInlet() {
  const told: PlatformEvent[] = [];
  let given: PlatformHandler | undefined;
  let underWay = 0;
  const handler = (): PlatformHandler => {
    if (!given) throw new Error("The bot was not started");
    return given;
  };
  return {
    told,
    handler,
    isIdle: () => underWay === 0,
    hasTold: (id: string) =>
      told.some((event) => event.type === "message-deleted" && event.message.endsWith(id)),
    watch(inner: PlatformHandler): PlatformHandler {
      given = {
        ...inner,
        async receive(event) {
          told.push(event);
          underWay += 1;
          await inner.receive(event).finally(() => {
            underWay -= 1;
          });
        },
      };
      return given;
    },
  };
}

/** A Discord and a folder that outlive the houses of a test. */
export async function openLasting(
  settings: Partial<Settings> = {},
): Promise<{ readonly fake: FakeDiscord; readonly dataDir: string; readonly clock: ManualClock }> {
  const clock = createManualClock(startAt);
  const fake = await startFakeDiscord({ time: clock, settings });
  const dataDir = mkdtempSync(join(tmpdir(), "reverie-"));
  onTestFinished(async () => {
    await fake.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  return { fake, dataDir, clock };
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
