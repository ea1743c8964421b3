import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Jobs } from "../../core/ports/jobs.ts";
import type { Readiness } from "./http-server.ts";

/** Bounds of the buckets, in seconds: from what a store takes to what a long answer takes. */
const buckets = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100];

/** The most dead letters that are counted. */
const deadLettersCounted = 1000;

const stateNumbers = { ok: 0, degraded: 1, down: 2 } as const;

/** What is measured. No label holds an id or a word of anybody's. */
export interface Measures {
  readonly registry: Registry;
  readonly storeSeconds: Histogram<"operation">;
  readonly storeFailures: Counter<"operation">;
  readonly deliverySeconds: Histogram<"platform" | "operation">;
  readonly deliveryFailures: Counter<"platform" | "operation">;
  readonly jobSeconds: Histogram<"kind">;
  readonly jobs: Counter<"kind" | "outcome">;
  readonly modelSeconds: Histogram<"purpose">;
  readonly modelTokens: Counter<"purpose" | "model" | "direction">;
  readonly modelDollars: Counter<"purpose" | "model">;
  readonly modelFailures: Counter<"purpose" | "failure">;
  readonly acts: Counter<"act">;
  readonly dreams: Counter<"status">;
}

/** Makes the measures of one process, all of them in one registry. */
export function createMeasures(): Measures {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const seconds = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Histogram<Label>({ name, help, labelNames: [...labelNames], buckets, registers });
  const count = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Counter<Label>({ name, help, labelNames: [...labelNames], registers });
  return {
    registry,
    storeSeconds: seconds("reverie_store_seconds", "What the store took.", ["operation"]),
    storeFailures: count("reverie_store_failures_total", "What the store failed at.", ["operation"]),
    deliverySeconds: seconds("reverie_delivery_seconds", "What a platform took to post.", [
      "platform",
      "operation",
    ]),
    deliveryFailures: count("reverie_delivery_failures_total", "What a platform failed at.", [
      "platform",
      "operation",
    ]),
    jobSeconds: seconds("reverie_job_seconds", "How long jobs ran; a turn is of the kind turn.", ["kind"]),
    jobs: count("reverie_jobs_total", "Runs of jobs by how they ended.", ["kind", "outcome"]),
    modelSeconds: seconds("reverie_model_seconds", "What the model took.", ["purpose"]),
    modelTokens: count("reverie_model_tokens_total", "Tokens.", ["purpose", "model", "direction"]),
    modelDollars: count("reverie_model_dollars_total", "US dollars by the price table.", [
      "purpose",
      "model",
    ]),
    modelFailures: count("reverie_model_failures_total", "Requests that came to nothing.", [
      "purpose",
      "failure",
    ]),
    acts: count("reverie_acts_total", "What was proposed, decided, undone and set.", ["act"]),
    dreams: count("reverie_dreams_total", "Dreams by how they ended.", ["status"]),
  };
}

/** The measures in Prometheus's text form, with how the parts stand at this moment. */
export function presentMeasures(
  { registry }: Measures,
  jobs: Pick<Jobs, "depth" | "deadLetters">,
  readiness: () => Readiness,
): () => Promise<string> {
  const registers = [registry];
  const depth = new Gauge({ name: "reverie_jobs_waiting", help: "Jobs that wait or run.", registers });
  const dead = new Gauge({ name: "reverie_dead_letters", help: "Jobs that failed for good.", registers });
  const parts = new Gauge({
    name: "reverie_part_state",
    help: "0 where a part is well, 1 where it is degraded, 2 where it is down.",
    labelNames: ["part"],
    registers,
  });
  return async () => {
    const { store, model, platforms } = readiness();
    for (const [part, { state }] of Object.entries({ store, model, ...platforms }))
      parts.set({ part }, stateNumbers[state]);
    try {
      depth.set(await jobs.depth());
      dead.set((await jobs.deadLetters(deadLettersCounted)).length);
    } catch {
      // The store is away: its state says so, and what was counted last is worth nothing.
      depth.reset();
      dead.reset();
    }
    return registry.metrics();
  };
}
