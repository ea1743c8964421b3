import {
  type APIInteractionResponse,
  InteractionType,
  MessageFlags,
  InteractionResponseType as ResponseType,
  Routes,
} from "discord.js";
import { type PrivateAnswer, say } from "../../../core/card.ts";
import { PlatformError } from "../../../core/errors.ts";
import type { Log } from "../../../core/ports/log.ts";
import type { Completion } from "../../../core/ports/platform.ts";
import { allowedHosts } from "../allowed-hosts.ts";
import { discordName } from "../identity.ts";
import type { DiscordMessageBody } from "../render/discord-message-body.ts";
import { modalOf } from "../render/form-modal.ts";
import { openFormBody } from "../render/open-form-body.ts";
import { privateBodies } from "../render/private-bodies.ts";
import type { DiscordCalls } from "../web/discord-calls.ts";
import type { FormShelf } from "./form-shelf.ts";
import type { DiscordInteraction } from "./interaction.ts";

/** Discord has heard our answer already: the one before has arrived though nobody knew. */
const acknowledgedCode = "40060";

/** What Discord has heard first: nothing yet, that a message is to come, or that the message with the button may change. */
export type Heard = "nothing" | "message-to-come" | "press-taken";

/** Answers an interaction while its token lives: three seconds for the first word, 15 minutes for the rest. */
export interface Responder {
  /** Says that an answer is to come, which whoever acted will see alone. */
  defer(interaction: DiscordInteraction): Promise<void>;
  /** Takes the press, and shows nothing. */
  takePress(interaction: DiscordInteraction): Promise<void>;
  /** Gives the answer. Rejects with a PlatformError where the token is over. */
  answer(interaction: DiscordInteraction, answer: PrivateAnswer, heard: Heard): Promise<void>;
  /** Gives messages as the answer, seen by whoever acted alone. */
  show(interaction: DiscordInteraction, bodies: readonly DiscordMessageBody[], heard: Heard): Promise<void>;
  /** Changes the message that the button stands on. */
  update(interaction: DiscordInteraction, body: DiscordMessageBody, heard: Heard): Promise<void>;
  /** There is nothing to say. */
  nod(interaction: DiscordInteraction, heard: Heard): Promise<void>;
  suggest(interaction: DiscordInteraction, completions: readonly Completion[]): Promise<void>;
}

export function createResponder(
  calls: DiscordCalls,
  applicationId: () => string,
  shelf: FormShelf,
  log: Log,
): Responder {
  const respond = async (
    { id, token }: DiscordInteraction,
    body: APIInteractionResponse | { readonly type: number; readonly data?: unknown },
  ): Promise<void> => {
    // Each has a token of its own, and so a lane.
    const kind = { method: "respond", channel: id, repeatable: true };
    try {
      await calls.call(kind, (rest) =>
        rest.post(Routes.interactionCallback(id, token), { body, auth: false }),
      );
    } catch (error) {
      if (!(error instanceof PlatformError && error.code === acknowledgedCode)) throw error;
    }
  };

  const webhook = async (
    interaction: DiscordInteraction,
    work: "edit" | "follow" | "delete",
    body: DiscordMessageBody | undefined,
  ): Promise<void> => {
    const { id, token } = interaction;
    const original = Routes.webhookMessage(applicationId(), token, "@original");
    const kind = { method: work, channel: id, repeatable: work !== "follow" };
    await calls.call(kind, (rest) => {
      if (work === "delete") return rest.delete(original, { auth: false });
      if (work === "edit") return rest.patch(original, { body: withoutEphemeral(body), auth: false });
      return rest.post(Routes.webhook(applicationId(), token), { body, auth: false });
    });
  };

  /** The messages that say it, with a form that cannot be opened now behind a button. */
  const bodiesOf = (answer: PrivateAnswer): readonly DiscordMessageBody[] =>
    answer.form ? [openFormBody(answer.text, shelf.keep(answer.form))] : privateBodies(answer, allowedHosts);

  return {
    // The first answer of all is seen by whoever acted alone, and so is what takes its place.
    defer: (interaction) =>
      respond(interaction, {
        type: ResponseType.DeferredChannelMessageWithSource,
        data: { flags: MessageFlags.Ephemeral },
      }),
    takePress: (interaction) => respond(interaction, { type: ResponseType.DeferredMessageUpdate }),
    async answer(interaction, answer, heard) {
      const canOpenForms = heard === "nothing" && interaction.type !== InteractionType.ModalSubmit;
      if (answer.form && canOpenForms)
        return respond(interaction, { type: ResponseType.Modal, data: modalOf(answer.form) });
      const bodies = bodiesOf(answer);
      return bodies.length > 0 ? this.show(interaction, bodies, heard) : this.nod(interaction, heard);
    },
    async show(interaction, bodies, heard) {
      const [first, ...others] = bodies;
      if (heard === "message-to-come") await webhook(interaction, "edit", first);
      else if (heard === "press-taken") await webhook(interaction, "follow", first);
      else await respond(interaction, { type: ResponseType.ChannelMessageWithSource, data: first });
      for (const body of others) await webhook(interaction, "follow", body);
    },
    update: (interaction, body, heard) =>
      heard === "nothing"
        ? respond(interaction, { type: ResponseType.UpdateMessage, data: withoutEphemeral(body) })
        : webhook(interaction, "edit", body),
    async nod(interaction, heard) {
      if (heard === "message-to-come") return webhook(interaction, "delete", undefined);
      if (heard === "press-taken") return;
      if (interaction.type === InteractionType.MessageComponent) return this.takePress(interaction);
      // A command and a form want some answer.
      await this.answer(interaction, say("Done."), heard);
    },
    suggest: (interaction, completions) =>
      respond(interaction, {
        type: ResponseType.ApplicationCommandAutocompleteResult,
        data: { choices: completions.map(({ value, label }) => ({ name: label, value })) },
      }).catch((error: unknown) => log.warn("completion-not-given", { platform: discordName }, error)),
  };
}

/** An edit cannot change who sees a message. */
function withoutEphemeral(body: DiscordMessageBody | undefined): unknown {
  return body && { ...body, flags: body.flags & ~MessageFlags.Ephemeral };
}
