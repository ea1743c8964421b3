import type { ModalView } from "@slack/types";
import type { PrivateAnswer } from "../../../core/card.ts";
import { PlatformError } from "../../../core/errors.ts";
import { asId } from "../../../core/ids.ts";
import { plainContent } from "../../../core/ports/delivery.ts";
import type { Directory } from "../../../core/ports/directory.ts";
import { partTexts, splitMarkdown } from "../../../core/text/split-markdown.ts";
import type { Account } from "../account.ts";
import { allowedHosts } from "../deliver/rendering.ts";
import { answerView } from "../render/answer-view.ts";
import { formView } from "../render/form-view.ts";
import { messageTextLimit, messageOf as renderMessage, type SlackMessage } from "../render/message-blocks.ts";
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

/** One way of putting a private answer before somebody. Rejects where Slack does not take it. */
export type Way = (answer: PrivateAnswer, to: AnswerTo) => Promise<void>;

/** The ways that there are. */
export interface Ways {
  readonly inDialogue: Way;
  readonly atResponseUrl: Way;
  readonly inChannel: Way;
  readonly inDirectMessage: Way;
  /** The text alone, however long it is. */
  readonly inManyMessages: Way;
  /** The answer as a dialogue. */
  viewOf(answer: PrivateAnswer, channel: string): ModalView;
}

/** How long Slack may take at a response URL, in milliseconds. */
const responseTimeoutMs = 10_000;

export function createWays(
  calls: SlackCalls,
  account: Account,
  directory: Pick<Directory, "openDirect">,
): Ways {
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

  const sendDirect = async (person: string, message: SlackMessage) => {
    const { workspace } = await account.identity();
    const channel = await directory.openDirect(workspace, asId(person));
    await once("chat.postMessage", channel, (client) =>
      client.chat.postMessage({ channel, ...message, unfurl_links: false, unfurl_media: false }),
    );
  };

  const inDirectMessage: Way = (answer, { person }) => sendDirect(person, messageOf(answer));

  /** What is too long for one private answer is told whole, in the conversation with the person alone. */
  const inManyMessages: Way = async ({ text }, { person }) => {
    for (const part of partTexts(splitMarkdown(text ?? "", messageTextLimit)))
      await sendDirect(person, renderMessage(plainContent(part), hosts()));
  };

  return { inDialogue, atResponseUrl, inChannel, inDirectMessage, inManyMessages, viewOf };
}
