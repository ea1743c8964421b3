import { expect } from "vitest";
import type { SmallWorld } from "./small-world.ts";

/** A part of some work, of which any call may fail. */
export interface Part<Opened> {
  /** What goes before it undisturbed. */
  readonly prepare: (opened: Opened) => Promise<void>;
  readonly run: (opened: Opened) => Promise<unknown>;
  readonly hasBegun: (opened: Opened) => boolean;
}

/** Work whose parts are tried, with what people see and what is kept in the end. */
export interface Disturbable<Opened> {
  readonly open: () => Promise<Opened>;
  readonly worldOf: (opened: Opened) => SmallWorld;
  readonly outcomeOf: (opened: Opened) => Promise<object>;
  /** How long it takes to its end, with a retry on the way. */
  readonly seconds: number;
}

/** What comes of a part of which the call fails that comes after so many others; undefined where there were not so many. */
async function disturbed<Opened>(
  { open, worldOf, outcomeOf, seconds }: Disturbable<Opened>,
  { prepare, run, hasBegun }: Part<Opened>,
  calls: number,
): Promise<object | undefined> {
  const opened = await open();
  const world = worldOf(opened);
  await prepare(opened);
  const failed = world.failAfter(calls);
  await run(opened);
  const wasAtOnce = failed();
  await world.settle(seconds);
  const isMet = failed();
  world.onCall(() => undefined);
  // Whoever is told that it failed, and sees nothing come of it, gives the command or presses again.
  if (wasAtOnce && !hasBegun(opened)) {
    await run(opened);
    await world.settle(seconds);
  }
  return isMet ? outcomeOf(opened) : undefined;
}

/** Has each single call of a part fail once, and expects the end that comes where none does. */
export async function expectSameEnd<Opened>(work: Disturbable<Opened>, part: Part<Opened>): Promise<void> {
  const undisturbed = await work.open();
  await part.prepare(undisturbed);
  await part.run(undisturbed);
  await work.worldOf(undisturbed).settle(work.seconds);
  const expected = await work.outcomeOf(undisturbed);
  expect(expected).toMatchObject({ dead: [] });
  for (let calls = 1; ; calls += 1) {
    const outcome = await disturbed(work, part, calls);
    if (!outcome) break;
    expect({ calls, ...outcome }).toEqual({ calls, ...expected });
  }
}
