import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { Card, CardAction } from "../../core/card.ts";
import { asId, type ChannelId, type MessageId, type PersonId } from "../../core/ids.ts";
import type { OutgoingFile } from "../../core/ports/delivery.ts";

/** A message as it stands on the playground, the way a chat service keeps its own. */
export interface WorldMessage {
  readonly id: MessageId;
  readonly channel: ChannelId;
  readonly thread: MessageId | null;
  readonly author: PersonId;
  readonly text: string;
  readonly note: string;
  readonly card: Card | null;
  /** Quiet buttons below, apart from those of the card. */
  readonly actions: readonly CardAction[];
  /** What Reverie attached for whoever reads it to keep. */
  readonly files: readonly OutgoingFile[];
  readonly saidAt: number;
  readonly editedAt: number | null;
  readonly isStreaming: boolean;
}

/** What changed: a message as it stands now, or one that is gone. */
export type WorldEvent =
  | { readonly type: "message"; readonly message: WorldMessage }
  | { readonly type: "removed"; readonly id: MessageId; readonly channel: ChannelId };

/** Something that Reverie has not been told durably yet. */
export interface Undelivered {
  readonly number: number;
  readonly change: "said" | "edited" | "deleted";
  readonly message: WorldMessage;
}

type NewMessage = Omit<WorldMessage, "id">;

const schema = `
  CREATE TABLE IF NOT EXISTS messages (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    post_key TEXT UNIQUE,
    body TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS undelivered (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    change TEXT NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
`;

/**
 * The playground's own side: what a chat service would keep on its servers, in a file of its own. What
 * people do is kept until Reverie has taken it, so that a crash in between loses nothing.
 */
export class World {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #listeners = new Set<(event: WorldEvent) => void>();

  constructor(dataDir: string) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const file = join(dataDir, "playground.db");
    this.#database = new DatabaseSync(file, { timeout: 1000 });
    chmodSync(file, 0o600);
    this.#database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON;");
    this.#database.exec(schema);
  }

  /** Tells what changes from here on; gives the way to stop it. */
  listen(listener: (event: WorldEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  isEmpty(): boolean {
    return this.#prepare("SELECT 1 FROM messages LIMIT 1").get() === undefined;
  }

  /** What a person says: it stands, and waits to be told to Reverie. */
  say(message: NewMessage): WorldMessage {
    return this.#together(() => {
      const said = this.#insert(message, null);
      this.#owe("said", said);
      return said;
    });
  }

  /** What Reverie says under a key: the message of an earlier call with the same key takes the new content. */
  post(message: NewMessage, key: string): WorldMessage {
    const known = this.#prepare("SELECT number, body FROM messages WHERE post_key = ?").get(key);
    if (!known) return this.#tell(this.#together(() => this.#insert(message, key)));
    const { id, saidAt } = readBody(known.body);
    return this.#replace({ ...message, id, saidAt });
  }

  find(id: string): WorldMessage | undefined {
    const number = numberOf(id);
    if (number === undefined) return undefined;
    const row = this.#prepare("SELECT body FROM messages WHERE number = ?").get(number);
    return row && readBody(row.body);
  }

  all(): WorldMessage[] {
    return this.#prepare("SELECT body FROM messages ORDER BY number")
      .all()
      .map((row) => readBody(row.body));
  }

  /** Changes what Reverie says; false where the message is gone. */
  update(id: MessageId, change: Partial<NewMessage>): boolean {
    const message = this.find(id);
    if (message) this.#replace({ ...message, ...change });
    return message !== undefined;
  }

  /** What a person changes about their own message. */
  edit(message: WorldMessage, text: string, editedAt: number): void {
    const edited = { ...message, text, editedAt };
    this.#together(() => {
      this.#write(edited);
      this.#owe("edited", edited);
    });
    this.#tell(edited);
  }

  /** Takes a message away; where a person does, Reverie is to be told. */
  remove(message: WorldMessage, isByPerson: boolean): void {
    this.#together(() => {
      this.#prepare("DELETE FROM messages WHERE number = ?").run(numberOf(message.id) ?? -1);
      if (isByPerson) this.#owe("deleted", { ...message, text: "" });
    });
    for (const listener of this.#listeners)
      listener({ type: "removed", id: message.id, channel: message.channel });
  }

  /** What Reverie is still to be told, in order. */
  undelivered(): Undelivered[] {
    const rows = this.#prepare("SELECT number, change, body FROM undelivered ORDER BY number").all();
    return rows.map((row) => ({
      number: row.number as number,
      change: row.change as Undelivered["change"],
      message: readBody(row.body),
    }));
  }

  delivered(number: number): void {
    this.#prepare("DELETE FROM undelivered WHERE number = ?").run(number);
  }

  /** Shows a said message to whoever looks on. */
  announce(message: WorldMessage): void {
    this.#tell(message);
  }

  close(): void {
    this.#listeners.clear();
    this.#database.close();
  }

  /** A statement, prepared at its first use. */
  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #insert(message: NewMessage, key: string | null): WorldMessage {
    const { lastInsertRowid } = this.#prepare("INSERT INTO messages (post_key, body) VALUES (?, '')").run(
      key,
    );
    const inserted: WorldMessage = { ...message, id: asId(`m${lastInsertRowid}`) };
    this.#write(inserted);
    return inserted;
  }

  #write(message: WorldMessage): void {
    const body = JSON.stringify(message);
    this.#prepare("UPDATE messages SET body = ? WHERE number = ?").run(body, numberOf(message.id) ?? -1);
  }

  #replace(message: WorldMessage): WorldMessage {
    this.#write(message);
    return this.#tell(message);
  }

  #owe(change: Undelivered["change"], message: WorldMessage): void {
    this.#prepare("INSERT INTO undelivered (change, body) VALUES (?, ?)").run(
      change,
      JSON.stringify(message),
    );
  }

  #tell(message: WorldMessage): WorldMessage {
    for (const listener of this.#listeners) listener({ type: "message", message });
    return message;
  }

  #together<Result>(work: () => Result): Result {
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      this.#database.exec("COMMIT");
      return result;
    } catch (error) {
      this.#database.exec("ROLLBACK");
      throw error;
    }
  }
}

function numberOf(id: string): number | undefined {
  const digits = /^m(\d{1,15})$/u.exec(id)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Messages that were kept before there were quiet buttons or files have none. */
function readBody(body: unknown): WorldMessage {
  return { actions: [], files: [], ...(JSON.parse(String(body)) as Omit<WorldMessage, "actions" | "files">) };
}
