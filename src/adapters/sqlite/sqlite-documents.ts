import { Keyv } from "keyv";
import type { WorkspaceId } from "../../core/ids.ts";
import type { DocumentKey, Documents, Json } from "../../core/ports/documents.ts";
import { decodeJson, encodeJson } from "../../core/storage/json-codec.ts";
import { asStoreError } from "./sqlite-failure.ts";
import type { SqliteKeyvStore } from "./sqlite-keyv-store.ts";

/** Documents through Keyv, in strict mode: an error is never an empty answer, and no value is changed on its way. */
export class SqliteDocuments implements Documents {
  readonly #store: SqliteKeyvStore;
  readonly #keyv: Keyv<Json>;

  constructor(store: SqliteKeyvStore) {
    this.#store = store;
    this.#keyv = new Keyv<Json>(store, {
      useKeyPrefix: false,
      throwOnErrors: true,
      emitErrors: false,
      // The instant of expiry is left out: the store keeps it, by a clock that tests can move.
      serialize: ({ value }) => encodeJson(value),
      deserialize: <Value>(text: string) => ({ value: decodeJson(text) as Value }),
    });
  }

  get(key: DocumentKey): Promise<Json | undefined> {
    return strictly("documents.get", () => this.#keyv.get(textOf(key)));
  }

  async put(key: DocumentKey, value: Json, timeToLiveMs: number | null): Promise<void> {
    await strictly("documents.put", () => this.#keyv.set(textOf(key), value, forKeyv(timeToLiveMs)));
  }

  add(key: DocumentKey, value: Json, timeToLiveMs: number | null): Promise<boolean> {
    return strictly("documents.add", () =>
      this.#store.add(textOf(key), encodeJson(value), forKeyv(timeToLiveMs)),
    );
  }

  swap(key: DocumentKey, seen: Json, next: Json): Promise<boolean> {
    return strictly("documents.swap", () =>
      this.#store.swap(textOf(key), encodeJson(seen), encodeJson(next)),
    );
  }

  delete(key: DocumentKey): Promise<boolean> {
    return strictly("documents.delete", () => this.#keyv.delete(textOf(key)));
  }

  eraseWorkspace(workspace: WorkspaceId): Promise<number> {
    // The keys of one workspace share their beginning up to its comma; a hyphen is the byte after a comma.
    const quoted = JSON.stringify([workspace]).slice(0, -1);
    return strictly("documents.eraseWorkspace", () => this.#store.erase(`${quoted},`, `${quoted}-`));
  }
}

/** JSON keeps the three parts apart whatever they hold, and writes lone surrogates as ASCII. */
function textOf({ workspace, kind, name }: DocumentKey): string {
  return JSON.stringify([workspace, kind, name]);
}

/** For Keyv a time to live of 0 is none at all; here it is over at once. */
function forKeyv(timeToLiveMs: number | null): number | undefined {
  return timeToLiveMs === null ? undefined : timeToLiveMs || -1;
}

async function strictly<Result>(operation: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw asStoreError(operation, error);
  }
}
