import { z } from "zod";
import { asId, type ChannelId, type WorkspaceId } from "./ids.ts";
import { redraw } from "./memory/proposal-cards.ts";
import { decide } from "./memory/remember.ts";
import { remindOfWaiting } from "./memory/reminders.ts";
import { reverie } from "./message.ts";
import type { Parts } from "./parts.ts";
import { allWorkspaces, directoryOf } from "./platforms.ts";
import type { Cancel } from "./ports/clock.ts";
import type { JobHandler } from "./ports/jobs.ts";
import { isOver } from "./proposal.ts";
import { readSettings } from "./settings/settings.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** How long what was said in a channel that is not followed is kept. */
export const unfollowedDays = 7;

const upkeepJob = z.object({ workspace: z.string() });

/** Starts the tick that has each workspace looked after once a day. */
export function startUpkeep(parts: Parts): Cancel {
  const tick = () => {
    enqueueUpkeep(parts).catch((error: unknown) => parts.log.error("upkeep-failed", {}, error));
  };
  tick();
  return parts.clock.every(30, tick);
}

async function enqueueUpkeep(parts: Parts): Promise<void> {
  const at = parts.clock.now();
  const day = new Date(at).toISOString().slice(0, 10);
  for (const workspace of await allWorkspaces(parts)) {
    const id = `upkeep ${workspace} ${day}`;
    await parts.jobs.enqueue({
      id,
      kind: "upkeep",
      key: `upkeep ${workspace}`,
      lane: workspace,
      at,
      data: { workspace },
    });
  }
}

/**
 * The daily job: proposals that nobody decided are called to mind once and expire, and what was said longer ago than the retention, or
 * than seven days in a channel that is not followed, is forgotten.
 */
export function upkeepJobs(parts: Parts): Readonly<Record<string, JobHandler>> {
  return {
    upkeep: async ({ job }) => {
      const workspace: WorkspaceId = asId(upkeepJob.parse(job.data).workspace);
      await expireProposals(parts, workspace);
      const { retentionDays } = await readSettings(parts, workspace, null);
      // Memories outlive their messages with their quotes: growing old is no deletion.
      await parts.history.forgetBefore(workspace, parts.clock.now() - retentionDays * dayMs, null);
      await forgetUnfollowed(parts, workspace);
    },
  };
}

/** What was heard in channels that are not followed stays for days only: its deletion would not be told. */
async function forgetUnfollowed(parts: Parts, workspace: WorkspaceId): Promise<void> {
  const directory = directoryOf(parts, workspace);
  const ids = await parts.history.channels(workspace);
  const unfollowed: ChannelId[] = [];
  // One after the other: there may be many, and a platform counts what it is asked.
  for (const id of ids) {
    if ((await directory.channel(workspace, id))?.isFollowed === false) unfollowed.push(id);
  }
  if (unfollowed.length === 0) return;
  await parts.history.forgetBefore(workspace, parts.clock.now() - unfollowedDays * dayMs, unfollowed);
}

async function expireProposals(parts: Parts, workspace: WorkspaceId): Promise<void> {
  const now = parts.clock.now();
  const pending = await parts.ledger.proposals(workspace, null, "pending", 1000);
  await remindOfWaiting(parts, workspace, pending);
  for (const proposal of pending.filter((each) => isOver(each, now))) {
    const outcome = await decide(
      parts,
      workspace,
      proposal.id,
      { type: "expire" },
      { id: reverie, name: "Reverie" },
    );
    if (outcome.type !== "unknown") await redraw(parts, outcome.proposal);
  }
}
