import type { Controls } from "../../slack/http/controls.ts";
import type { Faults, PlannedFailure, RateLimit } from "../faults.ts";
import type { Gateway } from "../gateway/gateway.ts";
import type { World } from "../world.ts";

interface OfSession {
  readonly session?: string;
}

/** The controls of a running fake, for those who drive it from another process. */
export function createControls(world: World, gateway: Gateway, faults: Faults): Controls {
  const { records, ...acts } = world;
  return {
    ...acts,
    records: () => records,
    failNext: (plan: PlannedFailure) => faults.failNext(plan),
    limit: (limit: RateLimit) => faults.limit(limit),
    heal: () => faults.heal(),
    repeat: ({ event, copies }: { event?: string; copies?: number }) => gateway.repeat(event, copies),
    hold: () => gateway.hold(),
    held: () => gateway.held(),
    release: ({ order }: { order?: readonly number[] }) => gateway.release(order),
    sessions: () => gateway.sessions(),
    connected: ({ count }: { count: number }) => gateway.connected(count),
    cut: ({ session }: OfSession) => gateway.cut(session),
    close: ({ code, session }: OfSession & { code: number }) => gateway.close(code, session),
    reconnect: ({ session }: OfSession) => gateway.reconnect(session),
    invalidate: ({ mayResume, session }: OfSession & { mayResume: boolean }) =>
      gateway.invalidate(mayResume, session),
    freeze: ({ session }: OfSession) => gateway.freeze(session),
    refuseResume: ({ times }: { times?: number }) => gateway.refuseResume(times),
  };
}
