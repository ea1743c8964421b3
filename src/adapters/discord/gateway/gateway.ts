import type { Client, REST } from "discord.js";
import type { Cancel, Clock } from "../../../core/ports/clock.ts";
import type { Documents } from "../../../core/ports/documents.ts";
import type { Log } from "../../../core/ports/log.ts";
import type { PartState } from "../../../core/ports/platform.ts";
import { within } from "../../../core/waiting-time.ts";
import { discordName, type Identity } from "../identity.ts";
import { stateOf } from "./gateway-state.ts";
import { isFatal, startErrorOf } from "./gateway-trouble.ts";
import { createIdentifyBudget } from "./identify-budget.ts";
import { createIdentifyThrottle } from "./identify-throttle.ts";
import { type GatewayListener, Line } from "./line.ts";

/** How long the first connection may take to stand, in milliseconds. */
const openingMs = 30_000;

/** How often the connection is looked at, in milliseconds. */
const lookMs = 15_000;

/**
 * How long a connection that broke may try to take its session up again, and how long one that is opened may take,
 * before a new one is made in its place, in milliseconds. Discord keeps a session for some minutes.
 */
const awayMs = 3 * 60_000;
const triedMs = 90_000;

/** How long a stop waits for Discord's goodbye, in milliseconds. */
const stopMs = 3000;

/** The connection by which Discord tells what happens. */
export interface Gateway {
  /** Connects. Rejects with a StartError. Where the program started too often lately, it connects later. */
  start(identity: Identity, listener: GatewayListener): Promise<void>;
  /** Tells of nothing from now on. */
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
  const throttle = createIdentifyThrottle(budget, clock, log);
  const stopped = Promise.withResolvers<void>();
  let isStopped = false;
  let cancelLook: Cancel = () => {};
  let line: Line | undefined;
  let applicationId = "";
  /** When the next connection may be made, where none stands. */
  let nextTryAt = 0;
  /** Until when none may, because there were too many. */
  let waitsUntil = 0;

  /** Opens a connection, or plans one where there were too many lately. Rejects as the line does. */
  const connect = async (current: Line): Promise<void> => {
    // Whoever looks meanwhile lets this one try.
    nextTryAt = clock.now() + triedMs;
    const waitMs = await budget.waitMs().catch(() => 0);
    if (isStopped) return;
    if (waitMs > 0) {
      log.warn("gateway-waits", { platform: discordName, waitMs });
      waitsUntil = clock.now() + waitMs;
      nextTryAt = waitsUntil;
      return;
    }
    await current.open();
  };

  const reconnect = (current: Line): void => {
    connect(current).catch((error: unknown) => {
      log.error("gateway-not-connected", { platform: discordName }, error);
      nextTryAt = clock.now();
    });
  };

  /** The SDK resumes by itself; what it does not bring back within a while is made anew. */
  const look = (current: Line): void => {
    const { awaySince, closedWith } = current;
    if (!isFatal(closedWith)) {
      // The SDK forgets the token where Discord refuses it once, though it may have been Discord's own trouble.
      parts.rest.setToken(parts.token);
      if (awaySince !== undefined && clock.now() >= nextTryAt) reconnect(current);
    }
    cancelLook = clock.after(lookMs, () => look(current));
  };

  return {
    async start(identity, listener) {
      ({ applicationId } = identity);
      const current = new Line({
        ...parts,
        ...identity,
        throttle,
        listener,
        away: () => {
          nextTryAt = clock.now() + awayMs;
        },
        narrowed: () => reconnect(current),
      });
      line = current;
      const connecting = connect(current);
      cancelLook = clock.after(lookMs, () => look(current));
      // It is waited for, though not for ever.
      const settled = Promise.allSettled([connecting]);
      await within(clock, openingMs, Promise.race([settled, stopped.promise]));
      const mayWait = isStopped || throttle.waitsUntil() !== undefined;
      if (current.awaySince === undefined || mayWait) return;
      await Promise.race([connecting, Promise.reject(startErrorOf(undefined))]).catch((error: unknown) => {
        throw startErrorOf(error);
      });
    },
    async stop() {
      isStopped = true;
      cancelLook();
      stopped.resolve();
      if (line) await within(clock, stopMs, line.end());
    },
    client: () => line?.client,
    awaySince: () => (line ? line.awaySince : 0),
    hearsAll: () => line?.readsContent ?? false,
    state: () =>
      stateOf({
        applicationId,
        closedWith: line?.closedWith,
        isAway: line?.awaySince !== undefined || line === undefined,
        waitsMs: Math.max(0, (throttle.waitsUntil() ?? waitsUntil) - clock.now()),
        servers: line?.client?.guilds.cache.size ?? 0,
        readsContent: line?.readsContent ?? false,
        isRefused: line?.isRefused ?? false,
      }),
  };
}
