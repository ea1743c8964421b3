import { z } from "zod";
import { changeDocument } from "../change-document.ts";
import { StoreError } from "../errors.ts";
import type { MemoryId, PersonId, WorkspaceId } from "../ids.ts";
import type { Parts } from "../parts.ts";
import type { DocumentKey, Json } from "../ports/documents.ts";
import { readPrint } from "./fingerprints.ts";

/** What somebody thinks of a memory that an answer was given. */
export const doubtKinds = ["wrong", "outdated", "not-here"] as const;
export type DoubtKind = (typeof doubtKinds)[number];

/** Doubts of a memory: how many people have each, and when the newest was given. */
export interface Doubts {
  readonly counts: Readonly<Record<DoubtKind, number>>;
  readonly newestAt: number;
}

/** Salted prints in the place of people, so that an erasure finds nobody here. At most one a person. */
const stored = z.array(z.object({ print: z.string(), kind: z.enum(doubtKinds), at: z.number() }));

/** The most people whose doubts of one memory are kept. */
const peopleAtMost = 100;

function keyOf(workspace: WorkspaceId, memory: MemoryId): DocumentKey {
  return { workspace, kind: "doubts", name: memory };
}

function parse(raw: Json | undefined) {
  const parsed = stored.safeParse(raw ?? []);
  if (!parsed.success) throw new StoreError("doubts", parsed.error);
  return parsed.data;
}

/** Keeps a person's doubt of a memory, the newest one of each person. Safe to repeat. */
export async function keepDoubt(
  parts: Parts,
  workspace: WorkspaceId,
  memory: MemoryId,
  person: PersonId,
  kind: DoubtKind,
): Promise<void> {
  const print = (await readPrint(parts, workspace))(person);
  const at = parts.clock.now();
  await changeDocument(parts.documents, keyOf(workspace, memory), (raw) => {
    const others = parse(raw).filter((each) => each.print !== print);
    return [...others, { print, kind, at }].slice(-peopleAtMost);
  });
}

/** The doubts of a memory; undefined where nobody has any. */
export async function readDoubts(
  parts: Parts,
  workspace: WorkspaceId,
  memory: MemoryId,
): Promise<Doubts | undefined> {
  const doubts = parse(await parts.documents.get(keyOf(workspace, memory)));
  if (doubts.length === 0) return undefined;
  const countOf = (kind: DoubtKind) => doubts.filter((each) => each.kind === kind).length;
  return {
    counts: { wrong: countOf("wrong"), outdated: countOf("outdated"), "not-here": countOf("not-here") },
    newestAt: Math.max(...doubts.map(({ at }) => at)),
  };
}
