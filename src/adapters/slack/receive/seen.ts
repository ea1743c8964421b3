import type { WorkspaceId } from "../../../core/ids.ts";
import type { DocumentKey, Documents } from "../../../core/ports/documents.ts";

/** Slack may tell again for a day when it is set to; a signed request can be replayed for five minutes. */
const rememberedMs = 25 * 60 * 60 * 1000;

/** Which events and interactions were taken, by Slack's ids of them. */
export interface Seen {
  has(id: string): Promise<boolean>;
  /** To be called once the event is durable: from then on it means nothing any more. */
  mark(id: string): Promise<void>;
  /** Takes an id for oneself; false where it was taken before. For what must not be done twice. */
  claim(id: string): Promise<boolean>;
}

export function createSeen(documents: Documents, workspace: WorkspaceId): Seen {
  const key = (name: string): DocumentKey => ({ workspace, kind: "slack-seen", name });
  return {
    has: async (id) => (await documents.get(key(id))) === true,
    mark: (id) => documents.put(key(id), true, rememberedMs),
    claim: (id) => documents.add(key(id), true, rememberedMs),
  };
}
