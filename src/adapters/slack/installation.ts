import { createHash } from "node:crypto";
import { asId, type WorkspaceId } from "../../core/ids.ts";
import { workspaceId } from "../../core/platforms.ts";
import type { DocumentKey, Documents } from "../../core/ports/documents.ts";
import { slackName } from "./identity.ts";

/** Which workspace a token belonged to: known also when Slack no longer says it. */
export interface Installation {
  keep(workspace: WorkspaceId): Promise<void>;
  find(): Promise<WorkspaceId | undefined>;
}

/** The token itself is not kept, only what it comes to. */
export function createInstallation(documents: Documents, botToken: string): Installation {
  const key: DocumentKey = {
    workspace: workspaceId(slackName, "installations"),
    kind: "slack-installation",
    name: createHash("sha256").update(botToken).digest("hex"),
  };
  return {
    keep: (workspace) => documents.put(key, workspace, null),
    async find() {
      const found = await documents.get(key);
      return typeof found === "string" ? asId<WorkspaceId>(found) : undefined;
    },
  };
}
