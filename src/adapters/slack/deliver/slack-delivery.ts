import { createPostedKeys } from "../../../core/conversation/posted-keys.ts";
import type { Clock } from "../../../core/ports/clock.ts";
import { type Delivery, plainContent } from "../../../core/ports/delivery.ts";
import type { Documents } from "../../../core/ports/documents.ts";
import type { Log } from "../../../core/ports/log.ts";
import type { Account } from "../account.ts";
import { slackName } from "../identity.ts";
import { messageTextLimit } from "../render/message-blocks.ts";
import { timestampIn } from "../timestamps.ts";
import type { SlackCalls } from "../web/slack-calls.ts";
import { createAnswerStream } from "./answer-stream.ts";
import { createAttaching, isFile } from "./attaching.ts";
import { createNativeStreams } from "./native-stream.ts";
import type { NativeSupport } from "./native-support.ts";
import { createPoster } from "./poster.ts";
import { createRenderer } from "./rendering.ts";
import { createStatus } from "./status.ts";

/** What the delivery works with. */
export interface DeliveryParts {
  readonly calls: SlackCalls;
  readonly account: Account;
  readonly support: NativeSupport;
  readonly documents: Documents;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Says things on Slack. Slack knows no key for a post: what nobody knows the end of is looked for by the mark
 * that each message carries, before it is said again. Where it cannot be found though it stands, because the
 * app may not read the place or Slack shows it late, it is said twice: that is the window.
 */
export function createSlackDelivery(parts: DeliveryParts): Delivery {
  const { calls, account, support, documents, clock, log } = parts;
  const posted = createPostedKeys(documents, slackName, log);
  const render = createRenderer(account);
  const poster = createPoster({ calls, account, posted, render, clock, log });
  const native = createNativeStreams({ calls, account, posted, support, render, clock, log });
  const attaching = createAttaching(calls, posted, clock);
  const status = createStatus(calls, clock);
  const streamParts = { poster, native, support, status, clock, log, textLimit: messageTextLimit };
  return {
    post: poster.post,
    update: poster.update,
    remove: (message) => (isFile(message.message) ? attaching.removeFile(message) : poster.remove(message)),
    attach: attaching.attach,
    stream: (place, key, { person }) => createAnswerStream(streamParts, place, key, person),
    async tellBriefly({ channel, thread }, { person }, text) {
      const said = {
        channel,
        ...render(plainContent(text)),
        ...(thread === null ? {} : { thread_ts: timestampIn(thread) }),
      };
      // With somebody alone everything is for them alone.
      const isAlone = channel.startsWith("D");
      const method = isAlone ? "chat.postMessage" : "chat.postEphemeral";
      await calls.call({ method, channel, repeatable: false }, (client) =>
        isAlone
          ? client.chat.postMessage({ ...said, unfurl_links: false, unfurl_media: false })
          : client.chat.postEphemeral({ ...said, user: person }),
      );
    },
    permalink({ channel, message }) {
      const known = account.known();
      return known ? `${known.url}archives/${channel}/p${timestampIn(message).replace(".", "")}` : null;
    },
  };
}
