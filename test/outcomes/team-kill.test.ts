import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openSqliteStore } from "../../src/adapters/sqlite/sqlite-store.ts";
import { createBot } from "../../src/bot.ts";
import { ModelError } from "../../src/core/errors.ts";
import { asId } from "../../src/core/ids.ts";
import { listPrices, noUsage } from "../../src/core/prices.ts";
import { createManualClock } from "../doubles/manual-clock.ts";
import { createSilentLog } from "../doubles/silent-log.ts";
import { createMemoryPlatform, workspace } from "../laws/memory-platform.ts";
import { createScriptedModel, type Scripted } from "./scripted-model.ts";
import { finalAnswer, planned, resultOf } from "./scripted-team.ts";

const plan = {
  tasks: [
    planned("researcher", "Find it"),
    planned("researcher", "Count it"),
    planned("drafter", "Draft it", 1, 2),
  ],
};

/** A plan, a find, a count that fails twice, a decision, a draft and an answer. */
const requestsUndisturbed = 7;

/** A machine on which processes of the program follow each other, over one store and one platform. */
function openMachine() {
  const dataDir = mkdtempSync(join(tmpdir(), "reverie-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const clock = createManualClock(Date.UTC(2026, 10, 22, 12));
  const log = createSilentLog();
  const { platform, handler, standing } = createMemoryPlatform(clock, () => undefined);
  let requests = 0;
  let hangsAt = 0;
  /** What is asked for here never comes to the process that asked, if it is the one that hangs. */
  const answered = <Value>(value: Value): Value | Promise<never> => {
    requests += 1;
    return requests === hangsAt ? new Promise<never>(() => undefined) : value;
  };
  const model = createScriptedModel({
    answer({ system, asked }): Scripted {
      if (system.startsWith("You directed")) return answered(finalAnswer);
      return answered<Scripted>(
        asked === "Count it" ? new ModelError("busy", true) : resultOf(asked),
      ) as Scripted;
    },
    structured: ({ content }) =>
      answered(content.includes("<specialists>") ? plan : { decision: "without", task: "" }),
    usage: () => noUsage,
  });
  return {
    handler,
    requests: () => requests,
    hangAt(request: number) {
      hangsAt = request;
    },
    cards: () => [...standing.values()].flatMap(({ content }) => content.card ?? []),
    said: () => [...standing.values()].map(({ content }) => content.text).join("\n"),
    /** Starts a process; gives how it is killed. */
    async start() {
      const store = openSqliteStore({ dataDir, clock, log });
      const { history, ledger, documents, jobs } = store;
      const bot = createBot({
        ...{ history, ledger, documents, jobs, model, clock, log },
        prices: listPrices,
        platforms: [platform],
      });
      await bot.start();
      return async () => {
        // Nothing is waited for, and nothing that runs can store anything any more.
        const closing = store.close();
        await clock.advance(10);
        await closing;
      };
    },
    async settle(seconds: number) {
      for (let second = 0; second < seconds; second += 1) await clock.advance(1000);
    },
  };
}

describe("a team whose process is killed", () => {
  it.each(Array.from({ length: requestsUndisturbed }, (_, index) => index + 1))(
    "in its request %i goes on from what was stored",
    async (request) => {
      const machine = openMachine();
      const kill = await machine.start();
      machine.hangAt(request);
      const answering = machine.handler().answer({
        ...{ type: "command-run", workspace, person: asId("ben"), channel: asId("general"), thread: null },
        text: "delegate a note on how we deploy",
      });
      await machine.settle(4);
      await answering;
      expect(machine.requests()).toBeGreaterThanOrEqual(request);
      expect(machine.said()).not.toContain(finalAnswer);
      await kill();
      const killAgain = await machine.start();
      await machine.settle(6);
      expect(machine.cards().map(({ title }) => title)).toEqual(["Team · done"]);
      expect(machine.said().split(finalAnswer)).toHaveLength(2);
      expect(machine.requests()).toBe(requestsUndisturbed + 1);
      await killAgain();
    },
  );
});
