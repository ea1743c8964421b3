import type { Guild } from "discord.js";
import { asId, type ChannelId, type PersonId, type WorkspaceId } from "../../../core/ids.ts";
import type { DirectCards } from "../direct/direct-cards.ts";
import type { Belonging, DirectTalk } from "../direct/direct-talk.ts";
import type { Servers } from "../directory/servers.ts";
import { workspaceOf } from "../identity.ts";
import { placeIn } from "../receive/standing-place.ts";
import { messageId } from "../snowflakes.ts";
import type { DiscordInteraction } from "./interaction.ts";

/** Who acts and where, in the words of the port. */
export interface Actor {
  readonly workspace: WorkspaceId;
  readonly person: PersonId;
  readonly channel: ChannelId;
}

/** Where an act belongs: to a server, with the actor there, or to none before somebody chooses. */
export type Acting =
  | { readonly type: "in-server"; readonly guild: Guild; readonly actor: Actor }
  | Exclude<Belonging, { type: "server" }>;

export interface ActingParts {
  readonly servers: Servers;
  readonly direct: DirectTalk;
  readonly directCards: DirectCards;
}

/** Finds where an interaction belongs. Rejects with a PlatformError where Discord does not say. */
export async function actingOf(parts: ActingParts, interaction: DiscordInteraction): Promise<Acting> {
  const { guildId, channelId, userId } = interaction;
  const belonging =
    guildId === undefined ? await belongingOf(parts, interaction) : ({ type: "server", guildId } as const);
  if (belonging.type !== "server") return belonging;
  const guild = await parts.servers.find(belonging.guildId);
  if (!guild) return { type: "none" };
  const workspace = workspaceOf(guild.id);
  const place = guildId === undefined ? undefined : await placeIn(parts.servers, guild, channelId);
  const channel = place?.channel ?? asId<ChannelId>(channelId);
  return { type: "in-server", guild, actor: { workspace, person: asId(userId), channel } };
}

/** A button in a direct conversation belongs to the server that its message is about. */
async function belongingOf(
  { direct, directCards }: ActingParts,
  { userId, channelId, message }: DiscordInteraction,
): Promise<Belonging> {
  if (message) {
    const shared = (await direct.sharedBy(userId)).map(({ id }) => id);
    const about = await directCards.find(messageId(channelId, message.id), shared);
    if (about !== undefined) return { type: "server", guildId: about };
  }
  return direct.belongingOf(userId);
}
