import { z } from "zod";
import { changeDocument } from "./change-document.ts";
import { StoreError } from "./errors.ts";
import type { PersonId, WorkspaceId } from "./ids.ts";
import type { Parts } from "./parts.ts";
import type { DocumentKey, Json } from "./ports/documents.ts";

/** The most documents of one workspace that belong to people, the newest: older ones are dropped. */
const keptAtMost = 1000;

const index = z.array(z.object({ kind: z.string(), name: z.string(), person: z.string() }));
type Index = z.infer<typeof index>;

function indexKey(workspace: WorkspaceId): DocumentKey {
  return { workspace, kind: "personal-documents", name: "" };
}

function parse(raw: Json | undefined): Index {
  const parsed = index.safeParse(raw ?? []);
  if (!parsed.success) throw new StoreError("personal-documents", parsed.error);
  return parsed.data;
}

/** Adds a document that belongs to somebody and goes with them. False where it is there already. Safe to repeat. */
export async function addPersonal(
  parts: Pick<Parts, "documents">,
  { workspace, kind, name }: DocumentKey,
  person: PersonId,
  value: Json,
): Promise<boolean> {
  // The index first, so that an erasure finds whatever was stored.
  const dropped: Index[number][] = [];
  await changeDocument(parts.documents, indexKey(workspace), (raw) => {
    const known = parse(raw);
    const isKnown = known.some((each) => each.kind === kind && each.name === name);
    const all = isKnown ? known : [...known, { kind, name, person }];
    dropped.splice(0, dropped.length, ...all.slice(0, -keptAtMost));
    return all.slice(-keptAtMost);
  });
  for (const each of dropped) await parts.documents.delete({ workspace, kind: each.kind, name: each.name });
  return parts.documents.add({ workspace, kind, name }, value, null);
}

/** Deletes what belongs to somebody. Safe to repeat. */
export async function erasePersonal(
  parts: Pick<Parts, "documents">,
  workspace: WorkspaceId,
  person: PersonId,
): Promise<void> {
  const raw = await parts.documents.get(indexKey(workspace));
  if (raw === undefined) return;
  for (const { kind, name } of parse(raw).filter((each) => each.person === person))
    await parts.documents.delete({ workspace, kind, name });
  await changeDocument(parts.documents, indexKey(workspace), (now) =>
    parse(now).filter((each) => each.person !== person),
  );
}
