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

/** Answers an interaction while its token lives: three seconds for the first word, 15 minutes for the rest. */
export interface Responder {
  /** Says that an answer is to come. */
  defer(interaction: DiscordInteraction): Promise<void>;
  /** Gives the answer; `isLate` where it was deferred. Rejects with a PlatformError where the token is over. */
  answer(interaction: DiscordInteraction, answer: PrivateAnswer, isLate: boolean): Promise<void>;
  /** Gives messages as the answer, seen by whoever acted alone. */
  show(
    interaction: DiscordInteraction,
    bodies: readonly DiscordMessageBody[],
    isLate: boolean,
  ): Promise<void>;
  /** Changes the message that the button stands on. */
  update(interaction: DiscordInteraction, body: DiscordMessageBody): Promise<void>;
  /** Takes the press, and shows nothing. */
  nod(interaction: DiscordInteraction): Promise<void>;
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

  const canOpenForms = ({ type }: DiscordInteraction) => type !== InteractionType.ModalSubmit;

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
    async answer(interaction, answer, isLate) {
      if (answer.form && !isLate && canOpenForms(interaction))
        return respond(interaction, { type: ResponseType.Modal, data: modalOf(answer.form) });
      const bodies = bodiesOf(answer);
      if (bodies.length > 0) return this.show(interaction, bodies, isLate);
      await (isLate ? webhook(interaction, "delete", undefined) : this.nod(interaction));
    },
    async show(interaction, [first, ...others], isLate) {
      if (isLate) await webhook(interaction, "edit", first);
      else await respond(interaction, { type: ResponseType.ChannelMessageWithSource, data: first });
      for (const body of others) await webhook(interaction, "follow", body);
    },
    update: (interaction, body) =>
      respond(interaction, { type: ResponseType.UpdateMessage, data: withoutEphemeral(body) }),
    async nod(interaction) {
      if (interaction.type === InteractionType.MessageComponent)
        return respond(interaction, { type: ResponseType.DeferredMessageUpdate });
      // A command and a form want some answer.
      await this.answer(interaction, say("Done."), false);
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
