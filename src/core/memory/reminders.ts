import { z } from "zod";
import { asId, type ProposalId, type WorkspaceId } from "../ids.ts";
import type { Parts } from "../parts.ts";
import { deliveryOf } from "../platforms.ts";
import { plainContent } from "../ports/delivery.ts";
import type { JobHandler } from "../ports/jobs.ts";
import { isOver, type Proposal } from "../proposal.ts";
import { readSettings } from "../settings/settings.ts";
import { unlessRefused } from "../unless-refused.ts";
import { destinations } from "./destinations.ts";
import { formatDate } from "./naming.ts";
import { cardNameOf } from "./proposal-cards.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** How long before their end proposals are called to mind, once. */
const remindedBeforeMs = 4 * dayMs;

/** For longer than a proposal waits. */
const reminderMemoryMs = 30 * dayMs;

const reminderJob = z.object({ workspace: z.string(), name: z.string(), proposals: z.array(z.string()) });

/** Has those who decide reminded of what will expire soon, once for each card. Safe to repeat. */
export async function remindOfWaiting(
  parts: Parts,
  workspace: WorkspaceId,
  pending: readonly Proposal[],
): Promise<void> {
  const now = parts.clock.now();
  const soon = pending.filter((each) => !isOver(each, now) && isOver(each, now + remindedBeforeMs));
  for (const [name, proposals] of Map.groupBy(soon, cardNameOf)) {
    const key = { workspace, kind: "reminder", name };
    if ((await parts.documents.get(key)) !== undefined) continue;
    // The mark comes after: whoever dies in between reminds under the same id, which happens once.
    await parts.jobs.enqueue({
      id: `reminder ${workspace} ${name}`,
      kind: "reminder",
      key: `card ${workspace} ${name}`,
      lane: workspace,
      at: now,
      data: { workspace, name, proposals: proposals.map(({ id }) => id) },
    });
    await parts.documents.add(key, true, reminderMemoryMs);
  }
}

/** The job that reminds people, where their card stands. */
export function reminderJobs(parts: Parts): Readonly<Record<string, JobHandler>> {
  return {
    reminder: async ({ job }) => {
      const data = reminderJob.parse(job.data);
      const workspace: WorkspaceId = asId(data.workspace);
      const found = await Promise.all(
        data.proposals.map((id) => parts.ledger.proposal(workspace, asId<ProposalId>(id))),
      );
      const waiting = found.flatMap((each) => (each?.status === "pending" ? [each] : []));
      const [first] = waiting;
      if (!first) return;
      const { timezone } = await readSettings(parts, workspace, null);
      const text = reminderText(waiting, (at) => formatDate(at, timezone));
      for (const channel of await destinations(parts, workspace, first.audience)) {
        await unlessRefused(parts, "reminder-refused", () =>
          deliveryOf(parts, workspace).post(
            { workspace, channel, thread: null },
            plainContent(text),
            `reminder ${data.name} ${channel}`,
          ),
        );
      }
    },
  };
}

function reminderText(waiting: readonly Proposal[], date: (at: number) => string): string {
  const count = waiting.length === 1 ? "1 proposal still waits" : `${waiting.length} proposals still wait`;
  const end = date(Math.min(...waiting.map(({ expiresAt }) => expiresAt)));
  return `${count} for a decision here. Nothing is saved unless somebody approves, and on ${end} this expires: see the card above, or \`/reverie review\`. I do not remind you again.`;
}
