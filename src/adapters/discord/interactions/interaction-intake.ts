import { ButtonStyle, InteractionType, MessageFlags } from "discord.js";
import { PlatformError } from "../../../core/errors.ts";
import type { Log } from "../../../core/ports/log.ts";
import type { Interaction, PlatformHandler } from "../../../core/ports/platform.ts";
import { commandText, findCommand } from "../commands/command-json.ts";
import { discordName } from "../identity.ts";
import type { DiscordMessage } from "../receive/discord-message.ts";
import type { MessageReader } from "../receive/message-reader.ts";
import { confirmBody } from "../render/confirm-body.ts";
import { readCustomId } from "../render/custom-id.ts";
import { fieldsOf } from "../render/form-fields.ts";
import { messageId } from "../snowflakes.ts";
import { type ActingParts, actingOf } from "./acting.ts";
import type { Answering, InServer } from "./answering.ts";
import {
  type DiscordInteraction,
  findComponent,
  readChosenMessage,
  readInteraction,
  readPressed,
  readSlashCommand,
  readSubmitted,
} from "./interaction.ts";
import type { OwnButtons } from "./own-buttons.ts";
import type { Responder } from "./responder.ts";

/** What the intake of interactions works with. */
export interface InteractionParts extends ActingParts {
  readonly handler: PlatformHandler;
  readonly reader: MessageReader;
  readonly responder: Responder;
  readonly work: Answering;
  readonly ownButtons: OwnButtons;
  readonly log: Log;
}

/** Takes what people press, command, choose and submit. A click is a claim: each is taken once and gets an answer. */
export function createInteractionIntake(parts: InteractionParts): (raw: unknown) => Promise<void> {
  const { handler, responder, work, log } = parts;

  const takeCommand = async (interaction: DiscordInteraction): Promise<void> => {
    const chosen = readChosenMessage(interaction.data);
    if (chosen) return work(interaction, (acting) => readChosen(parts.reader, interaction, acting, chosen));
    const given = readSlashCommand(interaction.data);
    const command = given && findCommand(handler.commands, given);
    // An older registration may stand in somebody's client for an hour.
    const text = command ? commandText(command, given.values) : (given?.name ?? "help");
    await work(interaction, async ({ actor }) => ({ type: "command-run", ...actor, text }));
  };

  const takePress = async (interaction: DiscordInteraction): Promise<void> => {
    const customId = readPressed(interaction.data);
    const pressed = customId === undefined ? undefined : readCustomId(customId);
    if (customId === undefined || !pressed) return responder.nod(interaction);
    if (await parts.ownButtons.take(interaction, pressed)) return;
    const component = findComponent(interaction.message, customId);
    // Discord has no dialogue for "are you sure?".
    if (component?.style === ButtonStyle.Danger) {
      const label = String(component.label ?? pressed.verb);
      return responder.show(interaction, [confirmBody(customId, label, `${label}?`)], false);
    }
    const { message, channelId } = interaction;
    const isEphemeral = ((message?.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
    const stands = message && !isEphemeral ? messageId(channelId, message.id) : null;
    await work(interaction, async ({ actor }) => ({
      type: "button-pressed",
      ...actor,
      ...pressed,
      message: stands,
    }));
  };

  const takeForm = async (interaction: DiscordInteraction): Promise<void> => {
    const customId = readSubmitted(interaction.data);
    const submitted = customId === undefined ? undefined : readCustomId(customId);
    if (!submitted) return;
    await work(interaction, async ({ actor }) => ({
      type: "form-submitted",
      ...actor,
      ...submitted,
      fields: fieldsOf(interaction.data),
    }));
  };

  const complete = async (interaction: DiscordInteraction): Promise<void> => {
    const given = readSlashCommand(interaction.data);
    const command = given && findCommand(handler.commands, given);
    const acting = await actingOf(parts, interaction);
    if (!given?.focused || !command || acting.type !== "in-server") return responder.suggest(interaction, []);
    const { [given.focused]: typed = "", ...others } = given.values;
    const completions = await handler.complete({
      ...acting.actor,
      words: command.words,
      parameter: given.focused,
      typed,
      given: others,
    });
    await responder.suggest(interaction, completions);
  };

  const takers: Readonly<Record<number, (interaction: DiscordInteraction) => Promise<void>>> = {
    [InteractionType.ApplicationCommand]: takeCommand,
    [InteractionType.MessageComponent]: takePress,
    [InteractionType.ModalSubmit]: takeForm,
    [InteractionType.ApplicationCommandAutocomplete]: complete,
  };

  return async (raw) => {
    const interaction = readInteraction(raw);
    if (!interaction) return;
    // An interaction is answered now or not at all: whoever acted sees that it failed, and acts again.
    await takers[interaction.type]?.(interaction).catch((error: unknown) =>
      log.error("interaction-failed", { platform: discordName, type: interaction.type }, error),
    );
  };
}

async function readChosen(
  reader: MessageReader,
  { guildId }: DiscordInteraction,
  { guild, actor }: InServer,
  chosen: DiscordMessage,
): Promise<Interaction> {
  const message =
    guildId === undefined ? reader.inDirect(guild, chosen) : await reader.inServer(guild, chosen);
  if (!message) throw new PlatformError("Discord", "channel-not-readable", true);
  return { type: "message-chosen", ...actor, message };
}
