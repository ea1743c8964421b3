import { PlatformError } from "../errors.ts";
import type { MessageId, WorkspaceId } from "../ids.ts";
import { quotedMessages, type Receipt } from "../memory.ts";
import type { RecordedMessage } from "../message.ts";
import type { Parts } from "../parts.ts";
import { platformOf } from "../platforms.ts";
import type { IncomingMessage } from "../ports/platform.ts";
import { settleEvidence } from "./evidence.ts";

/** The most messages of one proposal that the platform is asked about. */
const messagesAsked = 5;

/**
 * Reads the messages behind receipts on the platform again (law 6), so that an edit or a deletion that nobody told of
 * counts at once. What the platform does not tell stays as it is stored. True where something had changed.
 */
export async function rereadReceipts(
  parts: Parts,
  workspace: WorkspaceId,
  receipts: readonly Receipt[],
): Promise<boolean> {
  const standing = receipts.filter((receipt) => receipt.type !== "quote" || !receipt.gone);
  const ids = [...new Set(quotedMessages(standing))].slice(0, messagesAsked);
  const known = await parts.history.get(workspace, ids);
  const changed: MessageId[] = [];
  for (const message of known) {
    const told = await askPlatform(parts, message);
    if (told !== "unknown" && (await takeIn(parts, message, told))) changed.push(message.id);
  }
  if (changed.length > 0) await settleEvidence(parts, workspace, changed);
  return changed.length > 0;
}

async function askPlatform(
  parts: Parts,
  { workspace, channel, thread, id }: RecordedMessage,
): Promise<IncomingMessage | "gone" | "unknown"> {
  try {
    return await platformOf(parts.platforms, workspace).archive.reread({ workspace, channel, thread }, id);
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    // Whoever waits for a card or a click is not kept waiting: what was stored stands.
    parts.log.warn("receipt-not-reread", { code: error.code }, error);
    return "unknown";
  }
}

/** Stores what the platform told. True where it differs from what was stored. */
async function takeIn(
  parts: Parts,
  { sequence: _, ...known }: RecordedMessage,
  told: IncomingMessage | "gone",
): Promise<boolean> {
  if (told === "gone") return parts.history.remove(known.workspace, known.id);
  if (told.text.trim() === known.text.trim()) return false;
  const version = Math.max(told.version, known.version + 1);
  const asked = known.asked === null ? null : told.asked;
  return parts.history.record({ ...known, text: told.text, asked, version });
}
