import { APIError } from "@anthropic-ai/sdk";
import type { MessageBatchIndividualResponse } from "@anthropic-ai/sdk/resources/messages/batches";
import { ModelError } from "../../core/errors.ts";
import type { Batches, FoundBatch, KeyedRequest } from "../../core/ports/batches.ts";
import type { ReflectionOutcome } from "../../core/ports/model.ts";
import { noUsage } from "../../core/prices.ts";
import type { Endpoint } from "./endpoint.ts";
import { finishedReflection } from "./finished-reflection.ts";
import { reflectionMessage } from "./reflection-params.ts";
import { openingTrouble } from "./trouble.ts";

/** How long one call may take, in milliseconds. */
const callMs = 60_000;

/** How much earlier than it was asked for a batch may have been made by the endpoint's clock, in milliseconds. */
const clockSlackMs = 5 * 60_000;

/** The most batches that are looked through for a lost one. */
const batchesSearched = 100;

// What an endpoint answers that knows no batches.
const withoutBatches: readonly (number | undefined)[] = [404, 405, 501];

/** The Message Batches API of the endpoint. Fulfils `Batches`. */
export function createBatches(endpoint: Endpoint): Batches {
  const { batches } = endpoint.client.messages;
  const options = (signal: AbortSignal) => ({ signal, timeout: callMs });
  return {
    async submit(requests, signal) {
      try {
        const batch = await batches.create({ requests: requests.map(entryOf) }, options(signal));
        return batch.id;
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof APIError && withoutBatches.includes(error.status)) return null;
        throw failed(endpoint, error);
      }
    },
    async collect(id, signal) {
      try {
        const batch = await batches.retrieve(id, {}, options(signal));
        if (batch.processing_status !== "ended") return null;
        return await resultsOf(endpoint, id, signal);
      } catch (error) {
        signal.throwIfAborted();
        // Its results are kept for some weeks; after that there is nothing to wait for.
        if (error instanceof APIError && withoutBatches.includes(error.status)) return new Map();
        throw failed(endpoint, error);
      }
    },
    async find(keys, since, signal) {
      try {
        return await findBatch(endpoint, keys, since, signal);
      } catch (error) {
        signal.throwIfAborted();
        throw failed(endpoint, error);
      }
    },
  };
}

async function findBatch(
  endpoint: Endpoint,
  keys: readonly string[],
  since: number,
  signal: AbortSignal,
): Promise<FoundBatch> {
  let seen = 0;
  let isUnsure = false;
  for await (const batch of endpoint.client.messages.batches.list(
    { limit: 20 },
    { signal, timeout: callMs },
  )) {
    seen += 1;
    if (seen > batchesSearched || Date.parse(batch.created_at) < since - clockSlackMs) break;
    const counts = Object.values(batch.request_counts) as number[];
    if (counts.reduce((sum, count) => sum + count, 0) !== keys.length) continue;
    // Before its end a batch does not tell its keys, and another workspace's may have as many.
    if (batch.processing_status !== "ended") {
      isUnsure = true;
      continue;
    }
    const results = await resultsOf(endpoint, batch.id, signal);
    if (keys.every((key) => results.has(key))) return { type: "found", id: batch.id };
  }
  return { type: isUnsure ? "unsure" : "none" };
}

function entryOf({ key, request }: KeyedRequest) {
  return { custom_id: key, params: reflectionMessage(request) };
}

async function resultsOf(
  { client }: Endpoint,
  id: string,
  signal: AbortSignal,
): Promise<Map<string, ReflectionOutcome>> {
  const outcomes = new Map<string, ReflectionOutcome>();
  for await (const result of await client.messages.batches.results(id, {}, { signal, timeout: callMs }))
    outcomes.set(result.custom_id, outcomeOf(result));
  return outcomes;
}

function outcomeOf({ result }: MessageBatchIndividualResponse): ReflectionOutcome {
  if (result.type === "succeeded") return finishedReflection(result.message);
  const failure = result.type === "errored" ? "refused-by-batch" : result.type;
  return { type: "failed", failure, usage: noUsage };
}

function failed({ clock, log }: Endpoint, error: unknown): ModelError {
  const { failure, retryable, cause } = openingTrouble(error, clock.now());
  const status = error instanceof APIError ? error.status : undefined;
  log.warn("model-batch-failed", { failure, status });
  return new ModelError(failure, retryable, cause);
}
