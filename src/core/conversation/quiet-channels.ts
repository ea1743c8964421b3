import type { ChannelId, WorkspaceId } from "../ids.ts";

/** The most channels remembered; what is more is forgotten. */
const rememberedAtMost = 10_000;

/**
 * Where Reverie met its last mention with silence, because it is muted there: known to one process, also while the store
 * is away.
 */
export interface QuietChannels {
  note(workspace: WorkspaceId, channel: ChannelId, isQuiet: boolean): void;
  has(workspace: WorkspaceId, channel: ChannelId): boolean;
}

export function createQuietChannels(): QuietChannels {
  const quiet = new Set<string>();
  const keyOf = (workspace: WorkspaceId, channel: ChannelId) => `${workspace} ${channel}`;
  return {
    note(workspace, channel, isQuiet) {
      if (!isQuiet) quiet.delete(keyOf(workspace, channel));
      else if (quiet.size < rememberedAtMost) quiet.add(keyOf(workspace, channel));
    },
    has: (workspace, channel) => quiet.has(keyOf(workspace, channel)),
  };
}
