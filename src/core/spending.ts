import { z } from "zod";
import { shareReached, warnOfBudget } from "./budget-warnings.ts";
import { changeDocument } from "./change-document.ts";
import { StoreError } from "./errors.ts";
import type { ChannelId, PersonId, WorkspaceId } from "./ids.ts";
import { readPrint } from "./memory/fingerprints.ts";
import type { Parts } from "./parts.ts";
import type { DocumentKey, Json } from "./ports/documents.ts";
import type { Usage } from "./ports/model.ts";
import { addUsage, dollarsOf, noUsage } from "./prices.ts";
import { readSettings, readSettingTexts } from "./settings/settings.ts";

/** What one purpose used up in a month. */
const spent = z.object({
  requests: z.number(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  webSearches: z.number().default(0),
  dollars: z.number(),
});
const monthSpent = z.object({
  answers: spent,
  dreams: spent,
  /** What was counted under a name of its own, so that it is counted once. */
  counted: z.array(z.string()).default([]),
  /** What work that is under way may still spend, by its name. */
  held: z.record(z.string(), z.object({ dollars: z.number(), until: z.number() })).default({}),
});
export type MonthSpent = z.infer<typeof monthSpent>;

const nothing: MonthSpent["answers"] = {
  requests: 0,
  inputTokens: 0,
  outputTokens: 0,
  webSearches: 0,
  dollars: 0,
};

/** The calendar month of an instant in UTC, such as `2026-11`. */
export function monthOf(at: number): string {
  return new Date(at).toISOString().slice(0, 7);
}

/** What a workspace used up in a month. */
export async function readSpent(parts: Parts, workspace: WorkspaceId, month: string): Promise<MonthSpent> {
  return parseSpent(await parts.documents.get(spentKey(workspace, month)));
}

/** Where what was spent under a name is kept. */
export function spentKey(workspace: WorkspaceId, month: string): DocumentKey {
  return { workspace, kind: "spent", name: month };
}

/** Throws a StoreError for what is none. */
export function parseSpent(raw: Json | undefined): MonthSpent {
  const parsed = monthSpent.safeParse(raw ?? { answers: nothing, dreams: nothing });
  if (!parsed.success) throw new StoreError("spent", parsed.error);
  return parsed.data;
}

/** For whom and where something was spent; null where it was for nobody alone, such as a dream. */
export interface SpentFor {
  readonly channel: ChannelId | null;
  readonly person: PersonId | null;
}

/** For the workspace at large. */
export const forEverybody: SpentFor = { channel: null, person: null };

/** The most names of what was counted that are kept: far more than can be counted again. */
const countedAtMost = 100;

/** What requests used up. */
export interface Spending {
  readonly purpose: "answers" | "dreams";
  readonly requests: number;
  readonly usage: Usage;
  readonly dollars: number;
}

/** What requests of the model cost. `share` is the part of the price that they took, such as a half in a batch. */
export function spendingOf(
  { prices }: Pick<Parts, "prices">,
  purpose: Spending["purpose"],
  model: string,
  usages: readonly Usage[],
  share = 1,
): Spending {
  const used = usages.filter((usage) => Object.values(usage).some((count) => count > 0));
  const usage = used.reduce(addUsage, noUsage);
  return { purpose, requests: used.length, usage, dollars: share * dollarsOf(prices, model, usage) };
}

/**
 * Counts what was used up, where anything was: for the workspace, the channel and, where a quota is set, the person that
 * it was for. Administrators are told when it reaches 75 or 95 per cent of the month's budget. Under a name it is
 * counted once, however often this is called; without one each time.
 */
export async function recordSpent(
  parts: Parts,
  workspace: WorkspaceId,
  { channel, person }: SpentFor,
  spending: Spending,
  once: string | null = null,
): Promise<void> {
  if (spending.requests === 0) return;
  const month = monthOf(parts.clock.now());
  const [spent] = await Promise.all([
    addTo(parts, spentKey(workspace, month), spending, once),
    channel ? addTo(parts, spentKey(workspace, `${month} ${channel}`), spending) : undefined,
  ]);
  const { budgetDollars: budget, quotaDollars } = await readSettings(parts, workspace, null);
  if (person && quotaDollars !== null) {
    const name = await personMonth(parts, workspace, person, month);
    await addTo(parts, spentKey(workspace, name), spending);
  }
  if (budget === null) return;
  const dollars = spent.answers.dollars + spent.dreams.dollars;
  const share = shareReached(dollars - spending.dollars, dollars, budget);
  if (share !== undefined) await warnOfBudget(parts, workspace, { month, share, dollars, budget });
}

/** Named by a salted print, so that an erasure finds nobody here. */
async function personMonth(
  parts: Parts,
  workspace: WorkspaceId,
  person: PersonId,
  month: string,
): Promise<string> {
  return `${month} person ${(await readPrint(parts, workspace))(person)}`;
}

/** Of two writers at once none is lost. */
async function addTo(
  parts: Parts,
  key: DocumentKey,
  spending: Spending,
  once: string | null = null,
): Promise<MonthSpent> {
  let spent = parseSpent(undefined);
  await changeDocument(parts.documents, key, (raw) => {
    const before = parseSpent(raw);
    if (once !== null && before.counted.includes(once)) {
      spent = before;
      return before;
    }
    const counted = once === null ? before.counted : [...before.counted, once].slice(-countedAtMost);
    spent = { ...before, counted, [spending.purpose]: plus(before[spending.purpose], spending) };
    return spent;
  });
  return spent;
}

function plus(before: MonthSpent["answers"], { requests, usage, dollars }: Spending): MonthSpent["answers"] {
  return {
    requests: before.requests + requests,
    inputTokens: before.inputTokens + usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens,
    outputTokens: before.outputTokens + usage.outputTokens,
    webSearches: before.webSearches + usage.webSearches,
    dollars: before.dollars + dollars,
  };
}

/**
 * The dollars that are left of this month's budget: of the workspace's, or of the channel's own where that
 * is less. Undefined where no budget is set.
 */
export async function readBudgetLeft(
  parts: Parts,
  workspace: WorkspaceId,
  channel: ChannelId | null,
): Promise<number | undefined> {
  return leastLeft(parts, workspace, await readLimits(parts, workspace, { channel, person: null }));
}

/** The dollars that are left of what a person's questions may cost this month; undefined where no quota is set. */
export async function readQuotaLeft(
  parts: Parts,
  workspace: WorkspaceId,
  person: PersonId,
): Promise<number | undefined> {
  const { quotaDollars } = await readSettings(parts, workspace, null);
  return leastLeft(parts, workspace, await quotaOf(parts, workspace, person, quotaDollars));
}

/** The dollars that the limits for somebody in a place leave this month; infinite where none is set. */
export async function readDollarsLeft(
  parts: Parts,
  workspace: WorkspaceId,
  spentFor: SpentFor,
): Promise<number> {
  const limits = await readLimits(parts, workspace, spentFor);
  return (await leastLeft(parts, workspace, limits)) ?? Number.POSITIVE_INFINITY;
}

/** What may be spent in a month, and the name under which it is counted. */
export interface Limit {
  readonly name: string;
  readonly dollars: number;
}

/** The limits that hold this month for somebody in a place: the workspace's budget, the channel's own, the person's quota. */
export async function readLimits(
  parts: Parts,
  workspace: WorkspaceId,
  { channel, person }: SpentFor,
): Promise<Limit[]> {
  const month = monthOf(parts.clock.now());
  const { budgetDollars, quotaDollars } = await readSettings(parts, workspace, null);
  const own = channel ? await readChannelBudget(parts, workspace, channel) : null;
  return [
    ...(budgetDollars === null ? [] : [{ name: month, dollars: budgetDollars }]),
    ...(own === null ? [] : [{ name: `${month} ${channel}`, dollars: own }]),
    ...(person ? await quotaOf(parts, workspace, person, quotaDollars) : []),
  ];
}

async function quotaOf(
  parts: Parts,
  workspace: WorkspaceId,
  person: PersonId,
  dollars: number | null,
): Promise<Limit[]> {
  if (dollars === null) return [];
  return [{ name: await personMonth(parts, workspace, person, monthOf(parts.clock.now())), dollars }];
}

async function readChannelBudget(
  parts: Parts,
  workspace: WorkspaceId,
  channel: ChannelId,
): Promise<number | null> {
  const texts = await readSettingTexts(parts, workspace, channel);
  const budget = texts.find(({ key, origin }) => key === "budget" && origin === "channel");
  return budget && budget.text !== "" ? Number(budget.text) : null;
}

/** What the tightest of some limits leaves; undefined without any. */
async function leastLeft(
  parts: Parts,
  workspace: WorkspaceId,
  limits: readonly Limit[],
): Promise<number | undefined> {
  const lefts = limits.map(
    async ({ name, dollars }) => dollars - usedOf(await readSpent(parts, workspace, name), parts.clock.now()),
  );
  return lefts.length > 0 ? Math.min(...(await Promise.all(lefts))) : undefined;
}

/** The dollars that are spent, or that work under way may still spend. */
export function usedOf({ answers, dreams, held }: MonthSpent, now: number): number {
  const holds = Object.values(held).filter(({ until }) => until > now);
  return answers.dollars + dreams.dollars + holds.reduce((sum, { dollars }) => sum + dollars, 0);
}
