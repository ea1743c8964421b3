import type { ModalView } from "@slack/types";
import { type PrivateAnswer, say } from "../../../core/card.ts";
import { PlatformError } from "../../../core/errors.ts";
import type { Log } from "../../../core/ports/log.ts";
import type { Account } from "../account.ts";
import { allowedHosts } from "../deliver/rendering.ts";
import { answerView } from "../render/answer-view.ts";
import { formView } from "../render/form-view.ts";
import type { SlackMessage } from "../render/message-blocks.ts";
import { privateMessage, privateResponse } from "../render/private-answer.ts";
import type { SlackCalls } from "../web/slack-calls.ts";

/** Where a private answer can be put before somebody. */
export interface AnswerTo {
  readonly person: string;
  /** Null where the person acted on a page of their own. */
  readonly channel: string | null;
  /** Slack's timestamp of the thread that they acted in. */
  readonly thread: string | null;
  /** Opens a dialogue within three seconds of the act; null where it was used. */
  readonly trigger: string | null;
  /** Takes up to five answers within half an hour. */
  readonly responseUrl: string | null;
  readonly isHome: boolean;
}

/** Puts private answers before people. */
export interface PrivateAnswers {
  /** Never rejects: where one way is closed the next is tried, and the last failure is logged. */
  give(answer: PrivateAnswer, to: AnswerTo): Promise<void>;
  /** The answer as a dialogue. */
  viewOf(answer: PrivateAnswer, channel: string): ModalView;
}

/** How long Slack may take at a response URL, in milliseconds. */
const responseTimeoutMs = 10_000;

type Way = (answer: PrivateAnswer, to: AnswerTo) => Promise<void>;

export function createPrivateAnswers(calls: SlackCalls, account: Account, log: Log): PrivateAnswers {
  const hosts = () => allowedHosts(account.known()?.url ?? "");
  const messageOf = (answer: PrivateAnswer): SlackMessage => {
    const message = privateMessage(answer, hosts());
    if (!message) throw new PlatformError("Slack", "nothing-to-say", true);
    return message;
  };
  const viewOf = (answer: PrivateAnswer, channel: string): ModalView =>
    answer.form ? formView(answer.form, channel, answer.text) : answerView(answer, hosts());

  const once = <Result>(
    method: string,
    channel: string,
    work: (client: SlackCalls["client"]) => Promise<Result>,
  ) => calls.call({ method, channel, repeatable: false }, work);

  const inDialogue: Way = async (answer, { trigger, channel }) => {
    const view = viewOf(answer, channel ?? "");
    await once("views.open", "", (client) => client.views.open({ trigger_id: trigger ?? "", view }));
  };

  const atResponseUrl: Way = async (answer, { responseUrl, thread }) => {
    const response = await fetch(responseUrl ?? "", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({
        ...privateResponse(answer, hosts()),
        ...(thread ? { thread_ts: thread } : {}),
      }),
      signal: AbortSignal.timeout(responseTimeoutMs),
    });
    if (!response.ok) throw new PlatformError("Slack", `response-${response.status}`, false);
  };

  const inChannel: Way = async (answer, { channel, person, thread }) => {
    await once("chat.postEphemeral", channel ?? "", (client) =>
      client.chat.postEphemeral({
        channel: channel ?? "",
        user: person,
        ...messageOf(answer),
        ...(thread ? { thread_ts: thread } : {}),
      }),
    );
  };

  const inDirectMessage: Way = async (answer, { person }) => {
    await once("chat.postMessage", person, (client) =>
      client.chat.postMessage({
        channel: person,
        ...messageOf(answer),
        unfurl_links: false,
        unfurl_media: false,
      }),
    );
  };

  const waysTo = (answer: PrivateAnswer, { trigger, responseUrl, channel }: AnswerTo): readonly Way[] => {
    const isForm = answer.form !== null;
    return [
      ...(isForm && trigger ? [inDialogue] : []),
      ...(responseUrl ? [atResponseUrl] : []),
      ...(channel ? [inChannel] : []),
      ...(!isForm && !channel && trigger ? [inDialogue] : []),
      inDirectMessage,
    ];
  };

  return {
    viewOf,
    async give(answer, to) {
      if (answer.text === null && answer.card === null && answer.form === null) return;
      for (const way of waysTo(answer, to)) {
        // A form that cannot be opened any more is asked for again by its button.
        const shown = answer.form !== null && way !== inDialogue ? say(tooLate) : answer;
        if (await isTaken(way, shown, to)) return;
      }
    },
  };

  async function isTaken(way: Way, answer: PrivateAnswer, to: AnswerTo): Promise<boolean> {
    try {
      await way(answer, to);
      return true;
    } catch (error) {
      log.warn("private-answer-refused", {}, error);
      return false;
    }
  }
}

const tooLate = "Slack closed the window for this form before I could open it. Press the button again.";
