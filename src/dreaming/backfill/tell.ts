import type { PersonId, WorkspaceId } from "../../core/ids.ts";
import { asId } from "../../core/ids.ts";
import type { Parts } from "../../core/parts.ts";
import { deliveryOf, directoryOf } from "../../core/platforms.ts";
import type { Content } from "../../core/ports/delivery.ts";
import { unlessRefused } from "../../core/unless-refused.ts";
import type { Backfill } from "./backfill.ts";

/** Tells somebody in their direct conversation, once under a key. Null where they take no messages. */
export async function tell(
  parts: Parts,
  workspace: WorkspaceId,
  person: PersonId,
  content: Content,
  key: string,
): Promise<Backfill["offer"]> {
  const told = await unlessRefused(parts, "backfill-not-told", async () => {
    const channel = await directoryOf(parts, workspace).openDirect(workspace, person);
    const message = await deliveryOf(parts, workspace).post(
      { workspace, channel, thread: null },
      content,
      key,
    );
    return { channel, message };
  });
  return told ?? null;
}

/** Has a card that stands say something else; nothing where there is none. */
export async function redraw(
  parts: Parts,
  workspace: WorkspaceId,
  card: Backfill["offer"],
  content: Content,
): Promise<void> {
  if (!card) return;
  const message = { workspace, channel: asId<never>(card.channel), message: asId<never>(card.message) };
  await unlessRefused(parts, "card-not-redrawn", () => deliveryOf(parts, workspace).update(message, content));
}
