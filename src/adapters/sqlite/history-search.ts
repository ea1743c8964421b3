import type { DatabaseSync, StatementSync } from "node:sqlite";
import { asId } from "../../core/ids.ts";
import type { SearchHit } from "../../core/ports/history.ts";
import { searchable } from "../../core/terms.ts";
import type { SearchIndex } from "./search-index.ts";
import { decodeText, type StoredText } from "./stored-text.ts";

/** How many messages a search gives. Core ranks them. */
const searchLimit = 500;
/** How many matches are looked at first, to see how many of them may be read, and how many in each step after. */
const firstStep = 100;
const laterStep = 500;
/** Where less than this share of the matches lies in the asked places, the index is asked for the places too. */
const worthwhileShare = 0.25;

/** Finds the newest messages of some places that hold one of some terms. */
export class HistorySearch {
  readonly #index: SearchIndex;
  readonly #places: StatementSync;
  readonly #inPlaces: StatementSync;

  constructor(connection: DatabaseSync, index: SearchIndex) {
    this.#index = index;
    this.#places = connection.prepare(
      "SELECT key FROM places WHERE workspace = ? AND channel IN (SELECT value FROM json_each(?))",
    );
    // The plus keeps SQLite from going through all messages of the places instead of the few moments.
    this.#inPlaces = connection.prepare(
      `SELECT id, author, text FROM messages
       WHERE moment IN (SELECT value FROM json_each(?)) AND +place IN (SELECT value FROM json_each(?))
         AND answer IS NULL
       ORDER BY moment DESC`,
    );
    // Arrays come a third faster than objects, which shows where there are hundreds.
    this.#inPlaces.setReturnArrays(true);
  }

  /**
   * Newest first. Where most of what was said may be read, it is fastest to go through the matches of
   * the terms alone, from the newest; where little of it may, the places join the query of the index.
   */
  newest(workspaceKey: number, channels: readonly string[], terms: readonly string[]): SearchHit[] {
    const wanted = searchable(terms);
    const places = this.#placesOf(workspaceKey, channels);
    if (wanted.length === 0 || places.length === 0) return [];

    const found: SearchHit[] = [];
    let below = Number.MAX_SAFE_INTEGER;
    let isWorthwhile = true;
    for (let step = firstStep; isWorthwhile && found.length < searchLimit; step = laterStep) {
      const moments = this.#index.newest(wanted, below, step);
      const readable = this.#read(moments, places);
      found.push(...readable);
      if (moments.length < step) return found.slice(0, searchLimit);
      below = moments.at(-1) ?? 0;
      isWorthwhile = readable.length >= step * worthwhileShare;
    }
    if (found.length < searchLimit) {
      const moments = this.#index.newestIn(places, wanted, below, searchLimit - found.length);
      found.push(...this.#read(moments, places));
    }
    return found.slice(0, searchLimit);
  }

  #placesOf(workspace: number, channels: readonly string[]): number[] {
    const rows = this.#places.all(workspace, JSON.stringify(channels)) as unknown as { key: number }[];
    return rows.map(({ key }) => key);
  }

  #read(moments: readonly number[], places: readonly number[]): SearchHit[] {
    const rows = this.#inPlaces.all(JSON.stringify(moments), JSON.stringify(places)) as unknown as Row[];
    return rows.map(([id, author, text]) => ({ id: asId(id), author: asId(author), text: decodeText(text) }));
  }
}

type Row = readonly [id: string, author: string, text: StoredText];
