import { asId, type ChannelId, type PersonId, type WorkspaceId } from "../../core/ids.ts";
import type { Parts } from "../../core/parts.ts";
import { plainContent } from "../../core/ports/delivery.ts";
import { dollarsOf, noUsage } from "../../core/prices.ts";
import { readSettings } from "../../core/settings/settings.ts";
import { unlessRefused } from "../../core/unless-refused.ts";
import { drawCard, keepSaid, workPlace } from "../conversation-place.ts";
import { postEnd } from "../post-end.ts";
import { type Estimate, teamCard } from "./team-card.ts";
import { teamReport, workResult } from "./team-report.ts";
import type { Work } from "./work.ts";
import { moveWork, readWork } from "./work-store.ts";

/** What a task is likely to send and to write, in tokens. */
const usualInputTokens = 6000;
const usualOutputTokens = 2000;

async function estimateOf(parts: Parts, { workspace, channel }: Work): Promise<Estimate> {
  const settings = await readSettings(parts, asId(workspace), asId<ChannelId>(channel));
  const usage = { ...noUsage, inputTokens: usualInputTokens, outputTokens: usualOutputTokens };
  const model = settings.model ?? parts.model.defaults.answers;
  return { dollarsPerTask: dollarsOf(parts.prices, model, usage) };
}

/** Draws the card as the work stands, and notes where it stands. Safe to repeat. */
export async function showWork(parts: Parts, work: Work): Promise<void> {
  const { id, channel } = work;
  const workspace: WorkspaceId = asId(work.workspace);
  const content = { ...plainContent(""), card: teamCard(work, await estimateOf(parts, work)) };
  await unlessRefused(parts, "work-not-shown", async () => {
    const card = await drawCard(parts, { workspace, channel: asId(channel) }, content, `team ${id} card`);
    await moveWork(parts, workspace, id, (now) => (now.card === null ? { ...now, card } : undefined));
  });
}

/** Says below the card what came of it, in full. Safe to repeat. */
export async function tellEnd(parts: Parts, { workspace: inWorkspace, id }: Work): Promise<void> {
  const workspace: WorkspaceId = asId(inWorkspace);
  const work = await readWork(parts, workspace, id);
  if (!work || work.card === null) return;
  const place = workPlace({ ...work, card: work.card });
  const result = workResult(work);
  const end = { key: `team ${id}`, person: asId<PersonId>(work.person), result, report: teamReport(work) };
  await unlessRefused(parts, "work-not-told", async () => {
    const message = await postEnd(parts, place, end);
    // What was asked for is not kept here: these words are Reverie's own, and no erasure would find others in them.
    const text = result === "" ? end.report : result;
    if (message) await keepSaid(parts, place, { id: message, text, at: work.askedAt + 1 });
  });
}
