import type { Client, REST } from "discord.js";
import { StartError } from "../../../core/errors.ts";
import type { Cancel, Clock } from "../../../core/ports/clock.ts";
import type { Documents } from "../../../core/ports/documents.ts";
import type { Log } from "../../../core/ports/log.ts";
import type { PartState } from "../../../core/ports/platform.ts";
import { within } from "../../../core/waiting-time.ts";
import { discordName, type Identity } from "../identity.ts";
import { stateOf } from "./gateway-state.ts";
import { isFatal, tokenSentence, unreachedSentence } from "./gateway-trouble.ts";
import { createIdentifyBudget } from "./identify-budget.ts";
import { type GatewayListener, Line } from "./line.ts";

/** How long the first connection may take to stand, in milliseconds. */
const openingMs = 30_000;

/** How often the connection is looked at, and how long it may be away before a new one is made, in milliseconds. */
const lookMs = 15_000;
const awayMs = 90_000;

/** How long a stop waits for Discord's goodbye, in milliseconds. */
const stopMs = 3000;

/** The connection by which Discord tells what happens. */
export interface Gateway {
  /** Connects. Rejects with a StartError. Where the program started too often lately, it connects later. */
  start(identity: Identity, listener: GatewayListener): Promise<void>;
  stop(): Promise<void>;
  /** The client with what it remembers of servers; undefined before the first connection. */
  client(): Client | undefined;
  /** Since when what the client remembers may be out of date, in milliseconds; undefined while it is live. */
  awaySince(): number | undefined;
  /** Whether all that people say reaches Reverie, and not only what is said to it. */
  hearsAll(): boolean;
  state(): PartState;
}

/** What the gateway works with. */
export interface GatewayParts {
  readonly rest: REST;
  readonly token: string;
  readonly documents: Documents;
  readonly clock: Clock;
  readonly log: Log;
}

export function createGateway(parts: GatewayParts): Gateway {
  const { clock, log } = parts;
  const budget = createIdentifyBudget(parts.documents, clock);
  const timers = createTimers(clock);
  let line: Line | undefined;
  let applicationId = "";

  /** A new connection in the place of one that does not come back. Never rejects. */
  const reconnect = async (current: Line): Promise<void> => {
    // Where nobody can count, a connection is worth more than the count.
    const waitMs = await budget.take().catch(() => 0);
    if (timers.isStopped()) return;
    if (waitMs > 0) {
      log.warn("gateway-waits", { platform: discordName, waitMs });
      return timers.after(waitMs, () => void reconnect(current));
    }
    await current
      .open()
      .catch((error: unknown) => log.error("gateway-not-connected", { platform: discordName }, error));
  };

  /** The SDK resumes by itself; what it does not bring back within a while is made anew. */
  const look = (current: Line) => {
    const { awaySince, endedWith } = current;
    if (awaySince !== undefined && clock.now() - awaySince >= awayMs && !isFatal(endedWith)) {
      current.restartWaiting();
      void reconnect(current);
    }
    timers.after(lookMs, () => look(current));
  };

  return {
    async start(identity, listener) {
      ({ applicationId } = identity);
      const current = new Line({
        ...parts,
        ...identity,
        listener,
        narrowed: () => void reconnect(current),
      });
      line = current;
      timers.after(lookMs, () => look(current));
      const waitMs = await budget.take();
      if (waitMs > 0) {
        log.warn("gateway-waits", { platform: discordName, waitMs });
        return timers.after(waitMs, () => void reconnect(current));
      }
      const opening = current.open();
      // It is waited for here, though not for ever.
      opening.catch(() => undefined);
      await within(clock, openingMs, Promise.allSettled([opening]));
      if (current.awaySince === undefined) return;
      await Promise.race([opening, Promise.reject(new StartError(unreachedSentence))]).catch(explain);
    },
    async stop() {
      timers.stop();
      if (line) await within(clock, stopMs, line.end());
    },
    client: () => line?.client,
    awaySince: () => (line ? line.awaySince : 0),
    hearsAll: () => line?.readsContent ?? false,
    state: () =>
      stateOf({
        applicationId,
        endedWith: line?.endedWith,
        isAway: line?.awaySince !== undefined || line === undefined,
        servers: line?.client?.guilds.cache.size ?? 0,
        readsContent: line?.readsContent ?? false,
        isRefused: line?.isRefused ?? false,
      }),
  };
}

/** Work for later that a stop takes back. */
function createTimers(clock: Clock) {
  const cancels = new Set<Cancel>();
  let isStopped = false;
  return {
    isStopped: () => isStopped,
    after(delayMs: number, work: () => void): void {
      if (isStopped) return;
      const cancel = clock.after(delayMs, () => {
        cancels.delete(cancel);
        work();
      });
      cancels.add(cancel);
    },
    stop() {
      isStopped = true;
      for (const cancel of cancels) cancel();
      cancels.clear();
    },
  };
}

/** Whatever kept the first connection from standing, in a sentence. */
function explain(error: unknown): never {
  if (error instanceof StartError) throw error;
  const message = error instanceof Error ? error.message : "";
  throw new StartError(/token/iu.test(message) ? tokenSentence : unreachedSentence, { cause: error });
}
