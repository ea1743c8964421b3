import type { WorkspaceId } from "../../../core/ids.ts";
import type { Documents } from "../../../core/ports/documents.ts";
import type { Log } from "../../../core/ports/log.ts";

/** How long a workspace's answer counts, in milliseconds: plans change, though seldom. */
const rememberedMs = 30 * 24 * 60 * 60 * 1000;

/** Whether the workspace lets answers be streamed natively: decided once, by trying, and remembered. */
export interface NativeSupport {
  /** Reads what was decided before. */
  load(workspace: WorkspaceId): Promise<void>;
  /** True until Slack has refused. */
  isExpected(): boolean;
  /** Slack refused a stream for a reason that is the workspace's own. */
  refuse(workspace: WorkspaceId, code: string): Promise<void>;
}

export function createNativeSupport(documents: Documents, log: Log): NativeSupport {
  const keyOf = (workspace: WorkspaceId) => ({ workspace, kind: "slack-native-streaming", name: "" });
  let isRefused = false;
  return {
    async load(workspace) {
      isRefused = (await documents.get(keyOf(workspace))) === "refused";
    },
    isExpected: () => !isRefused,
    async refuse(workspace, code) {
      if (isRefused) return;
      isRefused = true;
      log.info("native-streaming-refused", { code });
      await documents.put(keyOf(workspace), "refused", rememberedMs);
    },
  };
}
