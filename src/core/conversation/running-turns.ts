import type { ConversationId, MessageId, WorkspaceId } from "../ids.ts";
import type { Clock } from "../ports/clock.ts";

/** The longest that a turn may take, in milliseconds. */
const turnTimeoutMs = 5 * 60 * 1000;

/** Why a running turn was aborted. */
export class TurnStopped extends Error {
  override name = "TurnStopped";
  readonly by: "person" | "timeout";
  constructor(by: "person" | "timeout") {
    super(`The turn was stopped by ${by}`);
    this.by = by;
  }
}

/** The turns that run in this process, so that a Stop reaches them. */
export interface RunningTurns {
  /** Runs the work with a signal that a stop, the time limit or the outer signal aborts. */
  run<Result>(
    workspace: WorkspaceId,
    conversation: ConversationId,
    thread: MessageId | null,
    outer: AbortSignal,
    work: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result>;
  /** Stops the turn that runs in this thread of the conversation; false when there is none. */
  stop(workspace: WorkspaceId, conversation: ConversationId, thread: MessageId | null): boolean;
}

export function createRunningTurns(clock: Clock): RunningTurns {
  const running = new Map<string, AbortController>();
  const keyOf = (workspace: WorkspaceId, conversation: ConversationId, thread: MessageId | null) =>
    `${workspace} ${conversation} ${thread ?? ""}`;
  return {
    async run(workspace, conversation, thread, outer, work) {
      const stopper = new AbortController();
      const key = keyOf(workspace, conversation, thread);
      running.set(key, stopper);
      const cancel = clock.after(turnTimeoutMs, () => stopper.abort(new TurnStopped("timeout")));
      try {
        return await work(AbortSignal.any([outer, stopper.signal]));
      } finally {
        cancel();
        running.delete(key);
      }
    },
    stop(workspace, conversation, thread) {
      const stopper = running.get(keyOf(workspace, conversation, thread));
      stopper?.abort(new TurnStopped("person"));
      return stopper !== undefined;
    },
  };
}
