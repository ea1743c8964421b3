import { asId, type ChannelId, type PersonId, type WorkspaceId } from "../core/ids.ts";
import type { Parts } from "../core/parts.ts";
import type { Usage } from "../core/ports/model.ts";
import { dollarsOf, noUsage, type PriceTable, tokensFor } from "../core/prices.ts";
import { readSettings } from "../core/settings/settings.ts";
import { recordSpent, spendingOf } from "../core/spending.ts";
import type { Sending } from "./sending.ts";

/** The fewest tokens of an answer that are worth asking for. */
const fewestTokens = 300;

/** For whom and where something is asked. */
export interface Asking {
  readonly workspace: WorkspaceId;
  readonly channel: ChannelId;
  readonly person: PersonId;
}

/** For whom and where work was asked for, as it is stored. */
export function askingOf(stored: {
  readonly workspace: string;
  readonly channel: string;
  readonly person: string;
}): Asking {
  return { workspace: asId(stored.workspace), channel: asId(stored.channel), person: asId(stored.person) };
}

/** What requests are likely to cost that send and write so many tokens in a place, in dollars. */
export async function likelyDollars(
  parts: Parts,
  { workspace, channel }: Asking,
  tokens: Pick<Usage, "inputTokens" | "outputTokens">,
): Promise<number> {
  const settings = await readSettings(parts, workspace, channel);
  return dollarsOf(parts.prices, settings.model ?? parts.model.defaults.answers, { ...noUsage, ...tokens });
}

/** The longest answer that so many dollars pay for, in tokens; undefined where that is not worth a request. */
export function affordableTokens(
  prices: PriceTable,
  { model, inputTokens, webSearches, wantedTokens }: Sending,
  dollarsLeft: number,
): number | undefined {
  const forAnswer = dollarsLeft - dollarsOf(prices, model, { ...noUsage, inputTokens, webSearches });
  if (forAnswer <= 0) return undefined;
  const tokens = Math.min(wantedTokens, tokensFor(prices, model, forAnswer));
  return tokens < Math.min(fewestTokens, wantedTokens) ? undefined : tokens;
}

/** Counts what a request used up, and gives it in dollars. */
export async function countSpent(
  parts: Parts,
  { workspace, channel, person }: Asking,
  model: string,
  usage: Usage,
): Promise<number> {
  await recordSpent(parts, workspace, { channel, person }, spendingOf(parts, "answers", model, [usage]));
  return dollarsOf(parts.prices, model, usage);
}

/** Counts what a request may have cost whose process died before anybody knew, in dollars. */
export async function countLost(
  parts: Parts,
  { workspace, channel, person }: Asking,
  dollars: number,
): Promise<void> {
  if (dollars === 0) return;
  const lost = { purpose: "answers" as const, requests: 1, usage: noUsage, dollars };
  await recordSpent(parts, workspace, { channel, person }, lost);
}
