import { setImmediate } from "node:timers/promises";
import { asId, type MessageId } from "../../src/core/ids.ts";
import type { Content, Delivery } from "../../src/core/ports/delivery.ts";

/** One call of the delivery, with what it was to show. */
export interface Delivered {
  readonly act: "post" | "update" | "remove";
  readonly message: MessageId;
  readonly content: Content | null;
}

/** A platform that keeps what it was told and can be made slow or broken. */
export interface RecordingDelivery extends Pick<Delivery, "post" | "update" | "remove"> {
  /** Every call that succeeded, in order. */
  readonly delivered: readonly Delivered[];
  /** What stands on the platform now, in the order posted. */
  standing(): readonly Content[];
  /** The most calls that were under way at once. */
  mostAtOnce(): number;
  /** Refuses the next calls, as many as said, with this error. */
  refuseNext(calls: number, error: Error): void;
  /** Runs before each call takes effect; a delay, where the test needs one. */
  slowDown(delay: () => Promise<void>): void;
}

export function createRecordingDelivery(): RecordingDelivery {
  const delivered: Delivered[] = [];
  const standing = new Map<MessageId, Content>();
  const byKey = new Map<string, MessageId>();
  let underWay = 0;
  let most = 0;
  let refusals: { calls: number; error: Error } = { calls: 0, error: new Error("none") };
  let delay: () => Promise<void> = setImmediate;

  const call = async (deliver: () => Delivered) => {
    underWay += 1;
    most = Math.max(most, underWay);
    try {
      await delay();
      if (refusals.calls > 0) {
        refusals = { ...refusals, calls: refusals.calls - 1 };
        throw refusals.error;
      }
      delivered.push(deliver());
    } finally {
      underWay -= 1;
    }
  };

  return {
    delivered,
    standing: () => [...standing.values()],
    mostAtOnce: () => most,
    refuseNext: (calls, error) => {
      refusals = { calls, error };
    },
    slowDown: (slow) => {
      delay = slow;
    },
    async post(_place, content, key) {
      const message = byKey.get(key) ?? asId<MessageId>(`posted-${byKey.size + 1}`);
      await call(() => {
        byKey.set(key, message);
        standing.set(message, content);
        return { act: "post", message, content };
      });
      return message;
    },
    async update({ message }, content) {
      await call(() => {
        if (standing.has(message)) standing.set(message, content);
        return { act: "update", message, content };
      });
    },
    async remove({ message }) {
      await call(() => {
        standing.delete(message);
        return { act: "remove", message, content: null };
      });
    },
  };
}
