import type { DatabaseSync, StatementSync } from "node:sqlite";
import { terms } from "../../core/terms.ts";

/** Stands before a place's number in the index. No term can hold it: it is neither letter nor digit. */
const placeMark = "\ue000";

/**
 * The full-text index: which messages hold a term, and in which place they were said. It stores no
 * text, so that the words of a message are given to it again to take them out. It knows messages by their
 * moments.
 */
export class SearchIndex {
  readonly #insert: StatementSync;
  readonly #delete: StatementSync;
  readonly #newest: StatementSync;

  constructor(connection: DatabaseSync) {
    this.#insert = connection.prepare("INSERT INTO search (rowid, terms) VALUES (CAST(? AS INTEGER), ?)");
    this.#delete = connection.prepare(
      "INSERT INTO search (search, rowid, terms) VALUES ('delete', CAST(? AS INTEGER), ?)",
    );
    this.#newest = connection.prepare(
      `SELECT rowid AS moment FROM search WHERE search MATCH ? AND rowid < CAST(? AS INTEGER)
       ORDER BY rowid DESC LIMIT ?`,
    );
  }

  add(moment: number, place: number, text: string): void {
    this.#insert.run(moment, indexed(place, text));
  }

  /** Takes a message out. Needs the very text that was added. */
  take(moment: number, place: number, text: string): void {
    this.#delete.run(moment, indexed(place, text));
  }

  /** Moments below `below` of the newest messages that hold one of the terms, wherever they were said. */
  newest(wanted: readonly string[], below: number, limit: number): number[] {
    return this.#find(anyOf(wanted), below, limit);
  }

  /** The same among the messages of these places. */
  newestIn(places: readonly number[], wanted: readonly string[], below: number, limit: number): number[] {
    const here = anyOf(places.map((place) => `${placeMark}${place}`));
    return this.#find(`(${anyOf(wanted)}) AND (${here})`, below, limit);
  }

  #find(query: string, below: number, limit: number): number[] {
    return (this.#newest.all(query, below, limit) as unknown as { moment: number }[]).map(
      ({ moment }) => moment,
    );
  }
}

function indexed(place: number, text: string): string {
  return [`${placeMark}${place}`, ...new Set(terms(text))].join(" ");
}

function anyOf(tokens: readonly string[]): string {
  return tokens.map((token) => `"${token}"`).join(" OR ");
}
