import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import type { Jobs } from "../../core/ports/jobs.ts";

/** The process's own measures and the depth of its queue, in Prometheus's text form. */
export function createMetrics(jobs: Pick<Jobs, "depth">): () => Promise<string> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const depth = new Gauge({
    name: "reverie_jobs_waiting",
    help: "Jobs that wait or run.",
    registers: [registry],
    async collect() {
      depth.set(await jobs.depth());
    },
  });
  return () => registry.metrics();
}
