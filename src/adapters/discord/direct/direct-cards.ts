import type { MessageId, WorkspaceId } from "../../../core/ids.ts";
import type { DocumentKey, Documents } from "../../../core/ports/documents.ts";
import type { Gateway } from "../gateway/gateway.ts";
import { workspaceOf } from "../identity.ts";
import { channelIn } from "../snowflakes.ts";

/** How long a button in a direct conversation finds its server, in milliseconds: 180 days. */
const rememberedMs = 180 * 24 * 60 * 60 * 1000;

/**
 * Which server a message with buttons in a direct conversation is about: Discord says of a press there only who
 * pressed, and a person may have proposals of several servers before them.
 */
export interface DirectCards {
  /** Remembers it, where the message stands in a direct conversation. */
  keep(workspace: WorkspaceId, message: MessageId): Promise<void>;
  /** The server that the message is about, among these. */
  find(message: MessageId, guildIds: readonly string[]): Promise<string | undefined>;
}

export function createDirectCards(documents: Documents, gateway: Gateway): DirectCards {
  const key = (workspace: WorkspaceId, message: MessageId): DocumentKey => ({
    workspace,
    kind: "discord-direct-card",
    name: message,
  });
  return {
    async keep(workspace, message) {
      const channel = gateway.client()?.channels.cache.get(channelIn(message));
      if (channel && !channel.isDMBased()) return;
      await documents.put(key(workspace, message), true, rememberedMs);
    },
    async find(message, guildIds) {
      const found = await Promise.all(
        guildIds.map((guildId) => documents.get(key(workspaceOf(guildId), message))),
      );
      return guildIds[found.indexOf(true)];
    },
  };
}
