import { z } from "zod";
import { StoreError } from "./errors.ts";
import type { WorkspaceId } from "./ids.ts";
import type { Parts } from "./parts.ts";
import type { DocumentKey, Json } from "./ports/documents.ts";
import type { Usage } from "./ports/model.ts";
import { dollarsOf } from "./prices.ts";
import { readSettings } from "./settings/settings.ts";

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

/** Counts one request, where it used anything up. Of two writers at once none is lost. */
export async function recordSpent(
  parts: Parts,
  workspace: WorkspaceId,
  purpose: keyof MonthSpent,
  model: string,
  usage: Usage,
): Promise<void> {
  if (Object.values(usage).every((tokens) => tokens === 0)) return;
  const key = spentKey(workspace, monthOf(parts.clock.now()));
  for (;;) {
    const raw = await parts.documents.get(key);
    const before = parse(raw);
    const next: MonthSpent = { ...before, [purpose]: plus(before[purpose], model, usage) };
    const written =
      raw === undefined
        ? await parts.documents.add(key, next, null)
        : await parts.documents.swap(key, raw, next);
    if (written) return;
  }
}

function plus(before: MonthSpent["answers"], model: string, usage: Usage): MonthSpent["answers"] {
  return {
    requests: before.requests + 1,
    inputTokens: before.inputTokens + usage.inputTokens + usage.cacheReadTokens + usage.cacheWriteTokens,
    outputTokens: before.outputTokens + usage.outputTokens,
    dollars: before.dollars + dollarsOf(model, usage),
  };
}

/** The dollars that are left of this month's budget; undefined where no budget is set. */
export async function readBudgetLeft(parts: Parts, workspace: WorkspaceId): Promise<number | undefined> {
  const { budgetDollars } = await readSettings(parts, workspace, null);
  if (budgetDollars === null) return undefined;
  const { answers, dreams } = await readSpent(parts, workspace, monthOf(parts.clock.now()));
  return budgetDollars - answers.dollars - dreams.dollars;
}
