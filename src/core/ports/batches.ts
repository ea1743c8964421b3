import type { ReflectionOutcome, ReflectionRequest } from "./model.ts";

/** A reflection under a key by which its result is found again: letters, digits, `_` and `-`, at most 64. */
export interface KeyedRequest {
  readonly key: string;
  readonly request: ReflectionRequest;
}

/**
 * Reflections that an endpoint makes when it has time, for half the price. Submitting is not repeatable: whoever dies
 * after it looks for the batch by its keys. Rejects with a ModelError when the endpoint does not answer.
 */
export interface Batches {
  /** Gives the batch's id, or null where the endpoint has no batches. */
  submit(requests: readonly KeyedRequest[], signal: AbortSignal): Promise<string | null>;
  /**
   * The outcome of each request by its key, once the batch has come to its end; null while it has not. What expired or
   * failed there is a failed outcome. A batch that is not known any more gives none.
   */
  collect(batch: string, signal: AbortSignal): Promise<ReadonlyMap<string, ReflectionOutcome> | null>;
  /**
   * Looks for the batch with these keys that was submitted at the instant or later. Where only the results tell which keys
   * a batch has, one that has not come to its end makes it `unsure`.
   */
  find(keys: readonly string[], since: number, signal: AbortSignal): Promise<FoundBatch>;
}

/** What came of looking for a batch whose id was lost. */
export type FoundBatch =
  | { readonly type: "found"; readonly id: string }
  | { readonly type: "unsure" }
  | { readonly type: "none" };

/** For a model that has no batches. */
export const noBatches: Batches = {
  submit: async () => null,
  collect: async () => new Map(),
  find: async () => ({ type: "none" }),
};
