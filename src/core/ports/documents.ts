import type { WorkspaceId } from "../ids.ts";

/** What a document may hold: what JSON round-trips exactly. Anything else is refused with a StoreError. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Names one document. The workspace is part of it, so that none can be read from another. */
export interface DocumentKey {
  readonly workspace: WorkspaceId;
  /** What it is, such as `settings`. */
  readonly kind: string;
  /** Which one of its kind; empty where there is one a workspace. */
  readonly name: string;
}

/**
 * Small values by key: settings, schedules, caches. Every call rejects with a StoreError when the
 * store fails or a record cannot be read; undefined always means "not there".
 */
export interface Documents {
  get(key: DocumentKey): Promise<Json | undefined>;
  /** Writes the value, for ever or for `timeToLiveMs`. */
  put(key: DocumentKey, value: Json, timeToLiveMs: number | null): Promise<void>;
  /** Writes the value only where none is; true when it did. Of many at once exactly one wins. */
  add(key: DocumentKey, value: Json, timeToLiveMs: number | null): Promise<boolean>;
  /** Writes `next`, for ever, only while the stored value equals `seen` as `get` returned it; true when it did. */
  swap(key: DocumentKey, seen: Json, next: Json): Promise<boolean>;
  /** True when there was something to delete. */
  delete(key: DocumentKey): Promise<boolean>;
  /**
   * Deletes every document of the workspace, and gives how many there were. Nothing of them is left in the
   * store's files. Safe to repeat.
   */
  eraseWorkspace(workspace: WorkspaceId): Promise<number>;
}
