import { z } from "zod";
import { asId, type WorkspaceId } from "../core/ids.ts";
import type { Parts } from "../core/parts.ts";
import { deliveryOf } from "../core/platforms.ts";
import { plainContent } from "../core/ports/delivery.ts";
import type { JobHandler } from "../core/ports/jobs.ts";
import { unlessRefused } from "../core/unless-refused.ts";
import { below, workPlace } from "./conversation-place.ts";
import type { Records, WorkRecord } from "./records.ts";
import { type AskedWork, whyNotHere } from "./standing.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** When somebody is reminded of what waits for them, and when it ends without them, in milliseconds. */
const remindAfterMs = dayMs;
const expireAfterMs = 7 * dayMs;

/** Work that may wait for whoever asked for it. */
export interface Gated extends WorkRecord, AskedWork {
  readonly card: string | null;
  /** Of what kind it is, about which task of a team, and when it was opened: no two gates of work are alike in all three. */
  readonly gate: { readonly kind: string; readonly task: number | null; readonly openedAt: number } | null;
}

/** How gates of one kind of work are kept. */
export interface GateKeeping<Kept extends Gated> {
  /** Begins the names of its jobs. */
  readonly kind: string;
  /** What a person calls it. */
  readonly noun: string;
  readonly records: Pick<Records<Kept>, "read" | "move">;
  /** Ends it for want of an answer. */
  readonly expire: (record: Kept) => Kept | undefined;
  /** Has it worked on after that. Safe to repeat. */
  readonly goOn: (parts: Parts, record: Kept) => Promise<void>;
}

const gateJob = z.object({ workspace: z.string(), record: z.string(), openedAt: z.number() });

/** Has somebody reminded of what waits for them, and the work ended where they never answer. Safe to repeat. */
export async function enqueueGate(parts: Parts, kind: string, { workspace, id, gate }: Gated): Promise<void> {
  if (!gate) return;
  const { openedAt } = gate;
  const enqueue = (act: string, afterMs: number) =>
    parts.jobs.enqueue({
      id: `${kind}-${act} ${workspace} ${id} ${openedAt}`,
      kind: `${kind}-${act}`,
      key: `${kind}-${act} ${workspace} ${id} ${openedAt}`,
      lane: `${workspace} ${kind}`,
      at: openedAt + afterMs,
      data: { workspace, record: id, openedAt },
    });
  await enqueue("remind", remindAfterMs);
  await enqueue("expire", expireAfterMs);
}

/** The jobs of gates that nobody has answered. */
export function gateJobs<Kept extends Gated>(
  parts: Parts,
  { kind, noun, records, expire, goOn }: GateKeeping<Kept>,
): Readonly<Record<string, JobHandler>> {
  return {
    [`${kind}-remind`]: async ({ job }) => {
      const data = gateJob.parse(job.data);
      const record = await records.read(parts, asId(data.workspace), data.record);
      if (record?.gate?.openedAt === data.openedAt) await remind(parts, kind, noun, record);
    },
    [`${kind}-expire`]: async ({ job }) => {
      const data = gateJob.parse(job.data);
      const workspace: WorkspaceId = asId(data.workspace);
      const moved = await records.move(parts, workspace, data.record, (record) =>
        record.gate?.openedAt === data.openedAt ? expire(record) : undefined,
      );
      if (moved) await goOn(parts, moved.record);
    },
  };
}

async function remind(parts: Parts, kind: string, noun: string, record: Gated): Promise<void> {
  const { card, id, gate, personName } = record;
  if (card === null || !gate || (await whyNotHere(parts, record)) !== undefined) return;
  const place = workPlace({ ...record, card });
  const sentence = `${personName}, this ${noun} still waits for you on the card above. In six days it ends with what there is.`;
  await unlessRefused(parts, `${kind}-not-reminded`, () =>
    deliveryOf(parts, place.workspace).post(
      below(place),
      plainContent(sentence),
      `${kind} ${id} remind ${gate.openedAt}`,
    ),
  );
}
