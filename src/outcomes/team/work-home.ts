import type { Parts } from "../../core/parts.ts";
import type { Brief } from "../brief.ts";
import type { Records } from "../records.ts";
import type { Work } from "./work.ts";

/** What the work of a team is part of: where it is kept, what the team is told of the whole, and where it is shown. */
export interface WorkHome {
  /** Begins the names of its jobs. */
  readonly kind: string;
  readonly records: Pick<Records<Work>, "read" | "move" | "noteRests">;
  /** What everybody of the team is given beside their task. */
  brief(parts: Parts, work: Work): Promise<Brief>;
  /** Has the work shown as it stands, and taken on from there. Safe to repeat. */
  show(parts: Parts, work: Work): Promise<void>;
}
