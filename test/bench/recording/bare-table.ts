import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Message } from "../../../src/core/message.ts";

/** The least that keeps messages as durably: one table without an index, one commit a row. */
export function openBareTable(folder: string): { insert(message: Message): void; close(): void } {
  const database = new DatabaseSync(join(folder, "bare.db"));
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE messages (id TEXT, channel TEXT, author TEXT, said_at INTEGER, text TEXT) STRICT;
  `);
  const row = database.prepare("INSERT INTO messages VALUES (?, ?, ?, ?, ?)");
  return {
    insert: ({ id, channel, author, saidAt, text }) => void row.run(id, channel, author, saidAt, text),
    close: () => database.close(),
  };
}
