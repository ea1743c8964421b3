import { mayBeKept, readSaid, toMessage } from "../../core/conversation/said.ts";
import type { MessageId, WorkspaceId } from "../../core/ids.ts";
import type { RecordedMessage } from "../../core/message.ts";
import type { Parts } from "../../core/parts.ts";
import type { IncomingMessage } from "../../core/ports/platform.ts";
import { readKeptOut } from "../../core/privacy.ts";
import type { Backfill } from "./backfill.ts";
import { readRecorded, writeRecorded } from "./recorded.ts";

/** What is not kept yet and may be, as live talk would be; nothing of it is stored. */
export async function keepable(
  parts: Parts,
  workspace: WorkspaceId,
  messages: readonly IncomingMessage[],
): Promise<RecordedMessage[]> {
  const known = await knownOf(parts, workspace, messages);
  const fresh: RecordedMessage[] = [];
  for (const told of messages.filter(({ id }) => !known.has(id))) {
    const said = await readSaid(parts, workspace, told);
    if (said && (await mayBeKept(parts, said))) fresh.push({ ...toMessage(said, false), sequence: 0 });
  }
  return fresh;
}

/**
 * Records what is not kept yet and may be, in its order, and keeps which messages that were. Gives how many. Run again it
 * knows its own; should the very same message be told live at the instant in which a run dies, it counts as its own too.
 */
export async function keepStretch(
  parts: Parts,
  backfill: Pick<Backfill, "workspace" | "id">,
  step: number,
  messages: readonly IncomingMessage[],
  signal: AbortSignal,
): Promise<number> {
  const { workspace } = backfill;
  const claimed = new Set(await readRecorded(parts, backfill, step));
  const known = await knownOf(parts, workspace, messages);
  const open = messages.filter(({ id }) => claimed.has(id) || !known.has(id));
  const claims = [...new Set([...claimed, ...open.map(({ id }) => id)])];
  if (claims.length === 0) return 0;
  // Before they are recorded: what a run that died in between has recorded could not be told from live talk.
  await writeRecorded(parts, backfill, step, claims);
  const own = new Set(claimed);
  for (const told of open) {
    signal.throwIfAborted();
    const said = await readSaid(parts, workspace, told);
    const isKept =
      said && (await mayBeKept(parts, said)) && (await parts.history.record(toMessage(said, false)));
    if (isKept) own.add(told.id);
  }
  await forgetKeptOut(parts, workspace, open, own);
  const standing = await parts.history.get(workspace, [...own]);
  await writeRecorded(
    parts,
    backfill,
    step,
    standing.map(({ id }) => id),
  );
  return standing.length;
}

async function knownOf(
  parts: Parts,
  workspace: WorkspaceId,
  messages: readonly IncomingMessage[],
): Promise<Set<MessageId>> {
  const found = await parts.history.get(
    workspace,
    messages.map(({ id }) => id),
  );
  return new Set(found.map(({ id }) => id));
}

/**
 * Who opted out or had themselves erased while this ran may have been recorded just behind it. An erasure says so before
 * it looks for their words, so that one of the two finds them.
 */
async function forgetKeptOut(
  parts: Parts,
  workspace: WorkspaceId,
  messages: readonly IncomingMessage[],
  own: ReadonlySet<MessageId>,
): Promise<void> {
  const isKeptOut = await readKeptOut(parts, workspace);
  const theirs = messages.filter(({ id, author, saidAt }) => own.has(id) && isKeptOut(author, saidAt));
  await parts.history.forget(
    workspace,
    theirs.map(({ id }) => id),
  );
}
