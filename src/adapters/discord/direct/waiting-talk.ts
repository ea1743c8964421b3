import type { DocumentKey, Documents } from "../../../core/ports/documents.ts";
import { applicationWorkspace } from "../identity.ts";

/** How long what waits for the choice of a server is worth an answer, in milliseconds: a week. */
const waitsForMs = 7 * 24 * 60 * 60 * 1000;

/** Where in a direct conversation what waits for the choice of a server begins, by Discord's own id of the message. */
export interface WaitingTalk {
  /** The first message that waits: this one, where none does yet. */
  begin(channel: string, message: string): Promise<string>;
  /** The first message that waits; undefined where nothing does. */
  find(channel: string): Promise<string | undefined>;
  /** From here on nothing waits. */
  end(channel: string): Promise<void>;
}

export function createWaitingTalk(documents: Documents): WaitingTalk {
  const key = (channel: string): DocumentKey => ({
    workspace: applicationWorkspace,
    kind: "discord-waits-for-server",
    name: channel,
  });
  const read = async (channel: string): Promise<string | undefined> => {
    const known = await documents.get(key(channel));
    return typeof known === "string" ? known : undefined;
  };
  return {
    async begin(channel, message) {
      const isFirst = await documents.add(key(channel), message, waitsForMs);
      return isFirst ? message : ((await read(channel)) ?? message);
    },
    find: read,
    async end(channel) {
      await documents.delete(key(channel));
    },
  };
}
