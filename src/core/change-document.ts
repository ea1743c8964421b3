import type { DocumentKey, Documents, Json } from "./ports/documents.ts";

/** Changes a document that many may write: of two writers at once none is lost. Undefined stands for one that is not there. */
export async function changeDocument(
  documents: Documents,
  key: DocumentKey,
  change: (raw: Json | undefined) => Json,
): Promise<void> {
  for (;;) {
    const raw = await documents.get(key);
    const next = change(raw);
    const written =
      raw === undefined ? await documents.add(key, next, null) : await documents.swap(key, raw, next);
    if (written) return;
  }
}
