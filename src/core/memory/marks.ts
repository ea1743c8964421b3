import { z } from "zod";
import { type Audience, formatAudience } from "../audience.ts";
import { changeDocument } from "../change-document.ts";
import { StoreError } from "../errors.ts";
import { asId, type MemoryId, type WorkspaceId } from "../ids.ts";
import type { Parts } from "../parts.ts";
import type { DocumentKey, Json } from "../ports/documents.ts";

/** The most memories of one audience that may be pinned: more would leave no room for what fits a question. */
export const pinsAtMost = 20;

/** The most dates that are kept for one audience. */
const datesAtMost = 1000;

/** What people have set beside the memories of one audience: it changes how they are used, and no word of them. */
export interface Marks {
  /** Given to every answer that may have them, and never proposed for removal because of disuse. */
  readonly pinned: ReadonlySet<MemoryId>;
  /** When somebody is to look at them again, in milliseconds. */
  readonly reviewBy: ReadonlyMap<MemoryId, number>;
}

/** The marks of a book that has none. */
export const noMarks: Marks = { pinned: new Set(), reviewBy: new Map() };

const stored = z.object({
  pinned: z.array(z.string()).default([]),
  reviewBy: z.record(z.string(), z.number()).default({}),
});
type Stored = z.infer<typeof stored>;

function keyOf(workspace: WorkspaceId, audience: Audience): DocumentKey {
  return { workspace, kind: "marks", name: formatAudience(audience) };
}

function parse(raw: Json | undefined): Stored {
  const parsed = stored.safeParse(raw ?? {});
  if (!parsed.success) throw new StoreError("marks", parsed.error);
  return parsed.data;
}

/** The marks of an audience's memories. */
export async function readMarks(
  parts: Pick<Parts, "documents">,
  workspace: WorkspaceId,
  audience: Audience,
): Promise<Marks> {
  const { pinned, reviewBy } = parse(await parts.documents.get(keyOf(workspace, audience)));
  return {
    pinned: new Set(pinned.map((id) => asId<MemoryId>(id))),
    reviewBy: new Map(Object.entries(reviewBy).map(([id, at]) => [asId<MemoryId>(id), at])),
  };
}

/**
 * Pins a memory or takes the pin away. False where as many are pinned as may be; what does not stand in the book any more
 * does not count. Safe to repeat.
 */
export async function setPinned(
  parts: Pick<Parts, "documents">,
  workspace: WorkspaceId,
  { audience, id }: { readonly audience: Audience; readonly id: MemoryId },
  isPinned: boolean,
  standing: ReadonlySet<MemoryId>,
): Promise<boolean> {
  let isDone = true;
  await changeDocument(parts.documents, keyOf(workspace, audience), (raw) => {
    const marks = parse(raw);
    const others = marks.pinned.filter((each) => each !== id && standing.has(asId(each)));
    isDone = !isPinned || others.length < pinsAtMost;
    return { ...marks, pinned: isPinned && isDone ? [...others, id] : isPinned ? marks.pinned : others };
  });
  return isDone;
}

/** Sets when somebody is to look at a memory again; null for never. The dates that are nearest stay where there are too many. */
export async function setReviewBy(
  parts: Pick<Parts, "documents">,
  workspace: WorkspaceId,
  { audience, id }: { readonly audience: Audience; readonly id: MemoryId },
  reviewAt: number | null,
): Promise<void> {
  await changeDocument(parts.documents, keyOf(workspace, audience), (raw) => {
    const marks = parse(raw);
    const { [id]: _before, ...others } = marks.reviewBy;
    const dates = Object.entries(reviewAt === null ? others : { ...others, [id]: reviewAt });
    const nearest = dates.toSorted(([, one], [, other]) => one - other).slice(0, datesAtMost);
    return { ...marks, reviewBy: Object.fromEntries(nearest) };
  });
}

/** Takes the marks of a person's memories away, with the person. */
export async function eraseMarks(
  parts: Pick<Parts, "documents">,
  workspace: WorkspaceId,
  audience: Audience,
): Promise<void> {
  await parts.documents.delete(keyOf(workspace, audience));
}
