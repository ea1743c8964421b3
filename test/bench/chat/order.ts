import { once } from "node:events";
import type { ChildProgram } from "../child-program.ts";
import type { ChatOrders, Outcome } from "./orders.ts";

/** A fake, and the program that is connected to it, if there is one yet. */
interface Ordered {
  readonly fake: ChildProgram;
  readonly program?: ChildProgram;
}

/** Gives the fake one order and waits for its end; only then may the next one be given. */
export async function order<Name extends keyof ChatOrders>(
  { fake: { child }, program }: Ordered,
  name: Name,
  given: Parameters<ChatOrders[Name]>[0],
): Promise<Awaited<ReturnType<ChatOrders[Name]>>> {
  const ended = once(child, "message");
  child.send({ name, given });
  const [outcome] = (await ended) as [Outcome];
  if ("error" in outcome) throw new Error(`${program?.name}: the order ${name} failed: ${outcome.error}`);
  return outcome.result as Awaited<ReturnType<ChatOrders[Name]>>;
}
