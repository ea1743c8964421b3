import { asId, type MemoryId, type MessageId, type WorkspaceId } from "../core/ids.ts";
import { forgetWork } from "../core/memory/forget-work.ts";
import type { Parts } from "../core/parts.ts";
import { type Making, make } from "./make.ts";
import type { Records, WorkRecord } from "./records.ts";

/** Work for which something is written, and where it is kept. */
export interface Worked<Kept extends WorkRecord> {
  readonly records: Pick<Records<Kept>, "noteRests">;
  readonly work: Kept;
}

/**
 * Writes something for a piece of work and notes what it was made of, so that the work goes when one of those goes (law 6).
 * Rejects with a ModelError.
 */
export async function makeFor<Kept extends WorkRecord>(
  parts: Parts,
  { records, work }: Worked<Kept>,
  making: Making,
  maxTokens: number,
  signal: AbortSignal,
): Promise<string> {
  const { text, memories, messages } = await make(parts, making, maxTokens, signal);
  await noteResting(parts, { records, work }, memories, messages);
  return text;
}

/** Notes what something that was made for a piece of work rests on. */
export async function noteResting<Kept extends WorkRecord>(
  parts: Parts,
  { records, work }: Worked<Kept>,
  memories: readonly MemoryId[],
  messages: readonly MessageId[],
): Promise<void> {
  const workspace: WorkspaceId = asId(work.workspace);
  await records.noteRests(parts, workspace, work.id, [...memories, ...messages]);
  // What was deleted or redacted while it was written was followed before this was noted.
  const standing = new Set((await parts.history.get(workspace, messages)).map(({ id }) => id));
  const gone = messages.filter((id) => !standing.has(id));
  const redacted = await redactedOf(parts, workspace, memories);
  await forgetWork(parts, workspace, { rests: [...gone, ...redacted] });
}

/** Those of which no word is left. */
async function redactedOf(
  parts: Parts,
  workspace: WorkspaceId,
  memories: readonly MemoryId[],
): Promise<MemoryId[]> {
  const found = await Promise.all(memories.map((id) => parts.ledger.memory(workspace, id)));
  return found.flatMap((memory) => (memory?.changes.every(({ text }) => text === "") ? [memory.id] : []));
}
