import { createClient } from "@redis/client";
import { StartError, StoreError } from "../../core/errors.ts";
import type { Log } from "../../core/ports/log.ts";

/** How long one connection may take to be made, and one command to be answered, in milliseconds. */
const connectMs = 500;
const commandMs = 900;

/** The longest wait before a lost connection is tried again, in milliseconds. */
const longestPauseMs = 500;

/** A client of one Redis. */
export type RedisClient = ReturnType<typeof createRawClient>;

function createRawClient(url: string) {
  return createClient({
    url,
    RESP: 2,
    disableOfflineQueue: true,
    socket: {
      connectTimeout: connectMs,
      reconnectStrategy: (tries) => Math.min(50 * 2 ** Math.min(tries, 8), longestPauseMs),
    },
  });
}

/**
 * Makes a client that is not connected yet. Commands that cannot be sent at once are refused: nothing waits for a server
 * that is away. What breaks its connection is logged; it comes back by itself.
 */
export function createRedisClient(url: string, log: Log): RedisClient {
  return bounded(watched(createRawClient(url), log));
}

/** The same client, whose every promise is settled in time: its own timeout ends once a command was sent. */
function bounded(client: RedisClient): RedisClient {
  return new Proxy(client, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => {
        const result: unknown = Reflect.apply(value, target, args);
        return result instanceof Promise && name !== "connect" ? inTime(result) : result;
      };
    },
  });
}

function inTime<Result>(work: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("Redis did not answer in time")), commandMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function watched(client: RedisClient, log: Log): RedisClient {
  let isLost = false;
  client.on("error", (error: unknown) => {
    if (!isLost) log.warn("redis-connection-lost", {}, error);
    isLost = true;
  });
  client.on("ready", () => {
    if (isLost) log.info("redis-connected-again", {});
    isLost = false;
  });
  return client;
}

/** Connects, or says within a second why not. Rejects with a StartError. */
export async function connect(client: RedisClient): Promise<void> {
  const late = AbortSignal.timeout(2 * connectMs);
  const never = new Promise<never>((_, reject) => {
    late.addEventListener("abort", () => reject(new Error("No connection in time")));
  });
  // A client that cannot connect tries on for ever; whoever starts the program hears of it at once.
  const connected = client.connect();
  connected.catch(() => undefined);
  try {
    await Promise.race([connected, never]);
  } catch (error) {
    client.destroy();
    throw new StartError(
      "Redis does not answer at REDIS_URL. Start it, or correct the address, then start again.",
      { cause: error },
    );
  }
}

/** Runs an operation of the store. What goes wrong comes out as a StoreError, in about a second at most. */
export async function strictly<Result>(operation: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof StoreError ? error : new StoreError(operation, error);
  }
}
