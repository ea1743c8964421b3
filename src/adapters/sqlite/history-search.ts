import type { DatabaseSync, StatementSync } from "node:sqlite";
import { type MessageRow, messageColumns } from "./message-row.ts";
import { type SearchIndex, searchable } from "./search-index.ts";

/** How many messages a search gives. Core ranks them. */
const searchLimit = 500;
/** How many matches are looked at in one step. */
const stepSize = 500;
/** Where less than this share of the matches lies in the asked places, the index is asked for the places too. */
const worthwhileShare = 0.25;

/** Finds the newest messages of some places that hold one of some terms. */
export class HistorySearch {
  readonly #index: SearchIndex;
  readonly #places: StatementSync;
  readonly #rows: StatementSync;

  constructor(connection: DatabaseSync, index: SearchIndex) {
    this.#index = index;
    this.#places = connection.prepare(
      "SELECT key FROM places WHERE workspace = ? AND channel IN (SELECT value FROM json_each(?))",
    );
    this.#rows = connection.prepare(
      `SELECT ${messageColumns} FROM json_each(?) wanted
       CROSS JOIN messages m ON m.key = wanted.value CROSS JOIN places p ON p.key = m.place
       WHERE m.place IN (SELECT value FROM json_each(?)) ORDER BY m.key DESC`,
    );
  }

  /**
   * Newest first. It goes through the matches of the terms alone, from the newest, which is fastest
   * where most of what was said may be read; where little of it may, the places join the query.
   */
  newest(workspace: number, channels: readonly string[], terms: readonly string[]): MessageRow[] {
    const wanted = searchable(terms);
    const places = this.#placesOf(workspace, channels);
    if (wanted.length === 0 || places.length === 0) return [];

    const found: MessageRow[] = [];
    let below = Number.MAX_SAFE_INTEGER;
    while (found.length < searchLimit) {
      const keys = this.#index.newest(wanted, below, stepSize);
      const rows = this.#rowsIn(places, keys);
      found.push(...rows);
      if (keys.length < stepSize) break;
      below = keys.at(-1) ?? 0;
      if (rows.length < stepSize * worthwhileShare) {
        const rest = this.#index.newestIn(places, wanted, below, searchLimit);
        found.push(...this.#rowsIn(places, rest));
        break;
      }
    }
    return found.slice(0, searchLimit);
  }

  #placesOf(workspace: number, channels: readonly string[]): number[] {
    const rows = this.#places.all(workspace, JSON.stringify(channels)) as unknown as { key: number }[];
    return rows.map(({ key }) => key);
  }

  #rowsIn(places: readonly number[], keys: readonly number[]): MessageRow[] {
    const rows = this.#rows.all(JSON.stringify(keys), JSON.stringify(places));
    return rows as unknown as MessageRow[];
  }
}
