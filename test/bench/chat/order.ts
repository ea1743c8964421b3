import { once } from "node:events";
import type { ChildProgram } from "../child-program.ts";
import type { ChatOrders, Outcome } from "./orders.ts";

/** A fake, and the program that is connected to it, if there is one yet. */
interface Ordered {
  readonly fake: ChildProgram;
  readonly program?: ChildProgram;
}

/** Gives the fake one order and waits for its end; only then may the next one be given. Rejects where the fake ends first. */
export async function order<Name extends keyof ChatOrders>(
  { fake, program }: Ordered,
  name: Name,
  given: Parameters<ChatOrders[Name]>[0],
): Promise<Awaited<ReturnType<ChatOrders[Name]>>> {
  const waiting = new AbortController();
  const done = once(fake.child, "message", waiting);
  const closed = once(fake.child, "close", waiting).then(() => [{ error: fake.log() }]);
  fake.child.send({ name, given });
  const [outcome] = (await Promise.race([done, closed])) as [Outcome];
  waiting.abort();
  if ("error" in outcome) throw new Error(`${program?.name}: the order ${name} failed: ${outcome.error}`);
  return outcome.result as Awaited<ReturnType<ChatOrders[Name]>>;
}
