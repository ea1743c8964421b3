import { ModelError } from "../../core/errors.ts";
import type { JobHandler, Jobs } from "../../core/ports/jobs.ts";
import type { LedgerWrite, WriteOutcome } from "../../core/ports/ledger.ts";
import type { Model, Usage } from "../../core/ports/model.ts";
import type { Platform } from "../../core/ports/platform.ts";
import type { Store } from "../../core/ports/store.ts";
import { dollarsOf, type PriceTable } from "../../core/prices.ts";
import type { Measures } from "./measures.ts";

/** A call that has ended. */
interface Ended {
  readonly operation: string;
  readonly seconds: number;
  readonly isFailed: boolean;
  readonly args: readonly unknown[];
  readonly result: unknown;
}

type OnEnd = (ended: Ended) => void;

/** A port that tells how long each of its calls took. What gives no promise passes as it is. */
function timed<Port extends object>(port: Port, onEnd: OnEnd): Port {
  return new Proxy(port, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => {
        const startedAt = performance.now();
        const result: unknown = Reflect.apply(value, target, args);
        if (result instanceof Promise) {
          const end = (isFailed: boolean, given?: unknown) => {
            const seconds = (performance.now() - startedAt) / 1000;
            onEnd({ operation: String(name), seconds, isFailed, args, result: given });
          };
          result.then(
            (given) => end(false, given),
            () => end(true),
          );
          return result;
        }
        // What is begun here is ended there: the finish of a stream is what people wait for.
        return name === "stream" && typeof result === "object" && result !== null
          ? timed(result, onEnd)
          : result;
      };
    },
  });
}

/** The store, whose calls are timed, whose jobs are counted, and whose writes tell what was decided. */
export function measureStore(store: Store, measures: Measures): Store {
  const onEnd =
    (port: string): OnEnd =>
    ({ operation: name, seconds, isFailed, args, result }) => {
      const operation = `${port}.${name}`;
      measures.storeSeconds.observe({ operation }, seconds);
      if (isFailed) measures.storeFailures.inc({ operation });
      else if (operation === "ledger.write")
        countActs(measures, args[0] as LedgerWrite, result as WriteOutcome);
    };
  return {
    history: timed(store.history, onEnd("history")),
    ledger: timed(store.ledger, onEnd("ledger")),
    documents: timed(store.documents, onEnd("documents")),
    jobs: measureJobs(store.jobs, measures),
    state: () => store.state(),
    close: () => store.close(),
  };
}

/** What was decided, and which dreams ended. */
function countActs(
  measures: Measures,
  { audit, dreams }: Pick<LedgerWrite, "audit" | "dreams">,
  { written }: WriteOutcome,
): void {
  if (!written) return;
  for (const { act } of audit) measures.acts.inc({ act });
  for (const { status } of dreams) if (status !== "running") measures.dreams.inc({ status });
}

/** A drain or an enqueueing is no work: what is timed is what jobs do. */
function measureJobs(jobs: Jobs, measures: Measures): Jobs {
  const counting =
    (kind: string, handler: JobHandler): JobHandler =>
    async (run) => {
      const end = measures.jobSeconds.startTimer({ kind });
      try {
        await handler(run);
        measures.jobs.inc({ kind, outcome: "done" });
      } catch (error) {
        const outcome = run.signal.aborted ? "cut off" : run.last ? "dead" : "retried";
        measures.jobs.inc({ kind, outcome });
        throw error;
      } finally {
        end();
      }
    };
  const run: Jobs["run"] = (handlers, slots) => {
    const entries = Object.entries(handlers).map(([kind, handler]) => [kind, counting(kind, handler)]);
    return jobs.run(Object.fromEntries(entries), slots);
  };
  return new Proxy(jobs, {
    get(target, name) {
      if (name === "run") return run;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/** The platform, whose deliveries are timed. */
export function measurePlatform(platform: Platform, measures: Measures): Platform {
  const { name, delivery } = platform;
  const measured = timed(delivery, ({ operation, seconds, isFailed }) => {
    measures.deliverySeconds.observe({ platform: name, operation }, seconds);
    if (isFailed) measures.deliveryFailures.inc({ platform: name, operation });
  });
  return new Proxy(platform, {
    get(target, property) {
      if (property === "delivery") return measured;
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/** The model, whose requests are timed, and what they use up counted. Batches are counted where they are paid for. */
export function measureModel(model: Model, prices: PriceTable, measures: Measures): Model {
  const used = (purpose: "answers" | "dreams", name: string, usage: Usage) => {
    const labels = { purpose, model: name };
    const input = usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens;
    measures.modelTokens.inc({ ...labels, direction: "in" }, input);
    measures.modelTokens.inc({ ...labels, direction: "out" }, usage.outputTokens);
    measures.modelDollars.inc(labels, dollarsOf(prices, name, usage));
  };
  return {
    defaults: model.defaults,
    label: model.label,
    batches: model.batches,
    state: () => model.state(),
    async *answer(request, signal) {
      const end = measures.modelSeconds.startTimer({ purpose: "answers" });
      try {
        for await (const event of model.answer(request, signal)) {
          if (event.type === "end") used("answers", request.model, event.usage);
          yield event;
        }
      } catch (error) {
        const failure = error instanceof ModelError ? error.failure : "stopped";
        measures.modelFailures.inc({ purpose: "answers", failure });
        if (error instanceof ModelError && error.usage) used("answers", request.model, error.usage);
        throw error;
      } finally {
        end();
      }
    },
    async reflect(requests, signal) {
      const end = measures.modelSeconds.startTimer({ purpose: "dreams" });
      try {
        const outcomes = await model.reflect(requests, signal);
        for (const [index, outcome] of outcomes.entries()) {
          used("dreams", requests[index]?.model ?? "", outcome.usage);
          if (outcome.type === "failed")
            measures.modelFailures.inc({ purpose: "dreams", failure: outcome.failure });
        }
        return outcomes;
      } finally {
        end();
      }
    },
    async structured(request, signal) {
      const end = measures.modelSeconds.startTimer({ purpose: "answers" });
      try {
        const outcome = await model.structured(request, signal);
        used("answers", request.model, outcome.usage);
        if (outcome.type === "failed")
          measures.modelFailures.inc({ purpose: "answers", failure: outcome.failure });
        return outcome;
      } finally {
        end();
      }
    },
  };
}
