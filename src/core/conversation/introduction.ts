import { z } from "zod";
import { team } from "../audience.ts";
import { asId, type ChannelId, type WorkspaceId } from "../ids.ts";
import { decidersOf } from "../memory/rights.ts";
import type { Channel } from "../message.ts";
import type { Parts } from "../parts.ts";
import { deliveryOf, directoryOf } from "../platforms.ts";
import { plainContent } from "../ports/delivery.ts";
import type { DocumentKey } from "../ports/documents.ts";
import type { JobHandler } from "../ports/jobs.ts";
import { isExcluded, readSettings, type Settings } from "../settings/settings.ts";
import { unfollowedDays } from "../upkeep.ts";
import { isChannelMuted } from "./mute.ts";

const introductionJob = z.object({ workspace: z.string(), channel: z.string() });

function introducedKey(workspace: WorkspaceId, channel: ChannelId): DocumentKey {
  return { workspace, kind: "introduced", name: channel };
}

/** Has Reverie introduce itself in a channel that it was taken into, once ever. Safe to repeat. */
export async function enqueueIntroduction(
  parts: Parts,
  workspace: WorkspaceId,
  channel: ChannelId,
): Promise<void> {
  const id = `introduction ${workspace} ${channel}`;
  const at = parts.clock.now();
  const lane = `${workspace} ${channel}`;
  await parts.jobs.enqueue({ id, kind: "introduction", key: id, lane, at, data: { workspace, channel } });
}

/** The job that posts the introduction. */
export function introductionJobs(parts: Parts): Readonly<Record<string, JobHandler>> {
  return {
    introduction: async ({ job }) => {
      const data = introductionJob.parse(job.data);
      await introduce(parts, asId(data.workspace), asId(data.channel));
    },
  };
}

async function introduce(parts: Parts, workspace: WorkspaceId, id: ChannelId): Promise<void> {
  const [channel, settings, known, isMuted] = await Promise.all([
    directoryOf(parts, workspace).channel(workspace, id),
    readSettings(parts, workspace, id),
    parts.documents.get(introducedKey(workspace, id)),
    isChannelMuted(parts, workspace, id),
  ]);
  if (!channel || channel.reach === "direct" || known !== undefined) return;
  // Without the mark, so that it is made up for when Reverie is welcome there and taken in again.
  if (isMuted || isExcluded(channel, settings.excludedChannels)) return;
  const place = { workspace, channel: id, thread: null };
  const content = plainContent(introductionOf(channel, settings));
  // Posted before it is marked: a run that dies in between posts under the same key, which is the same message.
  await deliveryOf(parts, workspace).post(place, content, `introduction ${workspace} ${id}`);
  await parts.documents.add(introducedKey(workspace, id), true, null);
}

/** What is said on the first day in a channel: what is kept, who decides, how it is stopped. */
function introductionOf(channel: Channel, settings: Settings): string {
  const points = [
    `**What I keep:** ${keptSentence(channel, settings)}`,
    `**Who decides:** ${decidingSentence(settings)}`,
    `**How to stop me:** mention me with \`mute\` and I keep quiet here. \`/reverie privacy off\` stops me from keeping what you say. An administrator can leave this channel out altogether with \`/reverie set exclude-channels ${channel.name}\`.`,
  ];
  return [
    "Hello, I am Reverie. Mention me and I answer with what was said and what is remembered here. Now and then I read again what was said and propose what is worth remembering.",
    ...points.map((point) => `- ${point}`),
    "`/reverie help` shows the rest.",
  ].join("\n");
}

function keptSentence({ reach, isFollowed, hearsAll }: Channel, { listen, retentionDays }: Settings): string {
  const outside =
    reach === "shared"
      ? " People from outside are here: their words are never evidence for what the team remembers."
      : "";
  if (!isFollowed)
    return `what I hear here is kept for ${daysOf(Math.min(retentionDays, unfollowedDays))} and is never evidence.${outside}`;
  const what = listen === "all" && hearsAll ? "what is said here" : "what is said to me here";
  return `${what}, for ${daysOf(retentionDays)}.${outside}`;
}

function daysOf(days: number): string {
  if (days === 1) return "one day";
  return days === 7 ? "seven days" : `${days} days`;
}

function decidingSentence({ mode, approvers }: Settings): string {
  const deciders = decidersOf(team, approvers);
  return mode === "supervised"
    ? `nothing is remembered before somebody approves it: ${deciders} for the team, members of this channel for this channel, and you alone for yourself.`
    : `what is remembered for the team or this channel applies at once and can be undone, by ${deciders} and by members of this channel; about you nothing is remembered before you approve it.`;
}
