import type { WorkspaceId } from "../ids.ts";
import type { LedgerWrite } from "../ports/ledger.ts";

/** A ledger write of these parts, which expects and writes nothing else. */
export function writeWith(workspace: WorkspaceId, parts: Partial<LedgerWrite>): LedgerWrite {
  return {
    workspace,
    expect: { proposals: [], books: [], cursors: [] },
    proposals: [],
    changes: [],
    tombstones: [],
    cursors: [],
    dreams: [],
    audit: [],
    ...parts,
  };
}
