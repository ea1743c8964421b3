import type { WatchedCall } from "./call-watch.ts";
import type { ChatOrders, Order, Outcome } from "./orders.ts";
import type { Talkers } from "./talkers.ts";

/** What a fake's program obeys with. */
export interface Obeying extends Omit<ChatOrders, "alone" | "together"> {
  readonly talkers: Talkers;
  /** The calls that were over since this was asked last. */
  readonly takeCalls: () => readonly WatchedCall[];
  /** Resolves once nothing of what was answered is still under way. */
  readonly settled: () => Promise<void>;
  /** What the fake knows to be wrong with itself. */
  readonly ownFaults: readonly string[];
}

/** Does what the parent of this process orders, one after the other. */
export function obeyParent({ talkers, takeCalls, settled, ownFaults, ...others }: Obeying): void {
  const orders: ChatOrders = {
    ...others,
    async alone({ turns }) {
      takeCalls();
      const asked = await talkers.alone(turns);
      await settled();
      return { asked, calls: takeCalls() };
    },
    together: ({ turns, concurrency }) => talkers.together(turns, concurrency),
  };

  const obey = async ({ name, given }: Order): Promise<Outcome> => {
    try {
      const result = await orders[name](given);
      const [fault] = ownFaults;
      return fault === undefined ? { result } : { error: `The fake is wrong: ${fault}` };
    } catch (error) {
      return { error: String(error) };
    }
  };

  process.on("message", async (message) => {
    process.send?.(await obey(message as Order));
  });
}
