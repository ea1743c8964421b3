import { z } from "zod";
import { changeDocument } from "./change-document.ts";
import { StoreError } from "./errors.ts";
import type { PersonId, WorkspaceId } from "./ids.ts";
import { readPrint } from "./memory/fingerprints.ts";
import type { Person } from "./message.ts";
import type { Parts } from "./parts.ts";
import type { DocumentKey, Json } from "./ports/documents.ts";

/** Somebody who opted out: a salted fingerprint of the id, and the names as long as they may be kept. */
const optOuts = z.array(z.object({ print: z.string(), names: z.array(z.string()) }));
type OptOuts = z.infer<typeof optOuts>;

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
  const raw = await parts.documents.get(optOutKey(workspace));
  if (raw === undefined) return { has: () => false, names: [] };
  const entries = parse(raw);
  const print = await readPrint(parts, workspace);
  const prints = new Set(entries.map((entry) => entry.print));
  return { has: (person) => prints.has(print(person)), names: entries.flatMap(({ names }) => names) };
}

function parse(raw: Json | undefined): OptOuts {
  const parsed = optOuts.safeParse(raw ?? []);
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
  await change(parts, workspace, id, (_, print) => (isOut ? { print, names: [id, name] } : undefined));
}

/** Forgets the names of somebody who was erased; who opted out stays out. */
export async function forgetOptOutNames(
  parts: Parts,
  workspace: WorkspaceId,
  person: PersonId,
): Promise<void> {
  await change(parts, workspace, person, (known) => known && { ...known, names: [] });
}

/** Changes one person's entry. */
async function change(
  parts: Parts,
  workspace: WorkspaceId,
  person: PersonId,
  next: (known: OptOuts[number] | undefined, print: string) => OptOuts[number] | undefined,
): Promise<void> {
  const key = optOutKey(workspace);
  const print = (await readPrint(parts, workspace))(person);
  await changeDocument(parts.documents, key, (raw) => {
    const entries = parse(raw);
    const changed = next(
      entries.find((entry) => entry.print === print),
      print,
    );
    const others = entries.filter((entry) => entry.print !== print);
    return changed ? [...others, changed] : others;
  });
}
