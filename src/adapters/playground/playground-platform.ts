import { PlatformError } from "../../core/errors.ts";
import { reverie } from "../../core/message.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { Log } from "../../core/ports/log.ts";
import type { Platform, PlatformHandler } from "../../core/ports/platform.ts";
import { eventOf, incomingOf } from "./incoming.ts";
import { createPlaygroundDelivery } from "./playground-delivery.ts";
import { createPlaygroundDirectory } from "./playground-directory.ts";
import { seedWorld } from "./seed.ts";
import { World } from "./world.ts";

/** How long the playground waits before it tells again what Reverie could not take. */
const retellDelayMs = 2000;

/** The playground as a platform, with what its HTTP interface needs beside. */
export interface Playground extends Platform {
  readonly world: World;
  /** Tells Reverie what people did, in order. Never rejects: what cannot be taken now is told again later. */
  tell(): Promise<void>;
  /** The handler that answers commands and buttons; rejects before the start. */
  handler(): PlatformHandler;
}

/** Opens the playground: a small workspace of its own on this machine. */
export function createPlayground(options: {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly log: Log;
}): Playground {
  const { clock, log } = options;
  const world = new World(options.dataDir);
  let current: PlatformHandler | undefined;
  let telling: Promise<void> = Promise.resolve();

  const tellAll = async (handler: PlatformHandler) => {
    for (const owed of world.undelivered()) {
      await handler.receive(eventOf(owed));
      world.delivered(owed.number);
    }
  };
  const handler = () => {
    if (!current) throw new PlatformError("The playground", "not-started", false);
    return current;
  };
  const tell = () => {
    // One after the other, so that an edit is never told before its message.
    telling = telling
      .then(() => tellAll(handler()))
      .catch((error: unknown) => {
        log.warn("event-not-taken", { platform: "playground" }, error);
        clock.after(retellDelayMs, () => {
          if (current) void tell();
        });
      });
    return telling;
  };

  return {
    name: "playground",
    world,
    directory: createPlaygroundDirectory(),
    delivery: createPlaygroundDelivery(world, clock, log),
    archive: {
      async past({ channel }, { from, to }) {
        const said = world
          .all()
          .filter(
            (message) =>
              message.channel === channel &&
              message.author !== reverie &&
              message.saidAt >= from &&
              message.saidAt < to,
          );
        // With its threads, and in one page: there is never much.
        return { messages: said.map(incomingOf), threads: [], before: null };
      },
      async earlier({ channel, thread }, before, limit) {
        const all = world.all();
        const end = all.findIndex(({ id }) => id === before);
        const place = all
          .slice(0, end < 0 ? all.length : end)
          .filter(
            (message) =>
              message.channel === channel &&
              (thread === null || message.id === thread || message.thread === thread),
          );
        return place.slice(-limit).map(incomingOf);
      },
      async reread(_place, id) {
        const message = world.all().find((each) => each.id === id);
        return message ? incomingOf(message) : "gone";
      },
      fetchFile: () => Promise.reject(new PlatformError("The playground", "no-files", true)),
    },
    handler,
    tell,
    async start(next) {
      current = next;
      if (world.isEmpty()) seedWorld(world, clock.now());
      await tell();
    },
    async stop() {
      current = undefined;
      await telling;
    },
    state: () => ({
      state: current ? "ok" : "down",
      detail: current ? "The playground is open." : "The playground is not open.",
    }),
  };
}
