import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { WorkspaceId } from "../../core/ids.ts";
import { type SearchIndex, searchable } from "./search-index.ts";
import { type FindMessages, prepareMessages, type StoredMessage } from "./stored-message.ts";

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
  readonly #inPlaces: FindMessages;

  constructor(connection: DatabaseSync, index: SearchIndex) {
    this.#index = index;
    this.#places = connection.prepare(
      "SELECT key FROM places WHERE workspace = ? AND channel IN (SELECT value FROM json_each(?))",
    );
    // The plus keeps SQLite from going through all messages of the places instead of the few moments.
    this.#inPlaces = prepareMessages(
      connection,
      `WHERE m.moment IN (SELECT value FROM json_each(?)) AND +m.place IN (SELECT value FROM json_each(?))
       ORDER BY m.moment DESC`,
    );
  }

  /**
   * Newest first. Where most of what was said may be read, it is fastest to go through the matches of
   * the terms alone, from the newest; where little of it may, the places join the query of the index.
   */
  newest(
    workspace: WorkspaceId,
    workspaceKey: number,
    channels: readonly string[],
    terms: readonly string[],
  ): StoredMessage[] {
    const wanted = searchable(terms);
    const places = this.#placesOf(workspaceKey, channels);
    if (wanted.length === 0 || places.length === 0) return [];

    const found: StoredMessage[] = [];
    let below = Number.MAX_SAFE_INTEGER;
    let isWorthwhile = true;
    for (let step = firstStep; isWorthwhile && found.length < searchLimit; step = laterStep) {
      const moments = this.#index.newest(wanted, below, step);
      const readable = this.#read(workspace, moments, places);
      found.push(...readable);
      if (moments.length < step) return found.slice(0, searchLimit);
      below = moments.at(-1) ?? 0;
      isWorthwhile = readable.length >= step * worthwhileShare;
    }
    if (found.length < searchLimit) {
      const moments = this.#index.newestIn(places, wanted, below, searchLimit - found.length);
      found.push(...this.#read(workspace, moments, places));
    }
    return found.slice(0, searchLimit);
  }

  #placesOf(workspace: number, channels: readonly string[]): number[] {
    const rows = this.#places.all(workspace, JSON.stringify(channels)) as unknown as { key: number }[];
    return rows.map(({ key }) => key);
  }

  #read(workspace: WorkspaceId, moments: readonly number[], places: readonly number[]): StoredMessage[] {
    return this.#inPlaces(workspace, JSON.stringify(moments), JSON.stringify(places));
  }
}
