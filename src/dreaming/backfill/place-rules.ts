import type { Channel } from "../../core/message.ts";
import { isExcluded, type Settings } from "../../core/settings/settings.ts";

/** Why the past of a place is not read, with the next step; undefined where it may be. */
export function whyNotHere(
  place: Channel | undefined,
  { excludedChannels, listen }: Pick<Settings, "excludedChannels" | "listen">,
): string | undefined {
  if (!place) return "I am not in this channel. Invite me first.";
  if (place.reach === "direct")
    return "A direct conversation has no past to be read. Give the command in the channel that you mean.";
  if (place.reach === "shared")
    return "People from outside are in this channel, so its past is not read. Choose a channel of your own.";
  if (isExcluded(place, excludedChannels))
    return "This channel is left out by `exclude-channels`, and so is its past. Take it out of that setting first.";
  if (!place.isFollowed)
    return "I am not told of edits and deletions in this channel, so nothing that was said here can be evidence. Invite me, and let the app learn from channels.";
  if (!place.hearsAll)
    return "I am told only of what mentions me in this channel, so its past is not mine to read either. Let me hear all that is said here first; `npm run doctor` tells how.";
  if (listen !== "all")
    return "In this channel I keep only what is said to me. `/reverie set listen here all` lets me learn from all of it first.";
  return undefined;
}

/** How many days are meant, or why they are not taken, with the next step. */
export function daysIn(
  text: string,
  retentionDays: number,
): { readonly days: number } | { readonly refusal: string } {
  const days = /^\d{1,9}$/u.test(text) ? Number(text) : 0;
  if (days < 1)
    return {
      refusal: `Say how many days back, from 1 to ${retentionDays}: for example \`/reverie dream backfill ${Math.min(30, retentionDays)}\`.`,
    };
  if (days > retentionDays)
    return {
      refusal: `What was said more than ${retentionDays} days ago would be forgotten at once, because \`retention\` is ${retentionDays} days. Give ${retentionDays} or fewer, or raise \`retention\` first.`,
    };
  return { days };
}
