import { z } from "zod";
import { changeDocument } from "../../core/change-document.ts";
import { StoreError } from "../../core/errors.ts";
import { asId, type ChannelId, type MessageId, type WorkspaceId } from "../../core/ids.ts";
import type { Parts } from "../../core/parts.ts";
import type { DocumentKey, Json } from "../../core/ports/documents.ts";

/** A message of Reverie's that stands on the platform. */
const standing = z.object({ channel: z.string(), message: z.string() });

const stored = z.object({
  id: z.string(),
  channel: z.string(),
  days: z.number(),
  /** What was said from this instant on and before the second, in milliseconds. */
  from: z.number(),
  to: z.number(),
  state: z.enum(["looking", "offered", "left", "reading", "read", "stopped", "taking-back", "taken-back"]),
  /** Since when it is in this state. */
  stateAt: z.number(),
  /** Before which message each stretch of the past ends, the newest first; null for the end of the period. */
  stretches: z.array(z.string().nullable()),
  /** How many stretches are read, the oldest first. */
  read: z.number(),
  /** How many messages were recorded. */
  recorded: z.number(),
  /** How many of them were there when they were taken back, and which proposals waited that rested on them; null before. */
  taken: z.object({ messages: z.number(), proposals: z.array(z.string()) }).nullable(),
  /** Why it stopped before its end, one sentence. */
  stoppedBecause: z.string().nullable(),
  /** The backfill of the channel before this one whose words are there still. */
  earlier: z.string().nullable(),
  /** The card with the estimate, and the one that tells the end. */
  offer: standing.nullable(),
  report: standing.nullable(),
});
type Stored = z.infer<typeof stored>;

/** The reading of a channel's past, as it is kept: no word of anybody's, and nobody's id. */
export interface Backfill extends Omit<Stored, "channel" | "stretches"> {
  readonly workspace: WorkspaceId;
  readonly channel: ChannelId;
  readonly stretches: readonly (MessageId | null)[];
}

/** How long an estimate may be under way before it counts as lost, and how long it stands, in milliseconds. */
const lookingMs = 60 * 60 * 1000;
export const offerMs = 24 * 60 * 60 * 1000;

/** Whether it keeps another from beginning. */
function isUnderWay({ state, stateAt }: Backfill, now: number): boolean {
  if (state === "looking") return now - stateAt < lookingMs;
  return state === "reading" || state === "taking-back";
}

/** Whether it recorded something that is not taken back yet, or may be about to. */
export function holdsWords({ state }: Backfill): boolean {
  return state === "reading" || state === "read" || state === "stopped" || state === "taking-back";
}

function backfillKey(workspace: WorkspaceId, id: string): DocumentKey {
  return { workspace, kind: "backfill", name: id };
}

function newestKey(workspace: WorkspaceId, channel: ChannelId): DocumentKey {
  return { workspace, kind: "backfill-newest", name: channel };
}

function parse(workspace: WorkspaceId, raw: Json | undefined): Backfill {
  const parsed = stored.safeParse(raw);
  if (!parsed.success) throw new StoreError("backfill", parsed.error);
  const { channel, stretches, ...rest } = parsed.data;
  return {
    ...rest,
    workspace,
    channel: asId(channel),
    stretches: stretches.map((before) => (before === null ? null : asId<MessageId>(before))),
  };
}

function toJson({ workspace: _, ...backfill }: Backfill): Json {
  return { ...backfill };
}

export async function readBackfill(
  parts: Parts,
  workspace: WorkspaceId,
  id: string,
): Promise<Backfill | undefined> {
  const raw = await parts.documents.get(backfillKey(workspace, id));
  return raw === undefined ? undefined : parse(workspace, raw);
}

/** Changes a backfill and gives it as it is then. Of two writers at once none is lost. Rejects where it is not there. */
export async function changeBackfill(
  parts: Parts,
  { workspace, id }: Pick<Backfill, "workspace" | "id">,
  change: (known: Backfill) => Backfill,
): Promise<Backfill> {
  const changed: Backfill[] = [];
  await changeDocument(parts.documents, backfillKey(workspace, id), (raw) => {
    const next = change(parse(workspace, raw));
    changed.push(next);
    return toJson(next);
  });
  // The last is the one that was stored.
  return changed.at(-1) as Backfill;
}

/** The same, into another state at this instant. */
export function intoState(backfill: Backfill, state: Backfill["state"], now: number): Backfill {
  return backfill.state === state ? backfill : { ...backfill, state, stateAt: now };
}

/** The backfill of a channel that began last. */
export async function readNewest(
  parts: Parts,
  workspace: WorkspaceId,
  channel: ChannelId,
): Promise<Backfill | undefined> {
  return named(parts, workspace, await parts.documents.get(newestKey(workspace, channel)));
}

async function named(
  parts: Parts,
  workspace: WorkspaceId,
  id: Json | undefined,
): Promise<Backfill | undefined> {
  return typeof id === "string" ? readBackfill(parts, workspace, id) : undefined;
}

/** The newest backfill of a channel of which there is something to take back. */
export async function readNewestWithWords(
  parts: Parts,
  workspace: WorkspaceId,
  channel: ChannelId,
): Promise<Backfill | undefined> {
  let found = await readNewest(parts, workspace, channel);
  while (found && !holdsWords(found)) {
    found = found.earlier === null ? undefined : await readBackfill(parts, workspace, found.earlier);
  }
  return found;
}

/** Who wants how much of which past. */
export interface Wanted {
  /** The same at every try. */
  readonly id: string;
  readonly workspace: WorkspaceId;
  readonly channel: ChannelId;
  readonly days: number;
  readonly from: number;
  readonly to: number;
}

/** What came of a wish to begin: the wanted backfill, or another that is under way. */
export interface Begun {
  readonly backfill: Backfill;
  /** One that was over, in whose place it is; it is kept no longer. */
  readonly replaced: Backfill | undefined;
}

/** Begins a backfill as the newest of its channel, in place of an offer that nobody took up. Safe to repeat. */
export async function beginBackfill(parts: Parts, wanted: Wanted): Promise<Begun> {
  const { documents, clock } = parts;
  const { workspace, channel, id } = wanted;
  for (;;) {
    const pointer = await documents.get(newestKey(workspace, channel));
    const newest = await named(parts, workspace, pointer);
    if (newest?.id === id) return { backfill: newest, replaced: undefined };
    if (newest && isUnderWay(newest, clock.now())) {
      // What a try before this one left, which lost the race.
      await documents.delete(backfillKey(workspace, id));
      return { backfill: newest, replaced: undefined };
    }
    const begun = await takePlace(parts, wanted, newest, pointer);
    if (begun) return begun;
  }
}

/** Puts it in the place of the newest, or of one whose words are there still on top; undefined where another was first. */
async function takePlace(
  { documents, clock }: Parts,
  wanted: Wanted,
  newest: Backfill | undefined,
  pointer: Json | undefined,
): Promise<Begun | undefined> {
  const { workspace, channel, id } = wanted;
  const replaced = newest && !holdsWords(newest) ? newest : undefined;
  const earlier = replaced ? replaced.earlier : (newest?.id ?? null);
  const backfill = freshBackfill(wanted, earlier, clock.now());
  await documents.put(backfillKey(workspace, id), toJson(backfill), null);
  const key = newestKey(workspace, channel);
  const isFirst =
    pointer === undefined ? await documents.add(key, id, null) : await documents.swap(key, pointer, id);
  if (!isFirst) return undefined;
  if (replaced) await documents.delete(backfillKey(workspace, replaced.id));
  return { backfill, replaced };
}

function freshBackfill(wanted: Wanted, earlier: string | null, now: number): Backfill {
  return {
    ...wanted,
    state: "looking",
    stateAt: now,
    stretches: [],
    read: 0,
    recorded: 0,
    taken: null,
    stoppedBecause: null,
    earlier,
    offer: null,
    report: null,
  };
}
