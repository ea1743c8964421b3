import type { DocumentKey, Documents, Json } from "./ports/documents.ts";

/** What becomes of a document. Undefined stands for one that is not there. */
type Change = (raw: Json | undefined) => Json;

interface Waiting {
  readonly change: Change;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** The changes that wait in this process, by store and document. A line is there while one is being written. */
const lines = new WeakMap<Documents, Map<string, Waiting[]>>();

/**
 * Changes a document that many may write: of two writers at once none is lost. Changes that come while one is
 * being written are written together after it.
 */
export function changeDocument(documents: Documents, key: DocumentKey, change: Change): Promise<void> {
  const byName = lines.get(documents) ?? new Map<string, Waiting[]>();
  lines.set(documents, byName);
  const name = JSON.stringify([key.workspace, key.kind, key.name]);
  return new Promise((resolve, reject) => {
    const waiting = { change, resolve, reject };
    const line = byName.get(name);
    if (line) {
      line.push(waiting);
      return;
    }
    byName.set(name, [waiting]);
    void writeLine(documents, key, byName, name);
  });
}

async function writeLine(
  documents: Documents,
  key: DocumentKey,
  byName: Map<string, Waiting[]>,
  name: string,
): Promise<void> {
  for (;;) {
    const batch = byName.get(name)?.splice(0) ?? [];
    if (batch.length === 0) {
      byName.delete(name);
      return;
    }
    await writeBatch(documents, key, batch);
  }
}

async function writeBatch(documents: Documents, key: DocumentKey, batch: readonly Waiting[]): Promise<void> {
  try {
    await write(documents, key, (raw) => batch.reduce((value, { change }) => change(value), raw) as Json);
    for (const { resolve } of batch) resolve();
  } catch (error) {
    const [only, ...more] = batch;
    if (more.length === 0) only?.reject(error);
    // A change that cannot be made takes none of the others along.
    else for (const each of batch) await writeBatch(documents, key, [each]);
  }
}

async function write(documents: Documents, key: DocumentKey, change: Change): Promise<void> {
  for (;;) {
    const raw = await documents.get(key);
    const next = change(raw);
    const written =
      raw === undefined ? await documents.add(key, next, null) : await documents.swap(key, raw, next);
    if (written) return;
  }
}
