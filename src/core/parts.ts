import type { Clock } from "./ports/clock.ts";
import type { Documents } from "./ports/documents.ts";
import type { History } from "./ports/history.ts";
import type { Jobs } from "./ports/jobs.ts";
import type { Ledger } from "./ports/ledger.ts";
import type { Log } from "./ports/log.ts";
import type { Model } from "./ports/model.ts";
import type { Platform } from "./ports/platform.ts";
import type { PriceTable } from "./prices.ts";

/** The open parts that a bot is made of. */
export interface Parts {
  readonly history: History;
  readonly ledger: Ledger;
  readonly documents: Documents;
  readonly jobs: Jobs;
  readonly model: Model;
  readonly clock: Clock;
  readonly log: Log;
  readonly prices: PriceTable;
  readonly platforms: readonly Platform[];
}
