import { z } from "zod";
import { changeDocument } from "./change-document.ts";
import { StoreError } from "./errors.ts";
import type { ChannelId, WorkspaceId } from "./ids.ts";
import type { Parts } from "./parts.ts";
import type { DocumentKey, Json } from "./ports/documents.ts";
import type { Usage } from "./ports/model.ts";
import { dollarsOf } from "./prices.ts";
import { readSettings, readSettingTexts } from "./settings/settings.ts";

/** What one purpose used up in a month. */
const spent = z.object({
  requests: z.number(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  dollars: z.number(),
});
const monthSpent = z.object({ answers: spent, dreams: spent });
export type MonthSpent = z.infer<typeof monthSpent>;

const nothing: MonthSpent["answers"] = { requests: 0, inputTokens: 0, outputTokens: 0, dollars: 0 };

/** The calendar month of an instant in UTC, such as `2026-11`. */
export function monthOf(at: number): string {
  return new Date(at).toISOString().slice(0, 7);
}

/** What a workspace used up in a month. */
export async function readSpent(parts: Parts, workspace: WorkspaceId, month: string): Promise<MonthSpent> {
  return parse(await parts.documents.get(spentKey(workspace, month)));
}

function spentKey(workspace: WorkspaceId, month: string): DocumentKey {
  return { workspace, kind: "spent", name: month };
}

function parse(raw: Json | undefined): MonthSpent {
  const parsed = monthSpent.safeParse(raw ?? { answers: nothing, dreams: nothing });
  if (!parsed.success) throw new StoreError("spent", parsed.error);
  return parsed.data;
}

/** Counts one request, where it used anything up: for the workspace, and for the channel that it was for. */
export async function recordSpent(
  parts: Parts,
  workspace: WorkspaceId,
  channel: ChannelId | null,
  purpose: keyof MonthSpent,
  model: string,
  usage: Usage,
): Promise<void> {
  if (Object.values(usage).every((tokens) => tokens === 0)) return;
  const month = monthOf(parts.clock.now());
  const names = [month, ...(channel ? [`${month} ${channel}`] : [])];
  await Promise.all(names.map((name) => addTo(parts, spentKey(workspace, name), purpose, model, usage)));
}

/** Of two writers at once none is lost. */
async function addTo(
  parts: Parts,
  key: DocumentKey,
  purpose: keyof MonthSpent,
  model: string,
  usage: Usage,
): Promise<void> {
  await changeDocument(parts.documents, key, (raw) => {
    const before = parse(raw);
    return { ...before, [purpose]: plus(before[purpose], model, usage) };
  });
}

function plus(before: MonthSpent["answers"], model: string, usage: Usage): MonthSpent["answers"] {
  return {
    requests: before.requests + 1,
    inputTokens: before.inputTokens + usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens,
    outputTokens: before.outputTokens + usage.outputTokens,
    dollars: before.dollars + dollarsOf(model, usage),
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
  const month = monthOf(parts.clock.now());
  const { budgetDollars } = await readSettings(parts, workspace, null);
  const own = channel ? await readChannelBudget(parts, workspace, channel) : null;
  const lefts: number[] = [];
  if (budgetDollars !== null) lefts.push(await left(parts, workspace, month, budgetDollars));
  if (own !== null) lefts.push(await left(parts, workspace, `${month} ${channel}`, own));
  return lefts.length > 0 ? Math.min(...lefts) : undefined;
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

async function left(parts: Parts, workspace: WorkspaceId, name: string, dollars: number): Promise<number> {
  const { answers, dreams } = await readSpent(parts, workspace, name);
  return dollars - answers.dollars - dreams.dollars;
}
