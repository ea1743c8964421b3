import type {
  MessageBatch,
  MessageBatchIndividualResponse,
  MessageBatchRequestCounts,
  MessageBatchResult,
} from "@anthropic-ai/sdk/resources/messages/batches";
import type { MessageCreateParams } from "@anthropic-ai/sdk/resources/messages/messages";
import { Complaint, errorBody, invalid } from "./complaint.ts";
import { isObject } from "./json-value.ts";

/** One request of a batch, checked. */
export interface BatchEntry {
  readonly customId: string;
  readonly params: MessageCreateParams;
}

/** The batches of one server. A batch ends once the script has answered all of it. */
export interface Batches {
  create(entries: readonly BatchEntry[]): MessageBatch;
  get(id: string): MessageBatch;
  /** Newest first. */
  list(query: URLSearchParams): BatchPage;
  /** Lines of JSON, in another order than that of the requests. */
  results(id: string): string;
  cancel(id: string): MessageBatch;
  /** Lets the time of a batch run out: what has no answer yet expires. */
  expire(id: string): void;
}

/** One page of the list. */
interface BatchPage {
  readonly data: readonly MessageBatch[];
  readonly has_more: boolean;
  readonly first_id: string | null;
  readonly last_id: string | null;
}

interface StoredBatch {
  readonly id: string;
  readonly createdAt: Date;
  readonly entries: readonly BatchEntry[];
  readonly results: Map<string, MessageBatchResult>;
  cancelledAt: Date | null;
  endedAt: Date | null;
}

const dayMs = 24 * 60 * 60 * 1000;

/** Reads the body of a request for a batch, with a check for the parameters of each request. */
export function readBatchEntries(
  body: unknown,
  check: (params: unknown) => MessageCreateParams,
): readonly BatchEntry[] {
  if (!isObject(body) || !Array.isArray(body.requests) || body.requests.length === 0) {
    throw invalid("requests: at least one request is required");
  }
  const seen = new Set<string>();
  return body.requests.map((request: unknown) => {
    if (!isObject(request)) throw invalid("requests: Input should be a list of objects");
    const { custom_id, params } = request;
    if (typeof custom_id !== "string" || !/^[a-zA-Z0-9_-]{1,64}$/.test(custom_id)) {
      throw invalid("requests.custom_id: String should match pattern '^[a-zA-Z0-9_-]{1,64}$'");
    }
    if (seen.has(custom_id)) throw invalid(`requests.custom_id: ${custom_id} is not unique`);
    seen.add(custom_id);
    return { customId: custom_id, params: check(params) };
  });
}

/** Keeps batches. `answer` must not reject; `baseUrl` is where results are fetched from. */
export function createBatches(
  answer: (params: MessageCreateParams) => Promise<MessageBatchResult>,
  baseUrl: () => string,
): Batches {
  const stored: StoredBatch[] = [];
  const find = (id: string): StoredBatch => {
    const batch = stored.find((one) => one.id === id);
    if (!batch) throw new Complaint(404, "not_found_error", `message batch: ${id}`);
    return batch;
  };
  return {
    create(entries) {
      const id = `msgbatch_fake_${stored.length + 1}`;
      const batch: StoredBatch = {
        id,
        entries,
        createdAt: new Date(),
        results: new Map(),
        cancelledAt: null,
        endedAt: null,
      };
      stored.push(batch);
      for (const entry of entries) void process(batch, entry, answer);
      return describe(batch, baseUrl());
    },
    get: (id) => describe(find(id), baseUrl()),
    list: (query) => page(stored.toReversed(), query, baseUrl()),
    results(id) {
      const batch = find(id);
      if (!batch.endedAt) throw invalid("The batch has not ended yet.");
      return resultLines(batch).reverse().join("");
    },
    cancel(id) {
      const batch = find(id);
      if (batch.endedAt) throw invalid("The batch has already ended.");
      batch.cancelledAt = new Date();
      const canceling = describe(batch, baseUrl());
      endWith(batch, { type: "canceled" });
      return canceling;
    },
    expire: (id) => endWith(find(id), { type: "expired" }),
  };
}

async function process(
  batch: StoredBatch,
  entry: BatchEntry,
  answer: (params: MessageCreateParams) => Promise<MessageBatchResult>,
): Promise<void> {
  const result = await answer(entry.params);
  if (batch.endedAt) return;
  batch.results.set(entry.customId, result);
  if (batch.results.size === batch.entries.length) batch.endedAt = new Date();
}

function endWith(batch: StoredBatch, result: MessageBatchResult): void {
  for (const { customId } of batch.entries) {
    if (!batch.results.has(customId)) batch.results.set(customId, result);
  }
  batch.endedAt = new Date();
}

function resultLines(batch: StoredBatch): string[] {
  return batch.entries.map(({ customId }) => {
    const missing: MessageBatchResult = { type: "errored", error: errorBody("api_error", "No result.") };
    const line: MessageBatchIndividualResponse = {
      custom_id: customId,
      result: batch.results.get(customId) ?? missing,
    };
    return `${JSON.stringify(line)}\n`;
  });
}

function describe(batch: StoredBatch, baseUrl: string): MessageBatch {
  const ended = batch.endedAt !== null;
  return {
    type: "message_batch",
    id: batch.id,
    processing_status: ended ? "ended" : batch.cancelledAt ? "canceling" : "in_progress",
    request_counts: ended ? countResults(batch) : { ...noCounts, processing: batch.entries.length },
    created_at: batch.createdAt.toISOString(),
    expires_at: new Date(batch.createdAt.getTime() + dayMs).toISOString(),
    cancel_initiated_at: batch.cancelledAt?.toISOString() ?? null,
    ended_at: batch.endedAt?.toISOString() ?? null,
    archived_at: null,
    results_url: ended ? `${baseUrl}/v1/messages/batches/${batch.id}/results` : null,
  };
}

const noCounts: MessageBatchRequestCounts = {
  canceled: 0,
  errored: 0,
  expired: 0,
  processing: 0,
  succeeded: 0,
};

function countResults(batch: StoredBatch): MessageBatchRequestCounts {
  const counts = { ...noCounts };
  for (const result of batch.results.values()) counts[result.type] += 1;
  return counts;
}

function page(newestFirst: readonly StoredBatch[], query: URLSearchParams, baseUrl: string): BatchPage {
  const after = newestFirst.findIndex((batch) => batch.id === query.get("after_id"));
  const before = newestFirst.findIndex((batch) => batch.id === query.get("before_id"));
  const asked = newestFirst.slice(after + 1, before === -1 ? undefined : before);
  const limit = Number(query.get("limit") ?? 20);
  const data = asked.slice(0, limit).map((batch) => describe(batch, baseUrl));
  return {
    data,
    has_more: asked.length > limit,
    first_id: data.at(0)?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
  };
}
