import { type AskedFile, readAskedFiles } from "../core/conversation/attachments.ts";
import { asId, type MessageId } from "../core/ids.ts";
import type { Parts } from "../core/parts.ts";

/** The files that came with the message in which work was asked for; none for a slash command. */
export async function filesOf(
  parts: Parts,
  { workspace, message }: { readonly workspace: string; readonly message: string | null },
  signal: AbortSignal,
): Promise<AskedFile[]> {
  if (message === null) return [];
  const asked = await parts.history.get(asId(workspace), [asId<MessageId>(message)]);
  return readAskedFiles(parts, asked, signal);
}
