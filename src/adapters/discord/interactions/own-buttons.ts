import { Routes } from "discord.js";
import { z } from "zod";
import { say } from "../../../core/card.ts";
import { asId, type MessageId } from "../../../core/ids.ts";
import type { PlatformHandler } from "../../../core/ports/platform.ts";
import { choiceBody, chosenSentence, readChoice, serverVerb } from "../direct/server-choice.ts";
import { workspaceOf } from "../identity.ts";
import { discordMessage } from "../receive/discord-message.ts";
import type { MessageReader } from "../receive/message-reader.ts";
import type { CustomId } from "../render/custom-id.ts";
import { contentBody, ephemeral } from "../render/discord-message-body.ts";
import type { DiscordCalls } from "../web/discord-calls.ts";
import { type ActingParts, actingOf } from "./acting.ts";
import type { Answering, Reply } from "./answering.ts";
import type { FormShelf } from "./form-shelf.ts";
import type { DiscordInteraction } from "./interaction.ts";
import type { Responder } from "./responder.ts";

/** The most messages that wait for the choice of a server and are read back after it. */
const heldAtMost = 50;

const notRead = "I could not read what you said before. Please say it again.";

/** Buttons that are the adapter's own, which the house knows nothing of. */
export interface OwnButtons {
  /** Takes the press; false where the button is not one of these. Rejects with a PlatformError. */
  take(interaction: DiscordInteraction, pressed: CustomId, work: Pick<Answering, "reply">): Promise<boolean>;
}

export interface OwnButtonsParts extends ActingParts {
  readonly handler: PlatformHandler;
  readonly calls: DiscordCalls;
  readonly reader: MessageReader;
  readonly responder: Responder;
  readonly shelf: FormShelf;
}

export function createOwnButtons(parts: OwnButtonsParts): OwnButtons {
  const { handler, calls, servers, direct, reader, responder, shelf } = parts;

  /** What waits for the choice has not been read before. */
  const takeHeld = async (guildId: string, userId: string, channel: string, held: string): Promise<void> => {
    const guild = await servers.find(guildId);
    if (!guild) return;
    const kind = { method: "history", channel, repeatable: true };
    const query = new URLSearchParams({
      after: String(BigInt(held) - 1n),
      limit: String(heldAtMost),
    });
    const found = await calls.call(kind, (rest) => rest.get(Routes.channelMessages(channel), { query }));
    const said = z
      .array(z.unknown())
      .parse(found)
      .flatMap((raw) => discordMessage.safeParse(raw).data ?? []);
    // Discord gives the newest first.
    for (const message of said.toReversed()) {
      if (message.author.id !== userId) continue;
      const read = reader.inDirect(guild, message);
      await handler.receive({ type: "message-said", workspace: workspaceOf(guildId), message: read });
    }
  };

  const takeChoice = async (
    interaction: DiscordInteraction,
    value: string,
    work: Pick<Answering, "reply">,
  ): Promise<void> => {
    const { userId, channelId } = interaction;
    const chosen = readChoice(value);
    const waiting: string[] = [];
    await work.reply(interaction, async (): Promise<Reply> => {
      const shared = await direct.sharedBy(userId);
      const server = shared.find(({ id }) => id === chosen?.guildId);
      if (!chosen || !server)
        return { type: "answer", answer: say("We are not both in that server any more.") };
      const before = await direct.belongingOf(userId);
      await direct.choose(server.id, userId, channelId);
      // Once a server was chosen, what was said since was said to that one, and is no other's.
      if (before.type === "to-choose" && chosen.message) waiting.push(chosen.message);
      const body = { ...choiceBody(shared, null), content: chosenSentence(server.name) };
      return { type: "update", body };
    });
    const [held] = waiting;
    if (!chosen || held === undefined) return;
    await takeHeld(chosen.guildId, userId, channelId, held).catch(async (error: unknown) => {
      await responder.show(interaction, [ephemeral(contentBody(notRead, []))], "press-taken");
      throw error;
    });
  };

  /** The value of a draft's Stop is the thread that it stands in. */
  const stop = async (interaction: DiscordInteraction, value: string): Promise<Reply> => {
    const acting = await actingOf(parts, interaction);
    const thread = value === "-" ? null : asId<MessageId>(value);
    if (acting.type === "in-server") await handler.receive({ type: "stop-pressed", ...acting.actor, thread });
    return { type: "nothing" };
  };

  const openForm = (token: string): Reply => {
    const form = shelf.find(token);
    return {
      type: "answer",
      answer: form
        ? { text: null, card: null, form }
        : say("That form is not waiting any more. Press the button that led to it again."),
    };
  };

  return {
    async take(interaction, { verb, value }, work) {
      const { guildId } = interaction;
      switch (verb) {
        case serverVerb:
          // What a direct conversation is about is chosen there, and nowhere else.
          if (guildId !== undefined) return false;
          await takeChoice(interaction, value, work);
          return true;
        case "cancel":
          await work.reply(interaction, async () => ({
            type: "update",
            body: contentBody("Nothing changed.", []),
          }));
          return true;
        case "stop":
          await work.reply(interaction, () => stop(interaction, value));
          return true;
        case "form":
          await work.reply(interaction, async () => openForm(value));
          return true;
        default:
          return false;
      }
    },
  };
}
