import { createNodeRedisClient } from "bullmq";
import type { Log } from "../../core/ports/log.ts";
import { createRedisClient, createWaitingClient, type RedisClient } from "./connection.ts";

/**
 * The connections that BullMQ is given, and those that it makes of them for itself: it closes none that it did not make,
 * and hears of no error on those that it did.
 */
export class BullConnections {
  readonly #url: string;
  readonly #log: Log;
  readonly #clients: RedisClient[] = [];

  constructor(url: string, log: Log) {
    this.#url = url;
    this.#log = log;
  }

  /** For commands that are answered at once. */
  forQueue() {
    return this.#give(createRedisClient(this.#url, this.#log));
  }

  /** For a worker, whose commands wait for a token. */
  forWorker() {
    return this.#give(createWaitingClient(this.#url, this.#log));
  }

  /** Ends all of them at once. */
  destroy(): void {
    for (const client of this.#clients.splice(0)) if (client.isOpen) client.destroy();
  }

  #give(client: RedisClient) {
    this.#clients.push(client);
    // What it makes of a client is a client of ours as well.
    client.duplicate = () => {
      const another = createWaitingClient(this.#url, this.#log);
      this.#clients.push(another);
      return another as never;
    };
    return createNodeRedisClient(client as never);
  }
}
