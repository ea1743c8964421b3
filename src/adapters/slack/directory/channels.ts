import { z } from "zod";
import { asId } from "../../../core/ids.ts";
import type { Channel, Reach } from "../../../core/message.ts";

/** As much of Slack's conversation object as tells what a channel is. Flags that are absent are false. */
const slackChannel = z.object({
  id: z.string(),
  name: z.string().nullish(),
  user: z.string().nullish(),
  is_im: z.boolean().nullish(),
  is_mpim: z.boolean().nullish(),
  is_private: z.boolean().nullish(),
  is_group: z.boolean().nullish(),
  is_ext_shared: z.boolean().nullish(),
  is_pending_ext_shared: z.boolean().nullish(),
  is_member: z.boolean().nullish(),
});
export type SlackChannel = z.infer<typeof slackChannel>;

export function readChannel(raw: unknown): SlackChannel | undefined {
  const parsed = slackChannel.safeParse(raw);
  return parsed.success ? parsed.data : undefined;
}

/** The four kinds of conversation, each with scopes of its own. */
type Kind = "channels" | "groups" | "mpim" | "im";

function kindOf({ is_im, is_mpim, is_private, is_group }: SlackChannel): Kind {
  if (is_im) return "im";
  if (is_mpim) return "mpim";
  return is_private || is_group ? "groups" : "channels";
}

/** Outsiders count before anything else: they read what stands there. */
function reachOf(channel: SlackChannel): Reach {
  if (channel.is_ext_shared || channel.is_pending_ext_shared) return "shared";
  const kind = kindOf(channel);
  if (kind === "im") return "direct";
  return kind === "channels" ? "public" : "private";
}

/**
 * The channel as core knows it. Slack tells of edits and deletions where the app may read the history of
 * that kind of conversation, and is in it.
 */
export function channelOf(channel: SlackChannel, scopes: ReadonlySet<string>): Channel {
  const isFollowed = scopes.has(`${kindOf(channel)}:history`) && channel.is_member !== false;
  return {
    id: asId(channel.id),
    name: channel.name || channel.id,
    reach: reachOf(channel),
    isFollowed,
    // Slack tells all of a conversation or only what is said to the app.
    hearsAll: isFollowed,
  };
}

/** Kinds of conversation that the app may list, as `users.conversations` names them. */
export function listedTypes(scopes: ReadonlySet<string>): string {
  const types = { channels: "public_channel", groups: "private_channel", mpim: "mpim" };
  return Object.entries(types)
    .flatMap(([kind, type]) => (scopes.has(`${kind}:read`) ? [type] : []))
    .join(",");
}
