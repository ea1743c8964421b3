import { asId, type WorkspaceId } from "../../core/ids.ts";
import type { Parts } from "../../core/parts.ts";
import { unlessRefused } from "../../core/unless-refused.ts";
import { askingOf, likelyDollars } from "../allowance.ts";
import { sayEnd, showCard } from "../show-card.ts";
import { isWider } from "../standing.ts";
import { teamCard } from "./team-card.ts";
import { teamReport, workResult } from "./team-report.ts";
import type { Work } from "./work.ts";
import { works } from "./work-store.ts";

/** What a task is likely to send and to write, in tokens. */
const usualTokens = { inputTokens: 6000, outputTokens: 2000 };

const kept = (work: Work) => ({ records: works, work, kind: "team" });

/** Draws the card as the work stands, and notes where it stands. Safe to repeat. */
export async function showWork(parts: Parts, work: Work): Promise<void> {
  await unlessRefused(parts, "work-not-shown", async () => {
    const card = teamCard(work, { dollarsPerTask: await likelyDollars(parts, askingOf(work), usualTokens) });
    await showCard(parts, kept(work), card, `A team was given a task: ${work.text}`);
  });
}

const withheld =
  "More people can read this place than when the work began, so what came of it is not said here. “See” on the card shows each result to whoever asked.";

/** Says below the card what came of it, in full. Safe to repeat. */
export async function tellEnd(parts: Parts, { workspace: inWorkspace, id }: Work): Promise<void> {
  const workspace: WorkspaceId = asId(inWorkspace);
  const work = await works.read(parts, workspace, id);
  if (!work || work.card === null) return;
  const { card } = work;
  // Law 4 held for those who could read it then.
  const isWithheld = await isWider(parts, work);
  const result = isWithheld ? "" : workResult(work);
  const report = isWithheld ? withheld : teamReport(work);
  const end = { result, report, kept: result === "" ? report : result };
  await unlessRefused(parts, "work-not-told", () => sayEnd(parts, kept(work), card, end));
}
