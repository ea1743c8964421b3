import type { ServerResponse } from "node:http";
import { isInteraction } from "../acts/interaction.ts";
import type { Outbox } from "../delivery/outbox.ts";
import type { DisconnectReason, SocketHub } from "../delivery/socket-hub.ts";
import type { Faults, PlannedFailure, RateLimit } from "../faults.ts";
import type { World } from "../world.ts";

/** Everything that a test can do to the fake, by name; each takes one object or nothing. */
export type Controls = Readonly<Record<string, (given: never) => unknown>>;

/** The controls of a running fake, for those who drive it from another process. */
export function createControls(world: World, outbox: Outbox, socket: SocketHub, faults: Faults): Controls {
  const { records, ...acts } = world;
  return {
    ...acts,
    records: () => records,
    failNext: (plan: PlannedFailure) => faults.failNext(plan),
    limit: (limit: RateLimit) => faults.limit(limit),
    heal: () => faults.heal(),
    redeliver: () => outbox.redeliver(),
    rateLimited: () => outbox.rateLimited(),
    repeat: ({ event, copies, attempt }: { event: string; copies: number; attempt: number }) =>
      outbox.repeat(event, copies, attempt),
    hold: () => outbox.hold(),
    release: ({ order }: { order?: readonly number[] }) => outbox.release(order),
    settled: () => outbox.settled(),
    unacknowledged: () => outbox.unacknowledged(),
    connections: () => socket.connections(),
    connected: ({ count }: { count: number }) => socket.connected(count),
    disconnect: ({ reason, id }: { reason: DisconnectReason; id?: string }) => socket.disconnect(reason, id),
    cut: ({ id }: { id?: string }) => socket.cut(id),
    lose: ({ isSilent }: { isSilent: boolean }) => socket.lose(isSilent),
  };
}

/** Runs a control and answers with its result as JSON; an interaction waits for the app's answer. */
export async function runControl(
  controls: Controls,
  name: string,
  body: string,
  response: ServerResponse,
): Promise<void> {
  const control = Object.hasOwn(controls, name) ? controls[name] : undefined;
  if (!control) {
    response.writeHead(404).end();
    return;
  }
  try {
    const result = await control((body === "" ? {} : JSON.parse(body)) as never);
    const shown = isInteraction(result) ? { ...result, answer: await result.answer } : result;
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(shown ?? null));
  } catch (error) {
    response.writeHead(400, { "content-type": "application/json" });
    response.end(JSON.stringify({ error: String(error) }));
  }
}
