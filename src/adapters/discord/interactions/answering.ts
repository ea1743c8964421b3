import { answerOrExplain } from "../../../core/calls/answer-or-explain.ts";
import { workThenAcknowledge } from "../../../core/calls/work-then-acknowledge.ts";
import { type PrivateAnswer, say } from "../../../core/card.ts";
import { failureSentence } from "../../../core/conversation/failure-sentence.ts";
import { createSeen } from "../../../core/conversation/seen.ts";
import { PlatformError } from "../../../core/errors.ts";
import type { Clock } from "../../../core/ports/clock.ts";
import type { Documents } from "../../../core/ports/documents.ts";
import type { Log } from "../../../core/ports/log.ts";
import type { Completion, Interaction, PlatformHandler } from "../../../core/ports/platform.ts";
import { choiceBody, noServerSentence } from "../direct/server-choice.ts";
import { discordName } from "../identity.ts";
import { contentBody, type DiscordMessageBody, ephemeral } from "../render/discord-message-body.ts";
import {
  type Acting,
  type ActingParts,
  type Actor,
  actingOf,
  type InServer,
  keepBelonging,
} from "./acting.ts";
import type { DiscordInteraction } from "./interaction.ts";
import type { LateAnswers } from "./late-answers.ts";
import type { Heard, Responder } from "./responder.ts";

/** How long a completion may take, in milliseconds: Discord gives up after three seconds, and takes no sign that it is to come. */
const completionMs = 2500;

/** What is put before whoever acted. */
export type Reply =
  | { readonly type: "answer"; readonly answer: PrivateAnswer }
  /** A message of the adapter's own, for whoever acted alone. */
  | { readonly type: "message"; readonly body: DiscordMessageBody }
  /** In place of the message that the button stands on. */
  | { readonly type: "update"; readonly body: DiscordMessageBody }
  | { readonly type: "nothing" };

/** What comes of what was asked of the house. */
type Outcome =
  | Extract<Reply, { type: "message" }>
  /** `acting` is undefined where nobody knows where it belongs. */
  | { readonly type: "answer"; readonly acting: InServer | undefined; readonly answer: PrivateAnswer }
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

/** Does what somebody asks for, and puts what comes of it before them within Discord's three seconds. */
export interface Answering {
  /** Has the house do it, once, in the server that it belongs to. */
  ask(interaction: DiscordInteraction, read: (acting: InServer) => Promise<Interaction>): Promise<void>;
  /** Has the adapter do what it does by itself after a press. */
  reply(interaction: DiscordInteraction, work: () => Promise<Reply>): Promise<void>;
  /** Puts before them what may be filled in: nothing where nobody can say in time. */
  suggest(interaction: DiscordInteraction, find: () => Promise<readonly Completion[]>): Promise<void>;
}

export function createAnswering(parts: AnsweringParts): Answering {
  const { responder, clock, log } = parts;
  /** Whatever is told twice, by two connections, is done once. */
  const isNew = ({ id }: DiscordInteraction, { workspace }: Actor): Promise<boolean> =>
    createSeen(parts.documents, workspace, discordName).claim(`interaction ${id}`);

  const explain = (error: unknown): PrivateAnswer => {
    log.warn("interaction-not-read", { platform: discordName }, error);
    return say(failureSentence(error));
  };

  const askHouse = async (
    interaction: DiscordInteraction,
    acting: Acting,
    read: (acting: InServer) => Promise<Interaction>,
  ): Promise<Outcome> => {
    if (acting.type === "none") return { type: "message", body: contentBody(noServerSentence, []) };
    if (acting.type === "to-choose") return { type: "message", body: choiceBody(acting.servers, null) };
    if (!(await isNew(interaction, acting.actor))) return { type: "taken-elsewhere" };
    const answer = await answerOrExplain(parts, () => read(acting));
    if (answer.card || answer.form) {
      await keepBelonging(parts, interaction, acting.actor).catch((error: unknown) =>
        log.warn("belonging-not-kept", { platform: discordName }, error),
      );
    }
    return { type: "answer", acting, answer };
  };

  const give = async (
    interaction: DiscordInteraction,
    outcome: Exclude<Outcome, { type: "taken-elsewhere" }>,
    heard: Heard,
  ): Promise<void> => {
    if (outcome.type === "message") return responder.show(interaction, [ephemeral(outcome.body)], heard);
    const { acting, answer } = outcome;
    try {
      await responder.answer(interaction, answer, heard);
    } catch (error) {
      if (error instanceof PlatformError) {
        log.warn("answer-refused", { platform: discordName, code: error.code }, error);
        if (acting) await parts.lateAnswers.give(interaction, acting, answer);
        return;
      }
      // What cannot be drawn is told of all the same.
      await responder.answer(interaction, explain(error), heard);
    }
  };

  const put = (interaction: DiscordInteraction, reply: Reply, heard: Heard): Promise<void> => {
    switch (reply.type) {
      case "answer":
        return responder.answer(interaction, reply.answer, heard);
      case "message":
        return responder.show(interaction, [ephemeral(reply.body)], heard);
      case "update":
        return responder.update(interaction, reply.body, heard);
      case "nothing":
        return responder.nod(interaction, heard);
    }
  };

  return {
    async ask(interaction, read) {
      const { result, isLate } = await workThenAcknowledge(
        clock,
        () => responder.defer(interaction),
        async (): Promise<Outcome> => {
          try {
            return await askHouse(interaction, await actingOf(parts, interaction), read);
          } catch (error) {
            return { type: "answer", acting: undefined, answer: explain(error) };
          }
        },
      );
      if (result.type === "taken-elsewhere") return;
      await give(interaction, result, isLate ? "message-to-come" : "nothing");
    },
    async reply(interaction, work) {
      const { result, isLate } = await workThenAcknowledge(
        clock,
        () => responder.takePress(interaction),
        () => work().catch((error: unknown): Reply => ({ type: "answer", answer: explain(error) })),
      );
      await put(interaction, result, isLate ? "press-taken" : "nothing");
    },
    async suggest(interaction, find) {
      const late = Promise.withResolvers<readonly Completion[]>();
      const cancel = clock.after(completionMs, () => late.resolve([]));
      const found = find().catch((error: unknown) => {
        log.warn("completion-not-found", { platform: discordName }, error);
        return [];
      });
      const completions = await Promise.race([found, late.promise]);
      cancel();
      await responder.suggest(interaction, completions);
    },
  };
}
