import type { ReflectionOutcome, ReflectionRequest, StructuredRequest } from "../../core/ports/model.ts";
import { addUsage, noUsage } from "../../core/prices.ts";
import { type AttemptOutcome, attempt } from "./attempt.ts";
import type { Endpoint } from "./endpoint.ts";
import { readReflection } from "./finished-reflection.ts";
import { inParallel } from "./in-parallel.ts";
import { textOf } from "./message-draft.ts";
import type { Patience } from "./message-events.ts";
import { reflectionParams } from "./reflection-params.ts";
import { waitForRetry } from "./retry.ts";
import { noTries, reflectionPolicy, type Tries } from "./retry-decision.ts";

// Five minutes is as long as Node's own fetch waits for the headers of a response.
const reflectionPatience: Patience = { firstMs: 300_000, idleMs: 120_000 };

const atOnce = 3;

/**
 * Makes the reflections, three at a time. Fulfils `Model.reflect`. A failure is a model failure's name,
 * or `cut` for output that reached the length limit.
 */
export function reflect(
  endpoint: Endpoint,
  requests: readonly ReflectionRequest[],
  signal: AbortSignal,
): Promise<ReflectionOutcome[]> {
  return inParallel(atOnce, requests, signal, (request, either) => reflectOnce(endpoint, request, either));
}

/** Makes one structured output. Fulfils `Model.structured`, and each of the reflections. */
export async function reflectOnce(
  endpoint: Endpoint,
  request: StructuredRequest,
  signal: AbortSignal,
): Promise<ReflectionOutcome> {
  const params = reflectionParams(request);
  let usage = noUsage;
  let tries: Tries = noTries;
  for (;;) {
    const { draft, trouble } = await outcomeOf(attempt(endpoint, params, reflectionPatience, usage, signal));
    usage = addUsage(usage, draft.usage);
    if (!trouble) {
      endpoint.health.succeeded();
      return logged(endpoint, request, readReflection(textOf(draft.blocks), draft.stopReason, usage));
    }
    const after = await waitForRetry(endpoint, reflectionPolicy, tries, trouble, signal);
    if (!after) {
      endpoint.health.failed(trouble.failure);
      return logged(endpoint, request, { type: "failed", failure: trouble.failure, usage });
    }
    tries = after;
  }
}

async function outcomeOf(run: AsyncGenerator<unknown, AttemptOutcome, undefined>): Promise<AttemptOutcome> {
  for (;;) {
    const step = await run.next();
    if (step.done) return step.value;
  }
}

function logged(
  endpoint: Endpoint,
  { model }: StructuredRequest,
  outcome: ReflectionOutcome,
): ReflectionOutcome {
  if (outcome.type === "failed") {
    endpoint.log.warn("model-reflection-failed", { model, failure: outcome.failure });
  } else {
    endpoint.log.debug("model-reflected", { model, ...outcome.usage });
  }
  return outcome;
}
