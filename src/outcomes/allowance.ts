import type { ChannelId, PersonId, WorkspaceId } from "../core/ids.ts";
import type { Parts } from "../core/parts.ts";
import { dollarsOf, noUsage, tokensFor } from "../core/prices.ts";
import { readBudgetLeft, readQuotaLeft } from "../core/spending.ts";

/** The fewest tokens of an answer that are worth asking for. */
const fewestTokens = 300;

/** For whom and where something is asked. */
export interface Asking {
  readonly workspace: WorkspaceId;
  readonly channel: ChannelId;
  readonly person: PersonId;
}

/**
 * The longest answer that may be asked for, in tokens, so that neither the work's own cap nor the workspace's budget nor the
 * person's quota can be overrun; undefined where what is left is not worth a request.
 */
export async function tokensAllowed(
  parts: Parts,
  { workspace, channel, person }: Asking,
  model: string,
  inputTokens: number,
  dollarsLeft: number,
  wantedTokens: number,
): Promise<number | undefined> {
  const [budgetLeft, quotaLeft] = await Promise.all([
    readBudgetLeft(parts, workspace, channel),
    readQuotaLeft(parts, workspace, person),
  ]);
  const left = Math.min(
    dollarsLeft,
    budgetLeft ?? Number.POSITIVE_INFINITY,
    quotaLeft ?? Number.POSITIVE_INFINITY,
  );
  const forAnswer = left - dollarsOf(parts.prices, model, { ...noUsage, inputTokens });
  if (forAnswer <= 0) return undefined;
  const tokens = Math.min(wantedTokens, tokensFor(parts.prices, model, forAnswer));
  return tokens < Math.min(fewestTokens, wantedTokens) ? undefined : tokens;
}
