import { z } from "zod";
import { nextDue } from "../core/cadence.ts";
import { StoreError } from "../core/errors.ts";
import type { WorkspaceId } from "../core/ids.ts";
import type { Parts } from "../core/parts.ts";
import { allWorkspaces } from "../core/platforms.ts";
import type { Cancel } from "../core/ports/clock.ts";
import type { DocumentKey } from "../core/ports/documents.ts";
import { readSettings } from "../core/settings/settings.ts";
import { enqueueDream } from "./dream-job.ts";

/** When the next dream of a workspace is due, and the rule from which that was worked out. */
const due = z.object({ rule: z.string(), dueAt: z.number().nullable() });

function dueKey(workspace: WorkspaceId): DocumentKey {
  return { workspace, kind: "dream-due", name: "" };
}

/** Starts the tick that looks for dreams that are due. The due instants are stored; the tick may be lost. */
export function startSchedule(parts: Parts): Cancel {
  const tick = () => {
    runDueDreams(parts).catch((error: unknown) => parts.log.error("schedule-failed", {}, error));
  };
  tick();
  return parts.clock.every(30, tick);
}

/** Enqueues every dream that is due and stores when the next one is. A missed one runs once. */
export async function runDueDreams(parts: Parts): Promise<void> {
  for (const workspace of await allWorkspaces(parts)) await runDue(parts, workspace);
}

async function runDue(parts: Parts, workspace: WorkspaceId): Promise<void> {
  const now = parts.clock.now();
  const { cadence, timezone } = await readSettings(parts, workspace, null);
  const rule = `${cadence.type === "off" ? "off" : cadence.expression} ${timezone}`;
  const raw = await parts.documents.get(dueKey(workspace));
  const next = () => ({ rule, dueAt: nextDue(cadence, timezone, now) ?? null });
  if (raw === undefined) {
    await parts.documents.add(dueKey(workspace), next(), null);
    return;
  }
  const stored = due.safeParse(raw);
  if (!stored.success) throw new StoreError("dream-due", stored.error);
  if (stored.data.rule !== rule) {
    await parts.documents.swap(dueKey(workspace), raw, next());
    return;
  }
  const { dueAt } = stored.data;
  if (dueAt === null || dueAt > now) return;
  // The period's id makes it once, however many replicas tick; the stored instant moves only after it is durable.
  await enqueueDream(parts, workspace, dueAt, null);
  await parts.documents.swap(dueKey(workspace), raw, next());
}

/** When the next dream is due, or null where dreams are off. */
export async function readDueAt(parts: Parts, workspace: WorkspaceId): Promise<number | null> {
  const { cadence, timezone } = await readSettings(parts, workspace, null);
  return nextDue(cadence, timezone, parts.clock.now()) ?? null;
}
