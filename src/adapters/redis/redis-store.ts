import { StartError } from "../../core/errors.ts";
import type { Cancel, Clock } from "../../core/ports/clock.ts";
import type { Log } from "../../core/ports/log.ts";
import type { PartState } from "../../core/ports/platform.ts";
import type { Store } from "../../core/ports/store.ts";
import { sweepHourly } from "../../core/storage/sweeping.ts";
import { connect, createRedisClient, type RedisClient } from "./connection.ts";
import { moveKey } from "./move-mark.ts";
import { RedisDocuments } from "./redis-documents.ts";
import { RedisHistory } from "./redis-history.ts";
import { RedisJobs } from "./redis-jobs.ts";
import { RedisLedger } from "./redis-ledger.ts";

/** The beginning of every key that Reverie has. */
const defaultPrefix = "reverie";

/** How often the server is asked whether it is there, in milliseconds. */
const probeEveryMs = 1000;

/** Opens the four stores on one Redis, which several replicas may share. Rejects with a StartError. */
export async function openRedisStore(options: {
  readonly url: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly prefix?: string;
}): Promise<Store & { die(): Promise<void> }> {
  const { url, clock, log, prefix = defaultPrefix } = options;
  const client = createRedisClient(url, log);
  await connect(client);
  await refuseHalfMoved(client, prefix);
  const jobs = new RedisJobs({ url, prefix, client, clock, log });
  const probe = startProbe(client, clock, await findAdvice(client, log));
  const stopSweeping = sweepHourly(clock, log, () => jobs.sweep());
  const stop = () => {
    stopSweeping();
    probe.stop();
  };
  return {
    history: new RedisHistory(client, prefix, log),
    ledger: new RedisLedger(client, prefix),
    documents: new RedisDocuments(client, prefix, clock),
    jobs,
    state: probe.state,
    async close() {
      stop();
      await jobs.close();
      if (client.isOpen) client.destroy();
    },
    async die() {
      stop();
      if (client.isOpen) client.destroy();
      await jobs.die();
    },
  };
}

async function refuseHalfMoved(client: RedisClient, prefix: string): Promise<void> {
  if ((await client.get(moveKey(prefix))) === null) return;
  client.destroy();
  throw new StartError(
    "A move into this Redis has not come to its end. Run `npm run move` again, then start.",
  );
}

/** What is set so that data may be lost, in one sentence; empty where nothing is. */
async function findAdvice(client: RedisClient, log: Log): Promise<string> {
  const told = await client.info().catch(() => "");
  const policy = /^maxmemory_policy:(\S+)/mu.exec(told)?.[1] ?? "noeviction";
  const keeps = /^aof_enabled:1/mu.test(told) || /^rdb_last_bgsave_status:/mu.test(told);
  const advice =
    policy !== "noeviction"
      ? `Redis may drop what it holds when its memory is full (maxmemory-policy ${policy}): set it to noeviction.`
      : keeps
        ? ""
        : "Redis writes nothing to disk: set appendonly yes.";
  if (advice !== "") log.warn("redis-may-lose-data", { policy });
  return advice;
}

/** Asks the server every second whether it can be written. */
function startProbe(
  client: RedisClient,
  clock: Clock,
  advice: string,
): { readonly state: () => PartState; readonly stop: Cancel } {
  const well: PartState =
    advice === "" ? { state: "ok", detail: "Redis answers." } : { state: "degraded", detail: advice };
  let state = well;
  let cancel: Cancel = () => undefined;
  const ask = async () => {
    try {
      await client.ping();
      state = well;
    } catch {
      state = { state: "down", detail: "Redis does not answer." };
    }
  };
  const plan = () => {
    cancel = clock.after(probeEveryMs, () => void ask().finally(plan));
  };
  plan();
  const down: PartState = { state: "down", detail: "Redis does not answer." };
  return { state: () => (client.isReady ? state : down), stop: () => cancel() };
}
