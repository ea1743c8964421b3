import type { WorkspaceId } from "../ids.ts";
import type { Parts } from "../parts.ts";
import type { IncomingMessage } from "../ports/platform.ts";
import { findSaid } from "./answer-parts.ts";

/**
 * The message in its conversation: where a platform has replies instead of threads, what is said in reply
 * belongs to the conversation of what it replies to, and hangs on the first message of that chain.
 */
export async function inItsChain(
  parts: Parts,
  workspace: WorkspaceId,
  incoming: IncomingMessage,
): Promise<IncomingMessage> {
  const { thread, repliesTo } = incoming;
  if (thread !== null || repliesTo === null) return incoming;
  const before = await findSaid(parts, workspace, repliesTo);
  return { ...incoming, thread: before?.thread ?? before?.id ?? repliesTo };
}
