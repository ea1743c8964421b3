import { fileURLToPath } from "node:url";
import { type ChildProgram, startChild } from "../child-program.ts";
import { takeModelTimes } from "../turn/measured-model.ts";
import { order } from "./order.ts";
import { modelStretches, type TurnTimes, turnTimes } from "./own-time.ts";

/** A program connected to a fake of its own, with what was measured of both, an entry for each round. */
export interface Contestant {
  readonly program: ChildProgram;
  readonly fake: ChildProgram;
  readonly times: (readonly TurnTimes[])[];
  /** Calls of the platform's interface while turns went one after the other, of all rounds, by kind. */
  readonly calls: Map<string, number>;
  readonly turnsPerSecond: number[];
  readonly processorMsPerTurn: number[];
  /** What the fake itself used meanwhile. */
  readonly fakeProcessorMsPerTurn: number[];
  readonly acknowledgedAfterMs: (readonly number[])[];
}

/** How a contestant is started. */
export interface Start {
  /** The program with the fake. */
  readonly fake: URL;
  readonly command: readonly string[];
  readonly connections: number;
  readonly environment: Readonly<Record<string, string>>;
}

/** Starts a fake and a program that connects to it. Resolves once all of its connections stand. */
export async function startContestant(
  open: AsyncDisposableStack,
  { command, connections, environment, ...start }: Start,
): Promise<Contestant> {
  const fake = await startChild(open, [fileURLToPath(start.fake)]);
  const program = await startChild(open, command, {
    ...environment,
    ...(await order({ fake }, "environment", {})),
  });
  await order({ fake, program }, "connected", { count: connections });
  return {
    program,
    fake,
    times: [],
    calls: new Map(),
    turnsPerSecond: [],
    processorMsPerTurn: [],
    fakeProcessorMsPerTurn: [],
    acknowledgedAfterMs: [],
  };
}

/** Turns one after the other. The model serves nobody else meanwhile. */
export async function measureAlone(
  each: Contestant,
  model: ChildProgram,
  { turns }: { readonly turns: number },
): Promise<void> {
  await takeModelTimes(model);
  const { asked, calls } = await order(each, "alone", { turns });
  const requests = modelStretches(await takeModelTimes(model));
  if (requests.length !== turns)
    throw new Error(`${turns} turns made ${requests.length} requests to the model`);
  const stretches = [...requests, ...calls];
  for (const { kind } of calls) each.calls.set(kind, (each.calls.get(kind) ?? 0) + 1);
  each.times.push(asked.map((turn) => turnTimes(turn, stretches)));
}

/** Turns side by side, without a pause. */
export async function measureTogether(
  each: Contestant,
  { turns, concurrency }: { readonly turns: number; readonly concurrency: number },
): Promise<void> {
  const { program, fake } = each;
  const before = { program: program.processorMs(), fake: fake.processorMs() };
  each.turnsPerSecond.push(await order(each, "together", { turns, concurrency }));
  each.processorMsPerTurn.push((program.processorMs() - before.program) / turns);
  each.fakeProcessorMsPerTurn.push((fake.processorMs() - before.fake) / turns);
}

/** What wants an acknowledgement, at a steady pace. */
export async function measureAcknowledged(
  each: Contestant,
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
): Promise<void> {
  const acknowledgedAfterMs = await order(each, "acknowledged", { perSecond, seconds });
  if (acknowledgedAfterMs.length !== perSecond * seconds)
    throw new Error(`Of ${perSecond * seconds} ${acknowledgedAfterMs.length} were acknowledged`);
  each.acknowledgedAfterMs.push(acknowledgedAfterMs);
}
