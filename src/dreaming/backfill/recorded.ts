import { z } from "zod";
import { StoreError } from "../../core/errors.ts";
import { asId, type MessageId } from "../../core/ids.ts";
import type { Parts } from "../../core/parts.ts";
import type { DocumentKey } from "../../core/ports/documents.ts";
import type { Backfill } from "./backfill.ts";

/** Which messages a backfill recorded, one document a stretch: ids alone. */
const recorded = z.array(z.string());

function recordedKey({ workspace, id }: Pick<Backfill, "workspace" | "id">, step: number): DocumentKey {
  return { workspace, kind: "backfill-recorded", name: `${id} ${step}` };
}

/** What was recorded of the stretch that was read as this one, counted from 0. */
export async function readRecorded(
  parts: Parts,
  backfill: Pick<Backfill, "workspace" | "id">,
  step: number,
): Promise<MessageId[]> {
  const parsed = recorded.safeParse((await parts.documents.get(recordedKey(backfill, step))) ?? []);
  if (!parsed.success) throw new StoreError("backfill-recorded", parsed.error);
  return parsed.data.map((id) => asId<MessageId>(id));
}

export async function writeRecorded(
  parts: Parts,
  backfill: Pick<Backfill, "workspace" | "id">,
  step: number,
  messages: readonly MessageId[],
): Promise<void> {
  await parts.documents.put(recordedKey(backfill, step), messages, null);
}

/** Forgets what all stretches recorded. Safe to repeat. */
export async function dropRecorded(parts: Parts, backfill: Backfill): Promise<void> {
  for (const step of backfill.stretches.keys()) await parts.documents.delete(recordedKey(backfill, step));
}
