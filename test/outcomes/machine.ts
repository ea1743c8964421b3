import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { openSqliteStore } from "../../src/adapters/sqlite/sqlite-store.ts";
import { createBot } from "../../src/bot.ts";
import { ModelError } from "../../src/core/errors.ts";
import { asId, type ChannelId, type PersonId } from "../../src/core/ids.ts";
import type { FieldValues } from "../../src/core/ports/platform.ts";
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

/** What a director, a judge and whoever drafts a rubric give. */
function structuredOf(content: string, system: string): unknown {
  if (content.includes("<specialists>")) return plan;
  if (system.startsWith("You judge"))
    return { criteria: [{ number: 1, met: true, quote: "We deploy on Mondays", why: "It says so." }] };
  if (system.startsWith("You draft")) return { criteria: [{ text: "It names the day", how: "read" }] };
  return { decision: "without", task: "" };
}

/** A machine on which processes of the program follow each other, over one store and one platform. */
export function openMachine() {
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
    structured: ({ content, system }) => answered(structuredOf(content, system)),
    usage: () => noUsage,
  });
  const act = { workspace, person: asId<PersonId>("ben"), channel: asId<ChannelId>("general") };
  return {
    /** Ben gives a command. */
    command: (text: string) => handler().answer({ type: "command-run", ...act, thread: null, text }),
    /** Ben presses a button, or submits a form. */
    press: (verb: string, value: string, fields: FieldValues | null) =>
      handler().answer(
        fields
          ? { type: "form-submitted", ...act, verb, value, fields }
          : { type: "button-pressed", ...act, verb, value, message: null },
      ),
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
