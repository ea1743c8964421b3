import { z } from "zod";
import { asId, type WorkspaceId } from "./ids.ts";
import type { Parts } from "./parts.ts";
import { deliveryOf, directoryOf } from "./platforms.ts";
import { plainContent } from "./ports/delivery.ts";
import type { JobHandler } from "./ports/jobs.ts";
import { readSettings } from "./settings/settings.ts";
import { unlessRefused } from "./unless-refused.ts";

/** The shares of a month's budget at which administrators are told, in per cent. */
const warnedShares = [75, 95] as const;

const warningJob = z.object({
  workspace: z.string(),
  month: z.string(),
  share: z.number(),
  dollars: z.number(),
  budget: z.number(),
});

/** The highest share that was reached with this spending and was not with the one before; undefined where none was. */
export function shareReached(before: number, after: number, budget: number): number | undefined {
  if (budget <= 0) return undefined;
  return warnedShares.findLast((share) => before < (budget * share) / 100 && after >= (budget * share) / 100);
}

/** Has the administrators told that a share of the month's budget is used up, once for the budget. Safe to repeat. */
export async function warnOfBudget(
  parts: Parts,
  workspace: WorkspaceId,
  warning: {
    readonly month: string;
    readonly share: number;
    readonly dollars: number;
    readonly budget: number;
  },
): Promise<void> {
  const { month, share, budget } = warning;
  const key = { workspace, kind: "budget-warning", name: `${month} ${budget} ${share}` };
  if ((await parts.documents.get(key)) !== undefined) return;
  // The mark comes after: whoever dies in between warns under the same id, which happens once.
  await parts.jobs.enqueue({
    id: `budget ${workspace} ${month} ${budget} ${share}`,
    kind: "budget-warning",
    key: `budget ${workspace}`,
    lane: workspace,
    at: parts.clock.now(),
    data: { workspace, ...warning },
  });
  await parts.documents.add(key, true, null);
}

/** The job that tells the administrators. */
export function budgetJobs(parts: Parts): Readonly<Record<string, JobHandler>> {
  return {
    "budget-warning": async ({ job }) => {
      const { workspace: id, month, share, dollars, budget } = warningJob.parse(job.data);
      const workspace: WorkspaceId = asId(id);
      const text = `${share} % of this month's budget is used up: $${dollars.toFixed(2)} of $${budget.toFixed(2)}. At 100 % I neither dream nor answer until an administrator raises it with \`/reverie set budget\`.`;
      const directory = directoryOf(parts, workspace);
      const { budgetDollars } = await readSettings(parts, workspace, null);
      // It was raised or taken away meanwhile.
      if (budgetDollars === null || budgetDollars > budget) return;
      for (const person of await directory.administrators(workspace)) {
        await unlessRefused(parts, "budget-warning-refused", async () => {
          const channel = await directory.openDirect(workspace, person);
          const place = { workspace, channel, thread: null };
          await deliveryOf(parts, workspace).post(
            place,
            plainContent(text),
            `budget ${month} ${budget} ${share} ${channel}`,
          );
        });
      }
    },
  };
}
