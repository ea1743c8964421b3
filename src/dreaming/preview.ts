import { z } from "zod";
import { formatAudience } from "../core/audience.ts";
import { holdBudget, releaseBudget } from "../core/budget-holds.ts";
import type { Card, CardSection } from "../core/card.ts";
import { showForAnHour } from "../core/fleeting-card.ts";
import { asId, idFrom, type PersonId, type WorkspaceId } from "../core/ids.ts";
import { readNaming } from "../core/memory/naming.ts";
import { audienceLabel, type Naming, proposalSection } from "../core/memory/proposal-card.ts";
import { maySee, recheckStanding } from "../core/memory/rights.ts";
import type { Parts } from "../core/parts.ts";
import type { JobHandler } from "../core/ports/jobs.ts";
import { noUsage } from "../core/prices.ts";
import type { ReflectionRecord } from "../core/record.ts";
import { readSettings } from "../core/settings/settings.ts";
import { forEverybody } from "../core/spending.ts";
import { droppedLines } from "./explain.ts";
import { gatherAll } from "./gather.ts";
import { type Judged, judge } from "./judge.ts";
import { planDream } from "./plan.ts";
import { findReaders, type Reader } from "./readers.ts";
import { reflectNow } from "./reflect.ts";

const previewJob = z.object({ workspace: z.string(), person: z.string(), askedAt: z.number() });

/** For longer than a preview takes. */
const holdMs = 60 * 60 * 1000;

/** Has somebody shown what a dream would propose now, with nothing stored. Safe to repeat. */
export async function enqueuePreview(
  parts: Parts,
  workspace: WorkspaceId,
  person: PersonId,
  askedAt: number,
): Promise<void> {
  await parts.jobs.enqueue({
    id: `preview ${workspace} ${person} ${askedAt}`,
    kind: "dream-preview",
    key: `preview ${workspace} ${person}`,
    lane: `${workspace} dream`,
    at: parts.clock.now(),
    data: { workspace, person, askedAt },
  });
}

/** The job that previews a dream. It moves no cursor and stores no proposal; only what it cost is counted. */
export function previewJobs(parts: Parts): Readonly<Record<string, JobHandler>> {
  return {
    "dream-preview": async ({ job, signal }) => {
      const data = previewJob.parse(job.data);
      await preview(parts, asId(data.workspace), asId(data.person), data.askedAt, signal);
    },
  };
}

async function preview(
  parts: Parts,
  workspace: WorkspaceId,
  person: PersonId,
  askedAt: number,
  signal: AbortSignal,
): Promise<void> {
  const settings = await readSettings(parts, workspace, null);
  const model = settings.dreamModel ?? parts.model.defaults.dreams;
  const readers = await visibleReaders(
    parts,
    workspace,
    person,
    await findReaders(parts, workspace, settings),
  );
  const gathered = await gatherAll(parts, workspace, readers, settings);
  // Named by a print of the asker, so that an erasure finds nobody here.
  const hold = {
    workspace,
    spentFor: forEverybody,
    name: idFrom(`preview ${workspace} ${person} ${askedAt}`),
    until: parts.clock.now() + holdMs,
  };
  const plan = await holdBudget(parts, hold, (budgetLeft) =>
    planDream(gathered, { prices: parts.prices, model, priceShare: 1, budgetLeft, isAsked: true }),
  );
  const outcomes = await reflectNow(parts, workspace, model, plan.ready, signal);
  await releaseBudget(parts, hold);
  const judged: Judged[] = [];
  for (const [index, { gathered }] of plan.ready.entries()) {
    const outcome = outcomes[index] ?? { type: "failed" as const, failure: "malformed", usage: noUsage };
    // The team's come first, and what they say is proposed to nobody again.
    const ofTeam = judged.flatMap(({ proposals }) =>
      proposals.filter(({ audience }) => audience.type === "team"),
    );
    const judging = { workspace, dream: asId<never>("preview"), model, priceShare: 1, ofTeam };
    judged.push(await judge(parts, judging, { ...gathered, lines: gathered.transcript.lines }, outcome));
  }
  const card = await previewCard(parts, workspace, judged, plan.others);
  await showForAnHour(parts, { workspace, person, card, name: `preview ${askedAt}` });
}

/** The audiences whose memory the person may see: nobody previews what is for others. */
async function visibleReaders(
  parts: Parts,
  workspace: WorkspaceId,
  person: PersonId,
  readers: readonly Reader[],
): Promise<Reader[]> {
  const visible: Reader[] = [];
  for (const reader of readers) {
    const standing = await recheckStanding(parts, workspace, person, reader.audience);
    if (maySee(reader.audience, standing)) visible.push(reader);
  }
  return visible;
}

async function previewCard(
  parts: Parts,
  workspace: WorkspaceId,
  judged: readonly Judged[],
  others: readonly ReflectionRecord[],
): Promise<Card> {
  const proposals = judged.flatMap((each) => each.proposals);
  const naming = await readNaming(
    parts,
    workspace,
    proposals.flatMap(({ change }) => change.receipts),
  );
  // Nothing stands behind these, so that there is nothing to press.
  const sections = proposals.map(
    (proposal): CardSection => ({ ...proposalSection(proposal, naming), actions: [] }),
  );
  const dollars = judged.reduce((sum, { record }) => sum + record.dollars, 0);
  const lines = [...judged.map(({ record }) => record), ...others].map((record) =>
    recordLines(record, naming),
  );
  return {
    title: `Preview · ${proposals.length} ${proposals.length === 1 ? "thing" : "things"} I would propose`,
    body: lines.length === 0 ? "Nothing is new for anyone whose memory you can see." : lines.join("\n"),
    sections,
    footer: `Nothing was stored, and everything is read again at the next dream. This message goes in an hour. It cost $${dollars.toFixed(2)}.`,
  };
}

function recordLines(record: ReflectionRecord, naming: Pick<Naming, "channelName">): string {
  const { audience, outcome, linesRead, linesThere, considered, proposed } = record;
  const label =
    audience.type === "person" ? "You" : `${audienceLabel(audience, naming)} (${formatAudience(audience)})`;
  const why =
    outcome === "over-budget" ? "the budget is used up" : outcome === "failed" ? "the model failed" : "read";
  return [
    `- **${label}**: ${why}, ${linesRead} of ${linesThere} messages, ${considered} considered, ${proposed} proposed`,
    ...droppedLines(record),
  ].join("\n");
}
