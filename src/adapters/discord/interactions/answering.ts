import { answerOrExplain } from "../../../core/calls/answer-or-explain.ts";
import { workThenAcknowledge } from "../../../core/calls/work-then-acknowledge.ts";
import type { PrivateAnswer } from "../../../core/card.ts";
import { createSeen } from "../../../core/conversation/seen.ts";
import { PlatformError } from "../../../core/errors.ts";
import type { Clock } from "../../../core/ports/clock.ts";
import type { Documents } from "../../../core/ports/documents.ts";
import type { Log } from "../../../core/ports/log.ts";
import type { Interaction, PlatformHandler } from "../../../core/ports/platform.ts";
import { choiceBody, noServerSentence } from "../direct/server-choice.ts";
import { discordName } from "../identity.ts";
import { contentBody, type DiscordMessageBody, ephemeral } from "../render/discord-message-body.ts";
import { type Acting, type ActingParts, type Actor, actingOf } from "./acting.ts";
import type { DiscordInteraction } from "./interaction.ts";
import type { LateAnswers } from "./late-answers.ts";
import type { Responder } from "./responder.ts";

/** An act that belongs to a server. */
export type InServer = Extract<Acting, { type: "in-server" }>;

/** What comes of an interaction: an answer of the house, a message of the adapter's own, or nothing to be said. */
type Outcome =
  | { readonly type: "answer"; readonly actor: Actor; readonly answer: PrivateAnswer }
  | { readonly type: "message"; readonly body: DiscordMessageBody }
  | { readonly type: "taken-elsewhere" };

/** What answering works with. */
export interface AnsweringParts extends ActingParts {
  readonly handler: PlatformHandler;
  readonly responder: Responder;
  readonly lateAnswers: LateAnswers;
  readonly documents: Documents;
  readonly clock: Clock;
  readonly log: Log;
}

/** Does what was asked, once, and puts the answer before the person within Discord's three seconds. */
export type Answering = (
  interaction: DiscordInteraction,
  read: (acting: InServer) => Promise<Interaction>,
) => Promise<void>;

export function createAnswering(parts: AnsweringParts): Answering {
  const { responder, clock, log } = parts;
  /** Whatever is told twice, by two connections, is done once. */
  const isNew = ({ id }: DiscordInteraction, { workspace }: Actor): Promise<boolean> =>
    createSeen(parts.documents, workspace, discordName).claim(`interaction ${id}`);

  /** Finds where it belongs and has it answered; where nobody knows where, whoever acts is asked. */
  const outcomeOf = async (
    interaction: DiscordInteraction,
    read: (acting: InServer) => Promise<Interaction>,
  ): Promise<Outcome> => {
    const acting = await actingOf(parts, interaction);
    if (acting.type === "none") return { type: "message", body: contentBody(noServerSentence, []) };
    if (acting.type === "to-choose") return { type: "message", body: choiceBody(acting.servers, null) };
    const { actor } = acting;
    if (!(await isNew(interaction, actor))) return { type: "taken-elsewhere" };
    return { type: "answer", actor, answer: await answerOrExplain(parts, () => read(acting)) };
  };

  const give = async (
    interaction: DiscordInteraction,
    outcome: Exclude<Outcome, { type: "taken-elsewhere" }>,
    isLate: boolean,
  ): Promise<void> => {
    if (outcome.type === "message") return responder.show(interaction, [ephemeral(outcome.body)], isLate);
    try {
      await responder.answer(interaction, outcome.answer, isLate);
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      log.warn("answer-refused", { platform: discordName, code: error.code }, error);
      await parts.lateAnswers.give(interaction, outcome.actor, outcome.answer);
    }
  };

  return async (interaction, read) => {
    const { result, isLate } = await workThenAcknowledge(
      clock,
      () => responder.defer(interaction),
      () => outcomeOf(interaction, read),
    );
    if (result.type !== "taken-elsewhere") await give(interaction, result, isLate);
  };
}
