import { MessageFlags, PermissionFlagsBits as may } from "discord-api-types/v10";
import type { Channel } from "./channels.ts";
import { mediaIn, urlsInText } from "./crawler.ts";
import { app } from "./identity.ts";
import type { Mentions } from "./mentions.ts";
import { isAllowed } from "./permissions.ts";
import type { Ping } from "./records.ts";
import type { DiscordState } from "./state.ts";
import type { StoredMessage } from "./stored-message.ts";

/** Records whom a message that goes out calls, and what Discord's crawler fetches for it. */
export function watchOutput(state: DiscordState, channel: Channel, message: StoredMessage, by: string): void {
  const isEdit = message.editedAt !== null;
  for (const ping of pingsOf(state, channel, message.mentions, isEdit)) {
    state.records.pings.push({ ...ping, channel: channel.id, by });
  }
  const { flags, content, components, embeds } = message;
  const isQuiet = (flags & (MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2)) !== 0;
  const urls = [...(isQuiet ? [] : urlsInText(content)), ...mediaIn([...components, ...embeds])];
  for (const url of urls) state.records.fetches.push({ url, channel: channel.id, by });
}

type Found = Omit<Ping, "channel" | "by">;

function pingsOf(state: DiscordState, channel: Channel, mentions: Mentions, isEdit: boolean): Found[] {
  const callsAll = isAllowed(state, channel, app.id, may.MentionEveryone);
  const guild = channel.guildId === null ? undefined : state.guilds.get(channel.guildId);
  const reaches = (id: string) => (guild ? guild.members.has(id) : channel.recipientId === id);
  // Only a new message calls the person it replies to; what an edit names is live again.
  const replied = isEdit ? null : mentions.replied;
  const users = mentions.users.filter((id) => id !== mentions.replied);
  return [
    ...users.map((target): Found => ({ kind: "user", target, isAllowed: reaches(target) })),
    ...(replied === null ? [] : [{ kind: "reply", target: replied, isAllowed: reaches(replied) } as const]),
    ...mentions.roles.map(
      (target): Found => ({
        kind: "role",
        target,
        isAllowed: callsAll || (guild?.roles.get(target)?.isMentionable ?? false),
      }),
    ),
    ...(mentions.isEveryone ? [{ kind: "everyone", target: "", isAllowed: callsAll } as const] : []),
    ...(mentions.isHere ? [{ kind: "here", target: "", isAllowed: callsAll } as const] : []),
  ];
}
