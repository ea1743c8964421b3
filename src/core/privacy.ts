import { z } from "zod";
import { StoreError } from "./errors.ts";
import type { PersonId, WorkspaceId } from "./ids.ts";
import type { Person } from "./message.ts";
import type { Parts } from "./parts.ts";
import type { DocumentKey, Json } from "./ports/documents.ts";

const optOuts = z.array(z.object({ id: z.string(), name: z.string() }));

function optOutKey(workspace: WorkspaceId): DocumentKey {
  return { workspace, kind: "opted-out", name: "" };
}

/** The people of a workspace whose words are not kept and who are not named in memory. */
export async function readOptedOut(
  parts: Parts,
  workspace: WorkspaceId,
): Promise<{ id: string; name: string }[]> {
  return parse(await parts.documents.get(optOutKey(workspace)));
}

function parse(raw: Json | undefined): { id: string; name: string }[] {
  const parsed = optOuts.safeParse(raw ?? []);
  if (!parsed.success) throw new StoreError("opted-out", parsed.error);
  return parsed.data;
}

/** Whether a person opted out. */
export async function isOptedOut(parts: Parts, workspace: WorkspaceId, person: PersonId): Promise<boolean> {
  return (await readOptedOut(parts, workspace)).some(({ id }) => id === person);
}

/** Takes a person out of memory, or back in. Of two writers at once none is lost. */
export async function writeOptOut(
  parts: Parts,
  workspace: WorkspaceId,
  person: Pick<Person, "id" | "name">,
  out: boolean,
): Promise<void> {
  const key = optOutKey(workspace);
  for (;;) {
    const raw = await parts.documents.get(key);
    const others = parse(raw).filter(({ id }) => id !== person.id);
    const next = out ? [...others, { id: person.id, name: person.name }] : others;
    const written =
      raw === undefined
        ? await parts.documents.add(key, next, null)
        : await parts.documents.swap(key, raw, next);
    if (written) return;
  }
}
