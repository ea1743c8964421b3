import type { Guild } from "discord.js";
import { asId, type ChannelId, type MessageId, type PersonId, type WorkspaceId } from "../../../core/ids.ts";
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

/** An act that belongs to a server, with the actor there. */
export interface InServer {
  readonly type: "in-server";
  readonly guild: Guild;
  readonly actor: Actor;
  /** The thread in which it was done; null for none. */
  readonly thread: MessageId | null;
}

/** Where an act belongs: to a server, or to none before somebody chooses. */
export type Acting = InServer | Exclude<Belonging, { type: "server" }>;

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
  return {
    type: "in-server",
    guild,
    actor: { workspace, person: asId(userId), channel },
    thread: place?.thread ?? null,
  };
}

/**
 * A button in a direct conversation belongs to the server that its message is about: one that stands there by
 * itself by its id, and what only the person sees by the interaction that it answers.
 */
async function belongingOf(
  { direct, directCards }: ActingParts,
  { userId, channelId, message }: DiscordInteraction,
): Promise<Belonging> {
  if (message) {
    const shared = (await direct.sharedBy(userId)).map(({ id }) => id);
    const answered = message.interaction_metadata?.id;
    for (const id of [message.id, ...(answered === undefined ? [] : [answered])]) {
      const about = await directCards.find(messageId(channelId, id), shared);
      if (about !== undefined) return { type: "server", guildId: about };
    }
  }
  return direct.belongingOf(userId);
}

/** Remembers which server an answer in a direct conversation is about: its buttons and forms belong there as well. */
export async function keepBelonging(
  { directCards }: Pick<ActingParts, "directCards">,
  { id, guildId, channelId }: DiscordInteraction,
  { workspace }: Actor,
): Promise<void> {
  if (guildId === undefined) await directCards.keep(workspace, messageId(channelId, id));
}
