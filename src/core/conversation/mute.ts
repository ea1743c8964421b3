import { asId, type ChannelId, type ConversationId, type WorkspaceId } from "../ids.ts";
import type { Parts } from "../parts.ts";
import type { DocumentKey } from "../ports/documents.ts";

function muteKey(workspace: WorkspaceId, place: ChannelId | ConversationId): DocumentKey {
  return { workspace, kind: "muted", name: place };
}

/** Keeps Reverie quiet in a channel or a conversation, or lets it speak again. */
export async function writeMute(
  parts: Parts,
  workspace: WorkspaceId,
  place: ChannelId | ConversationId,
  isMuted: boolean,
): Promise<void> {
  if (isMuted) await parts.documents.put(muteKey(workspace, place), true, null);
  else await parts.documents.delete(muteKey(workspace, place));
}

/** Whether Reverie is to keep quiet in a whole channel. */
export async function isChannelMuted(
  parts: Parts,
  workspace: WorkspaceId,
  channel: ChannelId,
): Promise<boolean> {
  return (await parts.documents.get(muteKey(workspace, channel))) === true;
}

/** Whether Reverie is to keep quiet in a conversation, or in the whole channel around it. */
export async function isMuted(
  parts: Parts,
  workspace: WorkspaceId,
  channel: ChannelId,
  conversation: ConversationId,
): Promise<boolean> {
  const marks = await Promise.all(
    [asId<ConversationId>(channel), conversation].map((place) =>
      parts.documents.get(muteKey(workspace, place)),
    ),
  );
  return marks.includes(true);
}
