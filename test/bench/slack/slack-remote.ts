import { once } from "node:events";
import type { ChildProgram } from "../child-program.ts";
import type { WatchedCall } from "./call-watch.ts";
import type { AskedTurn } from "./talkers.ts";

/** What the program with the fake Slack does when it is told to, each with one object and one result. */
export interface SlackOrders {
  /** What an app authenticates with. */
  tokens(given: object): { readonly botToken: string; readonly appToken: string };
  /** Waits until an app has so many connections. */
  connected(given: { readonly count: number }): Promise<void>;
  /** Ana runs the app's command, and waits until it is acknowledged. */
  command(given: { readonly text: string }): Promise<void>;
  alone(given: { readonly turns: number }): Promise<{
    readonly asked: readonly AskedTurn[];
    readonly calls: readonly WatchedCall[];
  }>;
  together(given: { readonly turns: number; readonly concurrency: number }): Promise<number>;
  talk(given: { readonly eventsPerSecond: number; readonly seconds: number }): Promise<readonly number[]>;
}

/** An order on its way to the program. */
export interface Order {
  readonly name: keyof SlackOrders;
  readonly given: never;
}

/** How an order ended. */
export type Outcome = { readonly result: unknown } | { readonly error: string };

/** Gives one order and waits for its end; only then may the next one be given. */
export async function order<Name extends keyof SlackOrders>(
  { child }: ChildProgram,
  name: Name,
  given: Parameters<SlackOrders[Name]>[0],
): Promise<Awaited<ReturnType<SlackOrders[Name]>>> {
  const ended = once(child, "message");
  child.send({ name, given });
  const [outcome] = (await ended) as [Outcome];
  if ("error" in outcome) throw new Error(`The order ${name} failed: ${outcome.error}`);
  return outcome.result as Awaited<ReturnType<SlackOrders[Name]>>;
}
