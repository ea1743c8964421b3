import { createHash } from "node:crypto";
import { z } from "zod";
import { formatAudience } from "../core/audience.ts";
import { StoreError } from "../core/errors.ts";
import { asId, type MessageId } from "../core/ids.ts";
import type { RecordedMessage } from "../core/message.ts";
import type { Parts } from "../core/parts.ts";
import type { DocumentKey } from "../core/ports/documents.ts";
import type { DreamRecord } from "../core/record.ts";
import type { Asked } from "./judge.ts";
import type { Ready } from "./plan.ts";
import type { Reader } from "./readers.ts";

/** What a reflection was shown, kept while it is made: ids and no words. */
const shown = z.object({
  lines: z.array(z.object({ message: z.string(), version: z.number() })),
  linesRead: z.number(),
  linesThere: z.number(),
  from: z.number(),
  to: z.number(),
});

/** For longer than any batch takes. */
const shownLifetimeMs = 4 * 24 * 60 * 60 * 1000;

/** The key of an audience's request in a dream's batch. Nothing of it can be read back. */
export function batchKey(
  { workspace, id }: Pick<DreamRecord, "workspace" | "id">,
  { audience }: Reader,
): string {
  return createHash("sha256")
    .update(`${workspace} ${id} ${formatAudience(audience)}`)
    .digest("hex")
    .slice(0, 48);
}

function shownKey({ workspace }: Pick<DreamRecord, "workspace">, key: string): DocumentKey {
  return { workspace, kind: "reflection-shown", name: key };
}

/** Keeps what each reflection is shown, until its answer comes. */
export async function keepShown(parts: Parts, dream: DreamRecord, ready: readonly Ready[]): Promise<void> {
  for (const { gathered } of ready) {
    const { transcript, linesRead, linesThere, from, to } = gathered;
    const lines = [...transcript.lines.values()].map(({ id, version }) => ({
      message: id as string,
      version,
    }));
    const key = shownKey(dream, batchKey(dream, gathered.reader));
    await parts.documents.put(key, { lines, linesRead, linesThere, from, to }, shownLifetimeMs);
  }
}

/** What an audience's reflection was shown; undefined where it had none in this batch. */
export async function readShown(
  parts: Parts,
  dream: DreamRecord,
  reader: Reader,
): Promise<(Asked & { readonly versions: ReadonlyMap<MessageId, number> }) | undefined> {
  const { workspace } = dream;
  const raw = await parts.documents.get(shownKey(dream, batchKey(dream, reader)));
  if (raw === undefined) return undefined;
  const parsed = shown.safeParse(raw);
  if (!parsed.success) throw new StoreError("reflection-shown", parsed.error);
  const { lines, ...reach } = parsed.data;
  const ids = lines.map(({ message }) => asId<MessageId>(message));
  const standing = new Map((await parts.history.get(workspace, ids)).map((message) => [message.id, message]));
  const numbered = ids.flatMap((id, index): [number, RecordedMessage][] => {
    const message = standing.get(id);
    // What was said where this audience may not read any more is shown to it no more.
    return message && reader.channels.includes(message.channel) ? [[index + 1, message]] : [];
  });
  const versions = new Map(lines.map(({ message, version }) => [asId<MessageId>(message), version]));
  return { reader, lines: new Map(numbered), ...reach, versions };
}
