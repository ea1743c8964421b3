import { type PrivateAnswer, say } from "../../../core/card.ts";
import { PlatformError } from "../../../core/errors.ts";
import { asId } from "../../../core/ids.ts";
import { type Delivery, type Place, plainContent } from "../../../core/ports/delivery.ts";
import type { Log } from "../../../core/ports/log.ts";
import type { DirectTalk } from "../direct/direct-talk.ts";
import { discordName, guildIn } from "../identity.ts";
import { messageId } from "../snowflakes.ts";
import type { Actor } from "./acting.ts";
import type { DiscordInteraction } from "./interaction.ts";

const tooLate = say("That took too long for the form to be opened. Press the button again.");

const closedSentence =
  "What was just asked of me here is done, but I may not show the answer: its window is over, and direct messages to whoever asked are closed. Give the command again.";

/**
 * Answers for which the window of their interaction is over: they go to the person alone, or, where that is
 * closed, the channel is told that there is one.
 */
export interface LateAnswers {
  /** Never rejects. */
  give(interaction: DiscordInteraction, actor: Actor, answer: PrivateAnswer): Promise<void>;
}

export function createLateAnswers(
  delivery: Pick<Delivery, "post" | "stream">,
  direct: DirectTalk,
  log: Log,
): LateAnswers {
  const say = async (
    interaction: DiscordInteraction,
    { workspace, person }: Actor,
    { text, card }: PrivateAnswer,
  ): Promise<void> => {
    const channel = await direct.open(guildIn(workspace), person);
    const place: Place = { workspace, channel, thread: null };
    const asker = { person, message: messageId(channel, interaction.id) };
    const stream = delivery.stream(place, `interaction ${interaction.id}`, asker);
    await stream.finish({ ...plainContent(text ?? ""), card });
  };

  return {
    async give(interaction, actor, given) {
      const answer = given.form ? tooLate : given;
      if (answer.text === null && answer.card === null) return;
      try {
        await say(interaction, actor, answer);
      } catch (error) {
        log.warn("late-answer-refused", { platform: discordName }, error);
        const isClosed = error instanceof PlatformError && error.permanent;
        if (!isClosed || interaction.guildId === undefined) return;
        const place = { workspace: actor.workspace, channel: asId<never>(actor.channel), thread: null };
        await delivery
          .post(place, plainContent(closedSentence), `interaction ${interaction.id} closed`)
          .catch((refusal: unknown) => log.warn("late-answer-lost", { platform: discordName }, refusal));
      }
    },
  };
}
