import type { PlatformError } from "../errors.ts";
import { asId, type ChannelId, type PersonId, type WorkspaceId } from "../ids.ts";
import type { RecordedMessage } from "../message.ts";
import type { Parts } from "../parts.ts";
import { deliveryOf, directoryOf } from "../platforms.ts";
import { plainContent } from "../ports/delivery.ts";
import { unlessRefused } from "../unless-refused.ts";

/** How long nobody is told again that nothing can be said in a place, in milliseconds. */
const toldForMs = 24 * 60 * 60 * 1000;

/**
 * Tells somebody, in a direct message, that the platform lets nothing be said where they asked: once a day for
 * each place. What was asked and deleted meanwhile needs no answer. Safe to repeat.
 */
export async function tellUndeliverable(
  parts: Parts,
  { workspace, id, author, channel, conversation }: RecordedMessage,
  cause: PlatformError,
): Promise<void> {
  parts.log.warn("answer-undeliverable", { workspace, channel, code: cause.code }, cause);
  const [still] = await parts.history.get(workspace, [id]);
  if (!still || conversation === asId(channel)) return;
  const isFirst = await parts.documents.add(
    { workspace, kind: "undeliverable", name: `${channel} ${author}` },
    true,
    toldForMs,
  );
  if (isFirst)
    await unlessRefused(parts, "direct-refused", () => tell(parts, workspace, author, channel, cause));
}

async function tell(
  parts: Parts,
  workspace: WorkspaceId,
  person: PersonId,
  channel: ChannelId,
  { code }: PlatformError,
): Promise<void> {
  const directory = directoryOf(parts, workspace);
  const [direct, place] = await Promise.all([
    directory.openDirect(workspace, person),
    directory.channel(workspace, channel),
  ]);
  const where = place ? `#${place.name}` : "that channel";
  await deliveryOf(parts, workspace).post(
    { workspace, channel: direct, thread: null },
    plainContent(
      `I may not post in ${where} (${code}), so your question there has no answer. Ask me here instead.`,
    ),
    `undeliverable ${channel} ${person} ${Math.floor(parts.clock.now() / toldForMs)}`,
  );
}
