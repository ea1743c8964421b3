import type { WorkspaceId } from "../ids.ts";
import type { DocumentKey, Documents } from "../ports/documents.ts";

/** Platforms may tell again for a day (Slack, when it is set to), in milliseconds. */
const rememberedMs = 25 * 60 * 60 * 1000;

/** Which events and interactions were taken, by the platform's ids of them. */
export interface Seen {
  has(id: string): Promise<boolean>;
  /** To be called once the event is durable: from then on it means nothing any more. */
  mark(id: string): Promise<void>;
  /** Takes an id for oneself; false where it was taken before. For what must not be done twice. */
  claim(id: string): Promise<boolean>;
}

/** `platform` is its name, such as `slack`. */
export function createSeen(documents: Documents, workspace: WorkspaceId, platform: string): Seen {
  const key = (name: string): DocumentKey => ({ workspace, kind: `${platform}-seen`, name });
  return {
    has: async (id) => (await documents.get(key(id))) === true,
    mark: (id) => documents.put(key(id), true, rememberedMs),
    claim: (id) => documents.add(key(id), true, rememberedMs),
  };
}
