import type { WorkspaceId } from "../../../core/ids.ts";
import type { Clock } from "../../../core/ports/clock.ts";
import type { Documents } from "../../../core/ports/documents.ts";
import type { Log } from "../../../core/ports/log.ts";

/** How long a workspace's answer counts, in milliseconds: plans change, though seldom. */
const rememberedMs = 30 * 24 * 60 * 60 * 1000;

/** How long streams rest after a refusal of which nobody knows what it says, in milliseconds. */
const restMs = 60 * 60 * 1000;

/** Refusals that say that the workspace, or the app in it, has no streams. */
const lastingCodes: ReadonlySet<string> = new Set([
  "feature_disabled",
  "feature_not_enabled",
  "invalid_arguments",
  "method_deprecated",
  "missing_scope",
  "not_allowed",
  "paid_teams_only",
  "unknown_method",
]);

/** Whether the workspace lets answers be streamed natively: decided once, by trying, and remembered. */
export interface NativeSupport {
  /** Reads what was decided before. */
  load(workspace: WorkspaceId): Promise<void>;
  /** False while streams are refused. */
  isExpected(): boolean;
  /** Slack refused a stream for a reason that is not the place's. */
  refuse(workspace: WorkspaceId, code: string): Promise<void>;
}

export function createNativeSupport(documents: Documents, clock: Clock, log: Log): NativeSupport {
  const keyOf = (workspace: WorkspaceId) => ({ workspace, kind: "slack-native-streaming", name: "" });
  let refusedUntil = Number.NEGATIVE_INFINITY;
  return {
    async load(workspace) {
      if ((await documents.get(keyOf(workspace))) === "refused") refusedUntil = Number.POSITIVE_INFINITY;
    },
    isExpected: () => clock.now() >= refusedUntil,
    async refuse(workspace, code) {
      const isLasting = lastingCodes.has(code);
      log.info("native-streaming-refused", { code, isLasting });
      refusedUntil = isLasting ? Number.POSITIVE_INFINITY : clock.now() + restMs;
      if (isLasting) await documents.put(keyOf(workspace), "refused", rememberedMs);
    },
  };
}
