import type { Documents } from "./documents.ts";
import type { History } from "./history.ts";
import type { Jobs } from "./jobs.ts";
import type { Ledger } from "./ledger.ts";
import type { PartState } from "./platform.ts";

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
