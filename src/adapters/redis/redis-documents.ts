import KeyvRedis from "@keyv/redis";
import { Keyv } from "keyv";
import type { WorkspaceId } from "../../core/ids.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { DocumentKey, Documents, Json } from "../../core/ports/documents.ts";
import { decodeJson, encodeJson } from "../../core/storage/json-codec.ts";
import { type RedisClient, strictly } from "./connection.ts";
import { clearFiles, keysBeginning } from "./keys.ts";
import { prepareScript } from "./script.ts";

/**
 * How much longer than its time to live a value stays in Redis. Whether it is over is decided here, by one clock for every
 * store; the server only clears away.
 */
const graceMs = 60_000;

// A record is the instant of its expiry, or nothing, then a line break, then its JSON.
const standing = `
  local function standing(key, now)
    local record = redis.call('GET', key)
    if not record then return nil end
    local cut = string.find(record, '\\n', 1, true)
    local expiry = tonumber(string.sub(record, 1, cut - 1))
    if expiry and expiry <= now then return nil end
    return string.sub(record, cut + 1)
  end
`;
const add = prepareScript(`${standing}
  if standing(ARGV[1], tonumber(ARGV[2])) then return 0 end
  if ARGV[4] == '' then redis.call('SET', ARGV[1], ARGV[3])
  else redis.call('SET', ARGV[1], ARGV[3], 'PX', ARGV[4]) end
  return 1`);
const swap = prepareScript(`${standing}
  if standing(ARGV[1], tonumber(ARGV[2])) ~= ARGV[3] then return 0 end
  redis.call('SET', ARGV[1], ARGV[4])
  return 1`);
const remove = prepareScript(`${standing}
  local found = standing(ARGV[1], tonumber(ARGV[2]))
  redis.call('DEL', ARGV[1])
  return found and 1 or 0`);

/** Documents through Keyv in strict mode. What must happen in one step is a script of the server's. */
export class RedisDocuments implements Documents {
  readonly #client: RedisClient;
  readonly #prefix: string;
  readonly #clock: Clock;
  readonly #keyv: Keyv<string>;

  constructor(client: RedisClient, prefix: string, clock: Clock) {
    this.#client = client;
    this.#prefix = `${prefix}:document:`;
    this.#clock = clock;
    const store = new KeyvRedis(client as unknown as ConstructorParameters<typeof KeyvRedis>[0], {
      throwOnConnectError: true,
      throwOnErrors: true,
    });
    this.#keyv = new Keyv<string>(store, {
      useKeyPrefix: false,
      throwOnErrors: true,
      emitErrors: false,
      // The records carry their own expiry.
      serialize: ({ value }) => value as unknown as string,
      deserialize: <Value>(record: string) => ({ value: record as unknown as Value }),
    });
    // Keyv's own would stand before every key, where the scripts would not look.
    this.#keyv.namespace = undefined;
  }

  get(key: DocumentKey): Promise<Json | undefined> {
    return strictly("documents.get", async () => {
      const record = await this.#keyv.get(this.#nameOf(key));
      return record === undefined ? undefined : readRecord(record, this.#clock.now());
    });
  }

  async put(key: DocumentKey, value: Json, timeToLiveMs: number | null): Promise<void> {
    await strictly("documents.put", () =>
      this.#keyv.set(this.#nameOf(key), this.#recordOf(value, timeToLiveMs), serverTimeMs(timeToLiveMs)),
    );
  }

  add(key: DocumentKey, value: Json, timeToLiveMs: number | null): Promise<boolean> {
    return strictly("documents.add", async () => {
      const record = this.#recordOf(value, timeToLiveMs);
      const serverMs = serverTimeMs(timeToLiveMs);
      return this.#isDone(add, key, record, serverMs === undefined ? "" : `${serverMs}`);
    });
  }

  swap(key: DocumentKey, seen: Json, next: Json): Promise<boolean> {
    return strictly("documents.swap", async () =>
      this.#isDone(swap, key, encodeJson(seen), this.#recordOf(next, null)),
    );
  }

  delete(key: DocumentKey): Promise<boolean> {
    return strictly("documents.delete", () => this.#isDone(remove, key));
  }

  eraseWorkspace(workspace: WorkspaceId): Promise<number> {
    return strictly("documents.eraseWorkspace", async () => {
      const beginning = `${this.#prefix}${JSON.stringify([workspace]).slice(0, -1)},`;
      let count = 0;
      for await (const key of keysBeginning(this.#client, beginning)) count += await this.#removeKey(key);
      await clearFiles(this.#client);
      return count;
    });
  }

  async #removeKey(key: string): Promise<number> {
    return Number(await remove(this.#client, [key, `${this.#clock.now()}`]));
  }

  async #isDone(script: typeof add, key: DocumentKey, ...more: readonly string[]): Promise<boolean> {
    return (await script(this.#client, [this.#nameOf(key), `${this.#clock.now()}`, ...more])) === 1;
  }

  /** JSON keeps the three parts apart whatever they hold, and writes lone surrogates as ASCII. */
  #nameOf({ workspace, kind, name }: DocumentKey): string {
    return `${this.#prefix}${JSON.stringify([workspace, kind, name])}`;
  }

  #recordOf(value: Json, timeToLiveMs: number | null): string {
    const expiry = timeToLiveMs === null ? "" : `${this.#clock.now() + timeToLiveMs}`;
    return `${expiry}\n${encodeJson(value)}`;
  }
}

function readRecord(record: string, now: number): Json | undefined {
  const cut = record.indexOf("\n");
  const expiry = record.slice(0, cut);
  if (expiry !== "" && Number(expiry) <= now) return undefined;
  return decodeJson(record.slice(cut + 1)) as Json;
}

function serverTimeMs(timeToLiveMs: number | null): number | undefined {
  return timeToLiveMs === null ? undefined : Math.ceil(Math.max(0, timeToLiveMs)) + graceMs;
}
