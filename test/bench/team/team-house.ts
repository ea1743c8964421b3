import { setTimeout as pause } from "node:timers/promises";
import { createPlayground } from "../../../src/adapters/playground/playground-platform.ts";
import { openSqliteStore } from "../../../src/adapters/sqlite/sqlite-store.ts";
import { createSystemClock } from "../../../src/adapters/system/system-clock.ts";
import { createBot } from "../../../src/bot.ts";
import { asId } from "../../../src/core/ids.ts";
import type { Parts } from "../../../src/core/parts.ts";
import { noUsage } from "../../../src/core/prices.ts";
import { delegateCommand } from "../../../src/outcomes/team/delegate-command.ts";
import { createSilentLog } from "../../doubles/silent-log.ts";
import { createScriptedModel } from "../../outcomes/scripted-model.ts";
import { instantMs } from "../instant.ts";
import { temporaryFolder } from "../temporary-folder.ts";

/** A task of a plan that is measured. */
export interface MeasuredTask {
  /** How long the model takes over it, in milliseconds. */
  readonly modelMs: number;
  readonly dependsOn: readonly number[];
}

/** Where the time of one piece of work went, in milliseconds. */
export interface WorkTimes {
  /** From the plan being there to the answer being asked for: the tasks, and what lies between them. */
  readonly tasksMs: number;
  /** From the command to nothing being left to do. */
  readonly wholeMs: number;
}

/** A bot on a store and a platform of this machine, with a model whose time is known. */
export interface TeamHouse {
  /** Delegates work with this plan, and waits for its end. */
  work(plan: readonly MeasuredTask[]): Promise<WorkTimes>;
}

export async function openTeamHouse(open: AsyncDisposableStack): Promise<TeamHouse> {
  const dataDir = temporaryFolder(open);
  const clock = createSystemClock();
  const log = createSilentLog();
  const store = openSqliteStore({ dataDir, clock, log });
  const playground = createPlayground({ dataDir, clock, log });
  let plan: readonly MeasuredTask[] = [];
  let plannedAtMs = 0;
  let concludedAtMs = 0;
  const model = createScriptedModel({
    answer(request) {
      const task = plan[Number(/^Do part (\d) /u.exec(request.asked)?.[1]) - 1];
      if (!task) concludedAtMs = instantMs();
      return task ? pause(task.modelMs, "It is done.") : "All of it is done.";
    },
    structured() {
      plannedAtMs = instantMs();
      const tasks = plan.map(({ dependsOn }, index) => ({
        specialist: "researcher",
        task: `Do part ${index + 1} of it`,
        dependsOn,
      }));
      return { tasks };
    },
    usage: () => noUsage,
  });
  const { history, ledger, documents, jobs } = store;
  const parts: Parts = {
    ...{ history, ledger, documents, jobs, model, clock, log },
    prices: {},
    platforms: [playground],
  };
  const bot = createBot(parts);
  await bot.start();
  open.defer(async () => {
    await bot.stop(1000);
    playground.world.close();
    await store.close();
  });
  return {
    async work(next) {
      plan = next;
      const startedAtMs = instantMs();
      await delegateCommand.run(parts, {
        workspace: asId("playground:local"),
        person: asId("ana"),
        channel: asId("general"),
        thread: null,
        message: null,
        job: null,
        files: [],
        givenAt: clock.now(),
        rest: "do all parts of it",
      });
      while ((await jobs.depth()) > 0) await pause(1);
      return { tasksMs: concludedAtMs - plannedAtMs, wholeMs: instantMs() - startedAtMs };
    },
  };
}
