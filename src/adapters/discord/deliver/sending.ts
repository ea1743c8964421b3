import type { CallKind } from "../../../core/calls/bounded-calls.ts";
import { PlatformError } from "../../../core/errors.ts";
import type { DiscordCalls } from "../web/discord-calls.ts";

/** The code of what was not sent, because it would have had to wait. */
const heldBackCode = "rate-limited";

/** Sends what is to be said. */
export interface Sending {
  /**
   * Makes the call. A draft waits for nothing, neither for Discord nor behind another call of its kind: it is given
   * up, because the next one says it. Rejects with a PlatformError.
   */
  send<Result>(
    kind: CallKind,
    isDraft: boolean,
    work: (rest: DiscordCalls["client"]) => Promise<Result>,
  ): Promise<Result>;
}

/** Whether it was not sent, because it would have had to wait. */
export function isHeldBack(error: unknown): boolean {
  return error instanceof PlatformError && error.code === heldBackCode;
}

export function createSending(calls: DiscordCalls): Sending {
  /** How many calls of a kind are under way in a channel: the SDK sends them one after the other. */
  const underWay = new Map<string, number>();

  const attempt: Sending["send"] = async (kind, _, work) => {
    const result = await calls.attempt(kind, async (rest) => ({ value: await work(rest) }));
    if (!result) throw new PlatformError("Discord", heldBackCode, false);
    return result.value;
  };

  return {
    async send(kind, isDraft, work) {
      const name = `${kind.method} ${kind.channel}`;
      const before = underWay.get(name) ?? 0;
      if (isDraft && before > 0) throw new PlatformError("Discord", heldBackCode, false);
      underWay.set(name, before + 1);
      try {
        return await (isDraft ? attempt(kind, isDraft, work) : calls.call(kind, work));
      } finally {
        const after = (underWay.get(name) ?? 1) - 1;
        if (after === 0) underWay.delete(name);
        else underWay.set(name, after);
      }
    },
  };
}
