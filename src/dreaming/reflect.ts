import type { WorkspaceId } from "../core/ids.ts";
import type { Parts } from "../core/parts.ts";
import type { ReflectionOutcome, ReflectionRequest } from "../core/ports/model.ts";
import { readSettings } from "../core/settings/settings.ts";
import { forEverybody, recordSpent, spendingOf } from "../core/spending.ts";
import type { Ready } from "./plan.ts";
import { reflectionSchema } from "./reflection-output.ts";

/** The requests of the reflections, in the same order. */
export async function requestsFor(
  parts: Parts,
  workspace: WorkspaceId,
  model: string,
  ready: readonly Ready[],
): Promise<ReflectionRequest[]> {
  const { language } = await readSettings(parts, workspace, null);
  return ready.map(({ gathered: { reader, transcript, prompt }, maxTokens }) => ({
    model,
    audience: reader.audience,
    system: language === "" ? prompt : `${prompt}\n\nWrite in ${language}.`,
    content: transcript.content,
    schema: reflectionSchema,
    maxTokens,
  }));
}

/** Asks the model for the reflections at once and counts what they used up; the outcomes come in the same order. */
export async function reflectNow(
  parts: Parts,
  workspace: WorkspaceId,
  model: string,
  ready: readonly Ready[],
  signal: AbortSignal,
): Promise<readonly ReflectionOutcome[]> {
  if (ready.length === 0) return [];
  const outcomes = await parts.model.reflect(await requestsFor(parts, workspace, model, ready), signal);
  await countSpending(parts, workspace, model, outcomes, 1, null);
  return outcomes;
}

/**
 * Counts what reflections used up: once under a name, however often it is called. `share` is the part of the price that
 * they took.
 */
export async function countSpending(
  parts: Parts,
  workspace: WorkspaceId,
  model: string,
  outcomes: Iterable<ReflectionOutcome>,
  share: number,
  once: string | null,
): Promise<void> {
  const usages = [...outcomes].map(({ usage }) => usage);
  await recordSpent(parts, workspace, forEverybody, spendingOf(parts, "dreams", model, usages, share), once);
}
