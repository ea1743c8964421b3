import { setTimeout } from "node:timers/promises";
import type { Program } from "../e2e/program.ts";

/** How long before a start that failed is tried again, in milliseconds. */
const startAgainMs = 500;

/** A program that is started again whenever it ended, as a supervisor does. */
export interface Replica {
  /** Resolves once it runs and takes what comes. */
  ready(): Promise<void>;
  /** How many jobs wait, as it counts them; null while it does not say. */
  waiting(): Promise<number | null>;
  /** Kills it as a power cut would; it starts again after so many milliseconds. */
  kill(downMs: number): void;
  freeze(): void;
  thaw(): void;
  /** Starts it no more and ends it. */
  stop(): Promise<void>;
  /** The exit codes with which it ended by itself, once it was up. */
  deaths(): readonly (number | null)[];
  /** All that it logged, over all its lives. */
  log(): string;
}

/** Starts one by `start`, again and again. */
export function createReplica(start: () => Promise<Program>): Replica {
  const logs: (() => string)[] = [];
  const deaths: (number | null)[] = [];
  let isStopped = false;
  let program: Program | null = null;
  let starting = begin(0);

  async function begin(afterMs: number): Promise<void> {
    await setTimeout(afterMs);
    while (!isStopped) {
      try {
        const begun = await start();
        logs.push(begun.log);
        program = begun;
        void begun.ended.then((code) => died(begun, code));
        return;
      } catch (error) {
        logs.push(() => `${String(error)}\n`);
        await setTimeout(startAgainMs);
      }
    }
  }

  function died(begun: Program, code: number | null): void {
    if (program !== begun || isStopped) return;
    deaths.push(code);
    program = null;
    starting = begin(0);
  }

  const ask = async (path: string) => {
    if (!program) return null;
    try {
      return await fetch(`${program.url}${path}`, { signal: AbortSignal.timeout(1000) });
    } catch {
      return null;
    }
  };

  return {
    async ready() {
      for (;;) {
        await starting;
        if (isStopped || (await ask("/readyz"))?.ok) return;
        await setTimeout(50);
      }
    },
    async waiting() {
      const metrics = await (await ask("/metrics"))?.text();
      const count = /^reverie_jobs_waiting (\d+)$/mu.exec(metrics ?? "")?.[1];
      return count === undefined ? null : Number(count);
    },
    kill(downMs) {
      if (!program) return;
      const killed = program.kill();
      program = null;
      starting = killed.then(() => begin(downMs));
    },
    freeze: () => program?.freeze(),
    thaw: () => program?.thaw(),
    async stop() {
      isStopped = true;
      await starting;
      program?.thaw();
      await program?.stop();
    },
    deaths: () => deaths,
    log: () => logs.map((log) => log()).join(""),
  };
}
