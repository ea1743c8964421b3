import type { DiscordState } from "../world/state.ts";

const windowMs = 10 * 60 * 1000;

/** Notes a call that Discord counts as invalid: one that was refused for want of rights or of patience. */
export function noteInvalid(state: DiscordState, route: string, status: number): void {
  if (status !== 401 && status !== 403 && status !== 429) return;
  state.records.invalidRequests.push({ route, status, at: state.time.now() });
}

/** Whether there were so many invalid calls that the address is banned. */
export function isBanned({ records, settings, time }: DiscordState): boolean {
  const { invalidRequestsAtMost: most } = settings;
  const since = time.now() - windowMs;
  // The newest stand at the end.
  return (records.invalidRequests.at(-most - 1)?.at ?? Number.NEGATIVE_INFINITY) > since;
}
