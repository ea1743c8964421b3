import type { MemoryId } from "../ids.ts";
import type { MemoryKind, Receipt } from "../memory.ts";
import type { Warning } from "./warnings.ts";

/** A change that somebody or something would like to propose: it has yet to pass the gates. */
export interface Candidate {
  readonly change: "add" | "update" | "remove";
  /** The memory to update or remove; null for an addition. */
  readonly memory: MemoryId | null;
  readonly kind: MemoryKind;
  readonly text: string;
  readonly why: string;
  readonly receipts: readonly Receipt[];
  /** Of a person's memory: whether it is to join wherever the person asks. */
  readonly travels: boolean;
  /** Why somebody should look twice before they approve it. */
  readonly warnings: readonly Warning[];
}
