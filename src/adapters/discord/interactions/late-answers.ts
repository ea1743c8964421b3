import { type PrivateAnswer, say } from "../../../core/card.ts";
import { PlatformError } from "../../../core/errors.ts";
import type { ChannelId } from "../../../core/ids.ts";
import { type Delivery, type Place, plainContent } from "../../../core/ports/delivery.ts";
import type { Log } from "../../../core/ports/log.ts";
import type { DirectTalk } from "../direct/direct-talk.ts";
import { discordName, guildIn } from "../identity.ts";
import { messageId } from "../snowflakes.ts";
import type { InServer } from "./acting.ts";
import type { DiscordInteraction } from "./interaction.ts";

const tooLate = say("That took too long for the form to be opened. Ask for it again.");

const closedSentence =
  "What was just asked of me here is done, but I may not show the answer: its window is over, and direct messages to whoever asked are closed. Give the command again.";

/**
 * Answers for which the window of their interaction is over: they go to the person alone, or, where that is
 * closed, the channel is told that there is one.
 */
export interface LateAnswers {
  /** Never rejects. */
  give(interaction: DiscordInteraction, acting: InServer, answer: PrivateAnswer): Promise<void>;
}

export function createLateAnswers(
  delivery: Pick<Delivery, "post" | "stream">,
  direct: DirectTalk,
  log: Log,
): LateAnswers {
  const tellAlone = async (
    { id }: DiscordInteraction,
    { actor: { workspace, person } }: InServer,
    { text, card }: PrivateAnswer,
  ): Promise<void> => {
    const channel: ChannelId = await direct.open(guildIn(workspace), person);
    const place: Place = { workspace, channel, thread: null };
    const key = `interaction ${id}`;
    // As an answer, because it may be longer than one message.
    if (text !== null) {
      const stream = delivery.stream(place, key, { person, message: messageId(channel, id) });
      await stream.finish(plainContent(text));
    }
    if (card) await delivery.post(place, { ...plainContent(""), card }, `${key} card`);
  };

  const tellThere = async (
    { id }: DiscordInteraction,
    { actor: { workspace, channel }, thread }: InServer,
  ): Promise<void> => {
    const key = `interaction ${id} closed`;
    await delivery.post({ workspace, channel, thread }, plainContent(closedSentence), key);
  };

  return {
    async give(interaction, acting, given) {
      const answer = given.form ? tooLate : given;
      if (answer.text === null && answer.card === null) return;
      try {
        await tellAlone(interaction, acting, answer);
      } catch (error) {
        log.warn("late-answer-refused", { platform: discordName }, error);
        const isClosed = error instanceof PlatformError && error.permanent;
        if (!isClosed || interaction.guildId === undefined) return;
        await tellThere(interaction, acting).catch((refusal: unknown) =>
          log.warn("late-answer-lost", { platform: discordName }, refusal),
        );
      }
    },
  };
}
