import { type FakeTime, realTime } from "../../fakes/slack/fake-time.ts";
import { instantMs } from "../instant.ts";

// The wall's time with the fractions of the steady clock: what a fake records is measured by it.
const wallAtStartMs = Date.now() - instantMs();

/** The time of a fake that is measured. */
export const measuredTime: FakeTime = { ...realTime(), now: () => wallAtStartMs + instantMs() };

/** An instant of a fake's time, by `instantMs`. */
export function instantOf(fakeMs: number): number {
  return fakeMs - wallAtStartMs;
}
