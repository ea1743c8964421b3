import { z } from "zod";
import { changeDocument } from "./change-document.ts";
import { StoreError } from "./errors.ts";
import type { PersonId, WorkspaceId } from "./ids.ts";
import { readPrint } from "./memory/fingerprints.ts";
import type { Person } from "./message.ts";
import type { Parts } from "./parts.ts";
import type { DocumentKey, Json } from "./ports/documents.ts";

/**
 * What somebody wished: a salted fingerprint of the id, whether they opted out, their names as long as they may be kept, and
 * when they had themselves erased last.
 */
const wishes = z.array(
  z.object({
    print: z.string(),
    names: z.array(z.string()),
    isOut: z.boolean().default(true),
    erasedAt: z.number().nullable().default(null),
  }),
);
type Wish = z.infer<typeof wishes>[number];

function optOutKey(workspace: WorkspaceId): DocumentKey {
  return { workspace, kind: "opted-out", name: "" };
}

/** The people of a workspace whose words are not kept and who are not named in memory. */
export interface OptedOut {
  readonly has: (person: PersonId) => boolean;
  /** Their ids and exact names; an erased person's are not known any more. */
  readonly names: readonly string[];
}

export async function readOptedOut(parts: Parts, workspace: WorkspaceId): Promise<OptedOut> {
  const { all, wishOf } = await readWishes(parts, workspace);
  return {
    has: (person) => wishOf(person)?.isOut === true,
    names: all.flatMap(({ isOut, names }) => (isOut ? names : [])),
  };
}

async function readWishes(parts: Parts, workspace: WorkspaceId) {
  const raw = await parts.documents.get(optOutKey(workspace));
  if (raw === undefined) return { all: [], wishOf: () => undefined };
  const all = parse(raw);
  const print = await readPrint(parts, workspace);
  const byPrint = new Map(all.map((wish) => [wish.print, wish]));
  return { all, wishOf: (person: PersonId) => byPrint.get(print(person)) };
}

/**
 * Whether what a person said at an instant is kept out: all of those who opted out, and what was said before somebody had
 * themselves erased, however late it is told.
 */
export async function readKeptOut(
  parts: Parts,
  workspace: WorkspaceId,
): Promise<(person: PersonId, saidAt: number) => boolean> {
  const { wishOf } = await readWishes(parts, workspace);
  return (person, saidAt) => {
    const wish = wishOf(person);
    return wish !== undefined && (wish.isOut || saidAt < (wish.erasedAt ?? 0));
  };
}

function parse(raw: Json | undefined): Wish[] {
  const parsed = wishes.safeParse(raw ?? []);
  if (!parsed.success) throw new StoreError("opted-out", parsed.error);
  return parsed.data;
}

/** Whether a person opted out. */
export async function isOptedOut(parts: Parts, workspace: WorkspaceId, person: PersonId): Promise<boolean> {
  return (await readOptedOut(parts, workspace)).has(person);
}

/** Takes a person out of memory, or back in. */
export async function writeOptOut(
  parts: Parts,
  workspace: WorkspaceId,
  { id, name }: Pick<Person, "id" | "name">,
  isOut: boolean,
): Promise<void> {
  await change(parts, workspace, id, (known) => ({ ...known, isOut, names: isOut ? [id, name] : [] }));
}

/** Keeps when somebody had themselves erased: what they said before is not to come back. */
export async function rememberErasure(
  parts: Parts,
  workspace: WorkspaceId,
  person: PersonId,
  erasedAt: number,
): Promise<void> {
  await change(parts, workspace, person, (known) => ({ ...known, erasedAt }));
}

/** Forgets the names of somebody who was erased; who opted out stays out. */
export async function forgetOptOutNames(
  parts: Parts,
  workspace: WorkspaceId,
  person: PersonId,
): Promise<void> {
  await change(parts, workspace, person, (known) => ({ ...known, names: [] }));
}

/** Changes one person's entry, which goes when it says nothing any more. */
async function change(
  parts: Parts,
  workspace: WorkspaceId,
  person: PersonId,
  next: (known: Wish) => Wish,
): Promise<void> {
  const print = (await readPrint(parts, workspace))(person);
  const none: Wish = { print, names: [], isOut: false, erasedAt: null };
  await changeDocument(parts.documents, optOutKey(workspace), (raw) => {
    const all = parse(raw);
    const changed = next(all.find((wish) => wish.print === print) ?? none);
    const others = all.filter((wish) => wish.print !== print);
    return changed.isOut || changed.erasedAt !== null ? [...others, changed] : others;
  });
}
