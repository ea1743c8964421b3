import { fileURLToPath } from "node:url";
import { type ChildProgram, startChild } from "../child-program.ts";
import { takeModelTimes } from "../turn/model-times.ts";
import { modelStretches, type TurnTimes, turnTimes } from "./own-time.ts";
import { order } from "./slack-remote.ts";

/** A program connected to a fake Slack of its own, with what was measured of both, an entry for each round. */
export interface Contestant {
  readonly program: ChildProgram;
  readonly slack: ChildProgram;
  readonly times: (readonly TurnTimes[])[];
  /** Calls of the Web API while turns went one after the other, of all rounds, by method. */
  readonly calls: Map<string, number>;
  readonly turnsPerSecond: number[];
  readonly processorMsPerTurn: number[];
  /** What the fake itself used meanwhile. */
  readonly slackProcessorMsPerTurn: number[];
  readonly acknowledgedAfterMs: (readonly number[])[];
}

/** Starts a fake Slack and a program that connects to it. Resolves once all of its connections stand. */
export async function startContestant(
  open: AsyncDisposableStack,
  command: readonly string[],
  connections: number,
  environment: Readonly<Record<string, string>>,
): Promise<Contestant> {
  const slack = await startChild(open, [fileURLToPath(new URL("slack-program.ts", import.meta.url))]);
  const { botToken, appToken } = await order(slack, "tokens", {});
  const program = await startChild(open, command, {
    ...environment,
    SLACK_API_URL: slack.url,
    SLACK_BOT_TOKEN: botToken,
    SLACK_APP_TOKEN: appToken,
  });
  await order(slack, "connected", { count: connections });
  return {
    program,
    slack,
    times: [],
    calls: new Map(),
    turnsPerSecond: [],
    processorMsPerTurn: [],
    slackProcessorMsPerTurn: [],
    acknowledgedAfterMs: [],
  };
}

/** Turns one after the other. The model serves nobody else meanwhile. */
export async function measureAlone(each: Contestant, model: ChildProgram, turns: number): Promise<void> {
  await takeModelTimes(model);
  const { asked, calls } = await order(each.slack, "alone", { turns });
  const requests = modelStretches(await takeModelTimes(model));
  if (requests.length !== turns)
    throw new Error(`${turns} turns made ${requests.length} requests to the model`);
  const stretches = [...requests, ...calls];
  for (const { method } of calls) each.calls.set(method, (each.calls.get(method) ?? 0) + 1);
  each.times.push(asked.map((turn) => turnTimes(turn, stretches)));
}

export async function measureTogether(each: Contestant, turns: number, concurrency: number): Promise<void> {
  const { program, slack } = each;
  const before = { program: program.processorMs(), slack: slack.processorMs() };
  each.turnsPerSecond.push(await order(slack, "together", { turns, concurrency }));
  each.processorMsPerTurn.push((program.processorMs() - before.program) / turns);
  each.slackProcessorMsPerTurn.push((slack.processorMs() - before.slack) / turns);
}

export async function measureTalk(each: Contestant, eventsPerSecond: number, seconds: number): Promise<void> {
  const acknowledgedAfterMs = await order(each.slack, "talk", { eventsPerSecond, seconds });
  if (acknowledgedAfterMs.length !== eventsPerSecond * seconds)
    throw new Error(`Of ${eventsPerSecond * seconds} events ${acknowledgedAfterMs.length} were acknowledged`);
  each.acknowledgedAfterMs.push(acknowledgedAfterMs);
}
