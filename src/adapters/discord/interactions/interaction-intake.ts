import { ApplicationCommandType, ButtonStyle, InteractionType, MessageFlags } from "discord.js";
import { say } from "../../../core/card.ts";
import { PlatformError } from "../../../core/errors.ts";
import type { Log } from "../../../core/ports/log.ts";
import type { Interaction, PlatformHandler } from "../../../core/ports/platform.ts";
import { commandText, findCommand, unknownText } from "../commands/command-json.ts";
import { discordName } from "../identity.ts";
import type { MessageReader } from "../receive/message-reader.ts";
import { confirmBody } from "../render/confirm-body.ts";
import { readCustomId } from "../render/custom-id.ts";
import { fieldsOf } from "../render/form-fields.ts";
import { messageId } from "../snowflakes.ts";
import { type ActingParts, actingOf, type InServer } from "./acting.ts";
import type { Answering } from "./answering.ts";
import {
  commandTypeOf,
  type DiscordInteraction,
  findComponent,
  readChosenMessage,
  readInteraction,
  readPressed,
  readSlashCommand,
  readSubmitted,
} from "./interaction.ts";
import type { OwnButtons } from "./own-buttons.ts";
import { readableCommand } from "./readable-command.ts";
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
    if (commandTypeOf(interaction.data) === ApplicationCommandType.Message)
      return work.ask(interaction, (acting) => readChosen(parts.reader, interaction, acting));
    const given = readSlashCommand(interaction.data);
    const command = given && findCommand(handler.commands, given);
    // An older registration may stand in somebody's client for an hour.
    const text = command ? commandText(command, given.values) : unknownText(given);
    await work.ask(interaction, async ({ actor, guild, thread }) => ({
      type: "command-run",
      ...actor,
      thread,
      text: await readableCommand(parts.servers, guild, actor.person, text),
    }));
  };

  const takePress = async (interaction: DiscordInteraction): Promise<void> => {
    const customId = readPressed(interaction.data);
    const pressed = customId === undefined ? undefined : readCustomId(customId);
    if (customId === undefined || !pressed) return responder.nod(interaction, "nothing");
    if (await parts.ownButtons.take(interaction, pressed, work)) return;
    const component = findComponent(interaction.message, customId);
    // Discord has no dialogue for "are you sure?".
    if (component?.style === ButtonStyle.Danger) {
      const label = String(component.label ?? pressed.verb);
      const body = confirmBody(customId, label, `${label}?`);
      return work.reply(interaction, async () => ({ type: "message", body }));
    }
    const { message, channelId } = interaction;
    const isEphemeral = ((message?.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
    const stands = message && !isEphemeral ? messageId(channelId, message.id) : null;
    await work.ask(interaction, async ({ actor }) => ({
      type: "button-pressed",
      ...actor,
      ...pressed,
      message: stands,
    }));
  };

  const takeForm = async (interaction: DiscordInteraction): Promise<void> => {
    const customId = readSubmitted(interaction.data);
    const submitted = customId === undefined ? undefined : readCustomId(customId);
    if (!submitted)
      return responder.answer(interaction, say("That form is not mine. Nothing changed."), "nothing");
    await work.ask(interaction, async ({ actor }) => ({
      type: "form-submitted",
      ...actor,
      ...submitted,
      fields: fieldsOf(interaction.data),
    }));
  };

  const complete = async (interaction: DiscordInteraction): Promise<void> => {
    const given = readSlashCommand(interaction.data);
    const command = given && findCommand(handler.commands, given);
    await work.suggest(interaction, async () => {
      const acting = await actingOf(parts, interaction);
      if (given?.focused === undefined || !command || acting.type !== "in-server") return [];
      const { [given.focused]: typed = "", ...others } = given.values;
      const question = { words: command.words, parameter: given.focused, typed, given: others };
      return handler.complete({ ...acting.actor, ...question });
    });
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
  { guildId, data }: DiscordInteraction,
  { guild, actor }: InServer,
): Promise<Interaction> {
  const chosen = readChosenMessage(data);
  const message =
    chosen && (guildId === undefined ? reader.inDirect(guild, chosen) : await reader.inServer(guild, chosen));
  if (!message) throw new PlatformError("Discord", "message-not-readable", true);
  return { type: "message-chosen", ...actor, message };
}
