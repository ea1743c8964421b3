import { asId, type ChannelId, type PersonId, type WorkspaceId } from "../../core/ids.ts";
import type { Reach } from "../../core/message.ts";
import type { Parts } from "../../core/parts.ts";
import { directoryOf } from "../../core/platforms.ts";
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

const reaches: readonly Reach[] = ["direct", "private", "public", "shared"];

/** Whether more people may read the place now than when what it was asked for was read. */
async function isWider(parts: Parts, { workspace, channel, reach }: Work): Promise<boolean> {
  const inWorkspace: WorkspaceId = asId(workspace);
  const now = await directoryOf(parts, inWorkspace).channel(inWorkspace, asId(channel));
  return now !== undefined && reaches.indexOf(now.reach) > reaches.indexOf(reach);
}

const withheld =
  "More people can read this place than when the work began, so what came of it is not said here. “See” on the card shows each result to whoever asked.";

/** Says below the card what came of it, in full. Safe to repeat. */
export async function tellEnd(parts: Parts, { workspace: inWorkspace, id }: Work): Promise<void> {
  const workspace: WorkspaceId = asId(inWorkspace);
  const work = await readWork(parts, workspace, id);
  if (!work || work.card === null) return;
  const place = workPlace({ ...work, card: work.card });
  // Law 4 held for those who could read it then.
  const isWithheld = await isWider(parts, work);
  const result = isWithheld ? "" : workResult(work);
  const report = isWithheld ? withheld : teamReport(work);
  const end = { key: `team ${id}`, person: asId<PersonId>(work.person), result, report };
  await unlessRefused(parts, "work-not-told", async () => {
    const message = await postEnd(parts, place, end);
    // What was asked for is not kept here: these words are Reverie's own, and no erasure would find others in them.
    const text = result === "" ? report : result;
    if (message) await keepSaid(parts, place, { id: message, text, at: work.askedAt + 1 });
  });
}
