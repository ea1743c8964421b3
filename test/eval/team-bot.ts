import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { openSqliteStore } from "../../src/adapters/sqlite/sqlite-store.ts";
import { createBot } from "../../src/bot.ts";
import type { PrivateAnswer } from "../../src/core/card.ts";
import { asId, type ChannelId, type PersonId } from "../../src/core/ids.ts";
import type { Parts } from "../../src/core/parts.ts";
import type { Clock } from "../../src/core/ports/clock.ts";
import type { Log } from "../../src/core/ports/log.ts";
import type { Model } from "../../src/core/ports/model.ts";
import { listPrices } from "../../src/core/prices.ts";
import { createManualClock, type ManualClock } from "../doubles/manual-clock.ts";
import { createSilentLog } from "../doubles/silent-log.ts";
import type { DataSet } from "./data-set.ts";
import { type Readers, readersOf } from "./readers.ts";
import { type ModelRecord, recorded } from "./recorded-model.ts";
import { createTeamPlatform, type TeamPlatform, workspace } from "./team-platform.ts";

/** What a person was answered in private. */
export interface ToldInPrivate {
  readonly person: string;
  readonly answer: PrivateAnswer;
}

/** The whole bot over the team's chat, with a real store and a clock that the replay moves. */
export interface TeamBot {
  readonly parts: Parts;
  readonly clock: ManualClock;
  readonly readers: Readers;
  readonly chat: TeamPlatform;
  readonly record: ModelRecord;
  readonly told: readonly ToldInPrivate[];
  /** Jumps to the instant and lets what is due there happen. */
  moveTo(at: number): Promise<void>;
  /** Lets all work come to its end. */
  settle(): Promise<void>;
  command(person: string, text: string): Promise<PrivateAnswer>;
  press(person: string, verb: string, value: string): Promise<PrivateAnswer>;
  close(): Promise<void>;
}

/** What a model is made with. */
export interface ModelParts {
  readonly clock: Clock;
  readonly log: Log;
}

/** After so many turns of the event loop without rest, time passes: a job waits to be tried again. */
const turnsBeforeTime = 400;

/** Longer than any work takes. */
const turnsAtMost = 2_000_000;

export async function openTeamBot(
  data: DataSet,
  startsAt: number,
  makeModel: (parts: ModelParts) => Model,
): Promise<TeamBot> {
  const dataDir = mkdtempSync(join(tmpdir(), "reverie-eval-"));
  const clock = createManualClock(startsAt);
  const log = createSilentLog();
  const store = openSqliteStore({ dataDir, clock, log });
  const readers = readersOf(data);
  const chat = createTeamPlatform(data, readers, clock);
  const { model, record } = recorded(makeModel({ clock, log }), clock);
  const { history, ledger, documents, jobs } = store;
  const parts: Parts = {
    history,
    ledger,
    documents,
    jobs,
    model,
    clock,
    log,
    prices: listPrices,
    platforms: [chat.platform],
  };
  const bot = createBot(parts);
  const told: ToldInPrivate[] = [];
  await bot.start();

  async function settle(): Promise<void> {
    for (let turn = 0; turn < turnsAtMost; turn += 1) {
      await setImmediate();
      if (turn > 5 && (await jobs.depth()) === 0) return;
      if (turn % turnsBeforeTime === turnsBeforeTime - 1) await clock.advance(250);
    }
    throw new Error("The work does not come to its end");
  }
  const act = (person: string) => ({
    workspace,
    person: asId<PersonId>(person),
    channel: asId<ChannelId>(chat.directOf(person)),
  });
  const answered = async (person: string, answer: Promise<PrivateAnswer>) => {
    told.push({ person, answer: await answer });
    await settle();
    return answer;
  };
  return {
    parts,
    clock,
    readers,
    chat,
    record,
    told,
    settle,
    async moveTo(at) {
      if (at > clock.now()) clock.jump(at - clock.now() - 1);
      // Over the instant itself, so that a tick that falls on it is run.
      await clock.advance(1);
      await settle();
    },
    command: (person, text) =>
      answered(person, chat.handler().answer({ type: "command-run", thread: null, ...act(person), text })),
    press: (person, verb, value) =>
      answered(
        person,
        chat.handler().answer({ type: "button-pressed", ...act(person), verb, value, message: null }),
      ),
    async close() {
      await bot.stop(1000);
      await store.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
