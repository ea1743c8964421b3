import { asId, type ChannelId, type WorkspaceId } from "../../core/ids.ts";
import type { Parts } from "../../core/parts.ts";
import { dollarsOf, noUsage } from "../../core/prices.ts";
import { readSettings } from "../../core/settings/settings.ts";
import { unlessRefused } from "../../core/unless-refused.ts";
import { sayEnd, showCard } from "../show-card.ts";
import { isWider } from "../standing.ts";
import { type Estimate, teamCard } from "./team-card.ts";
import { teamReport, workResult } from "./team-report.ts";
import type { Work } from "./work.ts";
import { readWork, works } from "./work-store.ts";

/** What a task is likely to send and to write, in tokens. */
const usualInputTokens = 6000;
const usualOutputTokens = 2000;

async function estimateOf(parts: Parts, { workspace, channel }: Work): Promise<Estimate> {
  const settings = await readSettings(parts, asId(workspace), asId<ChannelId>(channel));
  const usage = { ...noUsage, inputTokens: usualInputTokens, outputTokens: usualOutputTokens };
  const model = settings.model ?? parts.model.defaults.answers;
  return { dollarsPerTask: dollarsOf(parts.prices, model, usage) };
}

const kept = (work: Work) => ({ records: works, work, kind: "team" });

/** Draws the card as the work stands, and notes where it stands. Safe to repeat. */
export async function showWork(parts: Parts, work: Work): Promise<void> {
  await unlessRefused(parts, "work-not-shown", async () => {
    const card = teamCard(work, await estimateOf(parts, work));
    await showCard(parts, kept(work), card, `A team was given a task: ${work.text}`);
  });
}

const withheld =
  "More people can read this place than when the work began, so what came of it is not said here. “See” on the card shows each result to whoever asked.";

/** Says below the card what came of it, in full. Safe to repeat. */
export async function tellEnd(parts: Parts, { workspace: inWorkspace, id }: Work): Promise<void> {
  const workspace: WorkspaceId = asId(inWorkspace);
  const work = await readWork(parts, workspace, id);
  if (!work || work.card === null) return;
  const { card } = work;
  // Law 4 held for those who could read it then.
  const isWithheld = await isWider(parts, work);
  const result = isWithheld ? "" : workResult(work);
  const report = isWithheld ? withheld : teamReport(work);
  const end = { result, report, kept: result === "" ? report : result };
  await unlessRefused(parts, "work-not-told", () => sayEnd(parts, kept(work), card, end));
}
