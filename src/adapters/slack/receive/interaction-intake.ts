import type { BlockAction, BlockElementAction, MessageShortcut, SlashCommand } from "@slack/bolt";
import { answerOrExplain } from "../../../core/calls/answer-or-explain.ts";
import { workThenAcknowledge } from "../../../core/calls/work-then-acknowledge.ts";
import { verbOf } from "../../../core/card.ts";
import type { MessageId } from "../../../core/ids.ts";
import type { Interaction } from "../../../core/ports/platform.ts";
import { messageId } from "../timestamps.ts";
import { actorOf, type InteractionParts, isNew } from "./acting.ts";
import { incomingMessage } from "./incoming-message.ts";
import type { AnswerTo } from "./private-ways.ts";
import { type SlackMessage, slackMessage } from "./slack-message.ts";
import { readableText } from "./slack-text.ts";

/** Takes what people press, command and choose. */
export type InteractionIntake = ReturnType<typeof createInteractionIntake>;

/** Tells Slack that an interaction arrived. */
type Acknowledge = () => Promise<void>;

/** A click is a claim: each is taken once, by the id that Slack gave it, and gets an answer. */
export function createInteractionIntake(parts: InteractionParts) {
  const { answers, clock } = parts;
  const unnamed = { personName: () => undefined };

  /** Does what was asked, once, and puts the answer before the person. */
  const take = async (
    acknowledge: Acknowledge,
    trigger: string | undefined,
    to: AnswerTo,
    interaction: () => Promise<Interaction>,
  ): Promise<void> => {
    if (!(await isNew(parts, trigger))) return acknowledge();
    const { result, isLate } = await workThenAcknowledge(clock, acknowledge, () =>
      answerOrExplain(parts, interaction),
    );
    // Whether Slack heard of it or not: what was done is told.
    if (!isLate) await acknowledge().catch((error: unknown) => parts.log.warn("not-acknowledged", {}, error));
    await answers.give(result, to);
    if (to.isHome) await parts.redrawHome(to.person);
  };

  const readChosen = async (channel: string, message: SlackMessage) => {
    const identity = await parts.account.identity();
    const names = await parts.readNames([message.text ?? ""], identity);
    return incomingMessage(channel, message, { identity, names, opensThread: false });
  };

  return {
    async pressed(body: BlockAction, action: BlockElementAction, acknowledge: Acknowledge): Promise<void> {
      const pressed = pressOf(action);
      if (!pressed) return acknowledge();
      const channel = body.channel?.id;
      const to: AnswerTo = {
        person: body.user.id,
        channel: channel ?? null,
        thread: threadOf(body),
        trigger: body.trigger_id,
        responseUrl: body.response_url ?? null,
        isHome: body.view?.type === "home",
      };
      await take(acknowledge, body.trigger_id, to, async () => ({
        type: "button-pressed",
        ...(await actorOf(parts, body.user.id, channel ?? null)),
        ...pressed,
        message: messageOf(body),
      }));
    },

    async commanded(command: SlashCommand, acknowledge: Acknowledge): Promise<void> {
      const { user_id: person, channel_id: channel, trigger_id: trigger } = command;
      const to = { person, channel, thread: null, trigger, responseUrl: command.response_url, isHome: false };
      await take(acknowledge, trigger, to, async () => ({
        type: "command-run",
        thread: null,
        ...(await actorOf(parts, person, channel)),
        text: readableText(command.text ?? "", unnamed),
      }));
    },

    async chosen(shortcut: MessageShortcut, acknowledge: Acknowledge): Promise<void> {
      const message = slackMessage.safeParse(shortcut.message);
      if (!message.success) return acknowledge();
      const { trigger_id: trigger, response_url: responseUrl } = shortcut;
      const [person, channel] = [shortcut.user.id, shortcut.channel.id];
      const to = { person, channel, thread: null, trigger, responseUrl, isHome: false };
      await take(acknowledge, trigger, to, async () => ({
        type: "message-chosen",
        ...(await actorOf(parts, person, channel)),
        message: await readChosen(channel, message.data),
      }));
    },
  };
}

/** The verb and value of a press; undefined where the button is none of Reverie's. */
function pressOf(action: BlockElementAction): { readonly verb: string; readonly value: string } | undefined {
  const verb = verbOf(action.action_id);
  const value = "value" in action && typeof action.value === "string" ? action.value : "";
  if (verb !== "feedback") return verb === undefined ? undefined : { verb, value };
  // Slack's pair of thumbs is one element: which one it was stands in the value.
  const colon = value.indexOf(":");
  return colon < 0 ? undefined : { verb: value.slice(0, colon), value: value.slice(colon + 1) };
}

function messageOf({ container, channel }: BlockAction): MessageId | null {
  const { message_ts: timestamp, is_ephemeral: isEphemeral } = container as Record<string, unknown>;
  return channel && typeof timestamp === "string" && isEphemeral !== true
    ? messageId(channel.id, timestamp)
    : null;
}

function threadOf({ message }: BlockAction): string | null {
  const thread: unknown = message?.thread_ts;
  return typeof thread === "string" ? thread : null;
}
