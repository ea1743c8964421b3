import { formatAudience } from "../core/audience.ts";
import type { WorkspaceId } from "../core/ids.ts";
import type { Parts } from "../core/parts.ts";
import type { ReflectionRecord, Watched } from "../core/record.ts";

/** How long a line is handed on, in milliseconds. */
const watchLifetimeMs = 90 * 24 * 60 * 60 * 1000;

/** How many former dreams are asked for lines that they handed on: a night's for 90 days, and many that were asked for. */
const dreamsRemembered = 300;

/** The lines that each audience's newest reflection wanted to see again, as far as they are not too old. */
export async function readWatchedLines(
  parts: Parts,
  workspace: WorkspaceId,
): Promise<Map<string, readonly Watched[]>> {
  const lines = new Map<string, readonly Watched[]>();
  const oldest = parts.clock.now() - watchLifetimeMs;
  const all: ReflectionRecord[] = (await parts.ledger.dreams(workspace, dreamsRemembered)).flatMap(
    ({ reflections }) => reflections,
  );
  for (const { audience, outcome, watch } of all) {
    const key = formatAudience(audience);
    if (outcome === "proposed" && !lines.has(key))
      lines.set(
        key,
        watch.filter(({ since }) => since >= oldest),
      );
  }
  return lines;
}
