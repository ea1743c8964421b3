import { z } from "zod";
import { changeDocument } from "./change-document.ts";
import { StoreError } from "./errors.ts";
import type { PersonId, WorkspaceId } from "./ids.ts";
import type { Parts } from "./parts.ts";
import type { DocumentKey, Json } from "./ports/documents.ts";

/** The most documents of one workspace that belong to people, the newest: older ones are dropped. */
const keptAtMost = 1000;

const index = z.array(
  z.object({
    kind: z.string(),
    name: z.string(),
    person: z.string(),
    /** The ids of messages and memories that it was made of: it goes when one of them does. */
    rests: z.array(z.string()),
  }),
);
type Index = z.infer<typeof index>;

function indexKey(workspace: WorkspaceId): DocumentKey {
  return { workspace, kind: "personal-documents", name: "" };
}

function parse(raw: Json | undefined): Index {
  const parsed = index.safeParse(raw ?? []);
  if (!parsed.success) throw new StoreError("personal-documents", parsed.error);
  return parsed.data;
}

/** To whom a document belongs, and the ids of the messages and memories that it was made of. */
export interface Belonging {
  readonly person: PersonId;
  readonly rests: readonly string[];
}

/** Adds a document that goes with somebody and with what it was made of. False where it is there already. Safe to repeat. */
export async function addPersonal(
  parts: Pick<Parts, "documents">,
  { workspace, kind, name }: DocumentKey,
  { person, rests }: Belonging,
  value: Json,
): Promise<boolean> {
  // The index first, so that an erasure finds whatever was stored.
  const dropped: Index[number][] = [];
  await changeDocument(parts.documents, indexKey(workspace), (raw) => {
    const known = parse(raw);
    const isKnown = known.some((each) => each.kind === kind && each.name === name);
    const all = isKnown ? known : [...known, { kind, name, person, rests: [...rests] }];
    dropped.splice(0, dropped.length, ...all.slice(0, -keptAtMost));
    return all.slice(-keptAtMost);
  });
  for (const each of dropped) await parts.documents.delete({ workspace, kind: each.kind, name: each.name });
  return parts.documents.add({ workspace, kind, name }, value, null);
}

/** Notes what more a document was made of; nothing where it is gone. Safe to repeat. */
export async function noteRests(
  parts: Pick<Parts, "documents">,
  { workspace, kind, name }: DocumentKey,
  rests: readonly string[],
): Promise<void> {
  await changeDocument(parts.documents, indexKey(workspace), (raw) =>
    parse(raw).map((each) =>
      each.kind === kind && each.name === name
        ? { ...each, rests: [...new Set([...each.rests, ...rests])] }
        : each,
    ),
  );
}

/** Which documents go. */
export type Going = { readonly person: PersonId } | { readonly rests: readonly string[] };

/**
 * Deletes the documents that belong to somebody, or that were made of one of these, has what was said of them follow by their
 * names, and forgets last that they were there, so that a run that died goes on. Whoever writes something of a document at the
 * same time writes it before that, or finds the document gone. Safe to repeat.
 */
export async function erasePersonal(
  parts: Pick<Parts, "documents">,
  workspace: WorkspaceId,
  going: Going,
  follow: (names: readonly string[]) => Promise<void>,
): Promise<void> {
  const isGoing = goes(going);
  const found = await readGoing(parts, workspace, going);
  if (found.length === 0) return;
  for (const { kind, name } of found) await parts.documents.delete({ workspace, kind, name });
  await follow(found.map(({ name }) => name));
  await changeDocument(parts.documents, indexKey(workspace), (now) =>
    parse(now).filter((each) => !isGoing(each)),
  );
}

async function readGoing(
  parts: Pick<Parts, "documents">,
  workspace: WorkspaceId,
  going: Going,
): Promise<Index> {
  const raw = await parts.documents.get(indexKey(workspace));
  return parse(raw).filter(goes(going));
}

function goes(going: Going): (each: Index[number]) => boolean {
  if ("person" in going) return ({ person }) => person === going.person;
  // An erasure gives all that somebody ever said.
  const gone = new Set(going.rests);
  return ({ rests }) => rests.some((rest) => gone.has(rest));
}
