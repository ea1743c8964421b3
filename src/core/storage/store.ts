import type { Documents } from "../ports/documents.ts";
import type { History } from "../ports/history.ts";
import type { Jobs } from "../ports/jobs.ts";
import type { Ledger } from "../ports/ledger.ts";
import type { PartState } from "../ports/platform.ts";

/** The four storage ports over one engine. */
export interface Store {
  readonly history: History;
  readonly ledger: Ledger;
  readonly documents: Documents;
  readonly jobs: Jobs;
  /** Whether the store can be written, as it was known a second ago. */
  state(): PartState;
  /** Writes what waits and lets go of the engine. Jobs are drained before. */
  close(): Promise<void>;
}
