import { createHash } from "node:crypto";
import { z } from "zod";
import { formatAudience } from "../core/audience.ts";
import { StoreError } from "../core/errors.ts";
import { asId, type MessageId } from "../core/ids.ts";
import type { Parts } from "../core/parts.ts";
import type { DocumentKey } from "../core/ports/documents.ts";
import type { DreamRecord } from "../core/record.ts";
import type { Ready } from "./plan.ts";
import type { Reader } from "./readers.ts";
import { type Shown, shownBy } from "./shown.ts";

/** A batch that has not come to its end after this time never will: endpoints give them a day. */
export const batchPatienceMs = 25 * 60 * 60 * 1000;

/** What a reflection was shown, kept while it is made. */
const shown = z.object({
  lines: z.array(
    z.object({ message: z.string().transform(asId<MessageId>), version: z.number(), isOwn: z.boolean() }),
  ),
  linesRead: z.number(),
  linesThere: z.number(),
  from: z.number(),
  to: z.number(),
});

/** For longer than any batch takes. */
const shownLifetimeMs = 4 * 24 * 60 * 60 * 1000;

/** The most dreams that are looked through for those that are under way. */
const dreamsLookedAt = 30;

/** The key of an audience's request in a dream's batch. Nothing of it can be read back. */
export function batchKey(
  { workspace, id }: Pick<DreamRecord, "workspace" | "id">,
  { audience }: Pick<Reader, "audience">,
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
    const { lines, ...reach } = shownBy(gathered);
    const key = shownKey(dream, batchKey(dream, gathered.reader));
    await parts.documents.put(key, { lines: [...lines], ...reach }, shownLifetimeMs);
  }
}

/** What an audience's reflection was shown; undefined where it had none in this batch. */
export async function readShown(
  parts: Parts,
  dream: DreamRecord,
  reader: Reader,
): Promise<Shown | undefined> {
  const key = batchKey(dream, reader);
  const raw = dream.batch?.keys.includes(key) ? await parts.documents.get(shownKey(dream, key)) : undefined;
  if (raw === undefined) return undefined;
  const parsed = shown.safeParse(raw);
  if (!parsed.success) throw new StoreError("reflection-shown", parsed.error);
  return parsed.data;
}

/** The other dreams whose reflections the model is still making. */
export async function otherBatches(
  parts: Parts,
  { workspace, id }: Pick<DreamRecord, "workspace" | "id">,
): Promise<DreamRecord[]> {
  const oldest = parts.clock.now() - batchPatienceMs;
  const dreams = await parts.ledger.dreams(workspace, dreamsLookedAt);
  return dreams.filter(
    ({ id: other, status, batch }) =>
      other !== id && status === "running" && batch !== null && batch.submittedAt > oldest,
  );
}
