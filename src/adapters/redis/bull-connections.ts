import { Redis } from "ioredis";
import type { Log } from "../../core/ports/log.ts";

/** How long a command of the queue's may take, and the longest wait before a lost connection is tried again, in milliseconds. */
const commandMs = 900;
const longestPauseMs = 500;

/** The connections that BullMQ is given. It closes none of them: whoever made them does. */
export class BullConnections {
  readonly #url: string;
  readonly #log: Log;
  readonly #clients: Redis[] = [];

  constructor(url: string, log: Log) {
    this.#url = url;
    this.#log = log;
  }

  /** For commands that are answered at once: nothing waits for a server that is away. */
  forQueue(): Redis {
    return this.#keep(
      new Redis(this.#url, {
        enableOfflineQueue: false,
        maxRetriesPerRequest: 0,
        commandTimeout: commandMs,
        retryStrategy,
      }),
    );
  }

  /** For a worker, whose commands wait for a token, and for the server where it is away. */
  forWorker(): Redis {
    return this.#keep(new Redis(this.#url, { maxRetriesPerRequest: null, retryStrategy }));
  }

  /** Ends all of them at once. */
  destroy(): void {
    for (const client of this.#clients.splice(0)) client.disconnect();
  }

  #keep(client: Redis): Redis {
    this.#clients.push(client);
    let isLost = false;
    client.on("error", (error: unknown) => {
      if (!isLost) this.#log.warn("job-connection-lost", {}, error);
      isLost = true;
    });
    client.on("ready", () => {
      isLost = false;
    });
    return client;
  }
}

function retryStrategy(tries: number): number {
  return Math.min(50 * 2 ** Math.min(tries, 8), longestPauseMs);
}
