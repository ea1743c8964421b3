import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A new folder that goes away with what else is open. */
export function temporaryFolder(open: AsyncDisposableStack): string {
  const path = mkdtempSync(join(tmpdir(), "reverie-"));
  open.defer(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
