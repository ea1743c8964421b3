import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** What people think of answers, as the program keeps it. */
export function keptFeedback(dataDir: string): { readonly person: string; readonly isGood: boolean }[] {
  const store = new DatabaseSync(join(dataDir, "reverie.db"), { readOnly: true });
  try {
    const rows = store.prepare("SELECT answer FROM messages WHERE answer IS NOT NULL").all();
    return rows.flatMap(({ answer }) => JSON.parse(String(answer)).feedback);
  } finally {
    store.close();
  }
}
