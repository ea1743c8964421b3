import type { Posted, PostedKeys } from "../../../core/conversation/posted-keys.ts";
import { PlatformError } from "../../../core/errors.ts";
import type { MessageId, PersonId } from "../../../core/ids.ts";
import type { Clock } from "../../../core/ports/clock.ts";
import type { Content, Place } from "../../../core/ports/delivery.ts";
import type { Log } from "../../../core/ports/log.ts";
import type { Account } from "../account.ts";
import { messageTextLimit } from "../render/message-blocks.ts";
import { nextPiece } from "../render/streamed-text.ts";
import { messageId, timestampIn } from "../timestamps.ts";
import type { SlackCalls } from "../web/slack-calls.ts";
import { endStream, isStreamOver } from "./ended-stream.ts";
import type { NativeSupport } from "./native-support.ts";
import { metadataOf } from "./poster.ts";
import { allowedHosts, type RenderMessage } from "./rendering.ts";

/** The most that one call appends, in UTF-16 units: Slack takes 12,000. */
const pieceUnits = 10_000;

/** Refusals that say something of the place, the reader or the moment and nothing of the workspace. */
const passingCodes: ReadonlySet<string> = new Set([
  "channel_not_found",
  "channel_type_not_supported",
  "is_archived",
  "message_not_found",
  "not_in_channel",
  "rate-limited",
  "restricted_action",
  "restricted_action_read_only_channel",
  "restricted_action_thread_locked",
  "team_not_found",
  "thread_not_found",
  "unreached",
  "user_not_found",
  "user_not_visible",
]);

/** A stream that was begun. */
export interface OpenStream {
  /** Appends what is new. Called again only once it resolved. Never rejects for what the end can still put right. */
  show(text: string): Promise<void>;
  /**
   * Ends the stream. Gives the message where it then says all of the content; undefined where what stands
   * there is still to be replaced by it.
   */
  end(content: Content): Promise<readonly MessageId[] | undefined>;
}

/** What came of the try to begin one. */
export type Begun =
  | { readonly type: "open"; readonly stream: OpenStream }
  /** Nothing can be said safely yet. */
  | { readonly type: "later" }
  | { readonly type: "refused" };

/** What native streams work with. */
export interface NativeParts {
  readonly calls: SlackCalls;
  readonly account: Account;
  readonly posted: PostedKeys;
  readonly support: NativeSupport;
  readonly render: RenderMessage;
  readonly clock: Clock;
  readonly log: Log;
}

/** Begins native streams. */
export interface NativeStreams {
  /** Begins a stream with the text so far. Rejects where nobody knows whether it began. */
  begin(place: Place, key: string, reader: PersonId, text: string): Promise<Begun>;
}

export function createNativeStreams(parts: NativeParts): NativeStreams {
  const { calls, account, posted, support, clock } = parts;
  return {
    async begin(place, key, reader, text) {
      const { workspace, channel, thread } = place;
      const { teamId, url } = await account.identity();
      const first = nextPiece({ appended: "", text, isWhole: false }, allowedHosts(url));
      if (first.type === "diverged" || first.piece.trim() === "") return { type: "later" };
      const piece = first.piece.slice(0, pieceUnits);
      const intent: Posted = { intendedAt: clock.now(), message: null, isStream: true };
      await posted.keep(workspace, key, intent);
      try {
        const answer = await calls.call(
          { method: "chat.startStream", channel, repeatable: false },
          (client) =>
            client.chat.startStream({
              channel,
              thread_ts: thread === null ? "" : timestampIn(thread),
              recipient_team_id: teamId,
              recipient_user_id: reader,
              markdown_text: piece,
            }),
        );
        if (!answer.ts) throw new PlatformError("Slack", "ambiguous", false);
        const message = messageId(channel, answer.ts);
        await posted.keep(workspace, key, { ...intent, message });
        return { type: "open", stream: openStream(parts, place, key, { ...intent, message }, piece) };
      } catch (error) {
        if (!(error instanceof PlatformError) || error.code === "ambiguous") throw error;
        await posted.drop(workspace, key);
        if (!passingCodes.has(error.code)) await support.refuse(workspace, error.code);
        return { type: "refused" };
      }
    },
  };
}

function openStream(
  { calls, account, posted, render, log }: NativeParts,
  { workspace, channel }: Place,
  key: string,
  intent: Posted & { readonly message: MessageId },
  firstPiece: string,
): OpenStream {
  const { message } = intent;
  const ts = timestampIn(message);
  const hosts = allowedHosts(account.known()?.url ?? "");
  let appended = firstPiece;
  /** Nothing can be appended any more: what stands is replaced at the end. */
  let isStuck = false;

  const pieceFor = (text: string, isWhole: boolean): string | undefined => {
    const next = nextPiece({ appended, text, isWhole }, hosts);
    return next.type === "diverged" ? undefined : next.piece;
  };

  const over = () => posted.keep(workspace, key, { ...intent, isStream: false });

  return {
    async show(text) {
      const piece = isStuck ? undefined : pieceFor(text, false)?.slice(0, pieceUnits);
      if (!piece) return;
      const kind = { method: "chat.appendStream", channel, repeatable: false };
      try {
        const answer = await calls.attempt(kind, (client) =>
          client.chat.appendStream({ channel, ts, markdown_text: piece }),
        );
        // What Slack takes later comes with the next call or with the end.
        if (answer) appended += piece;
      } catch (error) {
        // Whether the piece stands there is not known, or the stream is over: it is never appended twice.
        isStuck = true;
        log.warn("stream-stuck", { channel }, error);
      }
    },
    async end(content) {
      const isOne = !isStuck && content.card === null && content.text.length <= messageTextLimit;
      const rest = isOne ? pieceFor(content.text, true) : undefined;
      if (rest === undefined || appended.length + rest.length > pieceUnits) {
        await endStream(calls, channel, message);
        await over();
        return undefined;
      }
      const { blocks } = render({ ...content, text: "" });
      try {
        await calls.call({ method: "chat.stopStream", channel, repeatable: false }, (client) =>
          client.chat.stopStream({
            channel,
            ts,
            ...(rest === "" ? {} : { markdown_text: rest }),
            ...(blocks.length === 0 ? {} : { blocks }),
            metadata: metadataOf(key),
          }),
        );
        await over();
        return [message];
      } catch (error) {
        log.warn("stream-not-ended", { channel }, error);
        if (!isStreamOver(error)) await endStream(calls, channel, message);
        await over();
        return undefined;
      }
    },
  };
}
