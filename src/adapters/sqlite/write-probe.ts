import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../../core/ports/clock.ts";
import type { PartState } from "../../core/ports/platform.ts";
import { describeFailure, isBusy } from "./sqlite-failure.ts";

const probeEveryMs = 1000;

/** Gives a function that writes one small row, at most once a second, and says whether that went well. */
export function createProbe(connection: DatabaseSync, clock: Clock): () => PartState {
  const write = connection.prepare("UPDATE probe SET at = ?");
  let probedAt = Number.NEGATIVE_INFINITY;
  let state: PartState = { state: "ok", detail: "" };
  return () => {
    const now = clock.now();
    // A wall clock that was set back must not silence the probe.
    if (now - probedAt < probeEveryMs && now >= probedAt) return state;
    probedAt = now;
    state = probe(() => write.run(now));
    return state;
  };
}

function probe(write: () => unknown): PartState {
  try {
    write();
    return { state: "ok", detail: "The database can be written." };
  } catch (error) {
    return { state: isBusy(error) ? "degraded" : "down", detail: describeFailure(error) };
  }
}
