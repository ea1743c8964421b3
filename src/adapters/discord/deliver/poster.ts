import { MessageFlags, Routes } from "discord.js";
import { z } from "zod";
import type { CallKind } from "../../../core/calls/bounded-calls.ts";
import { markOf, type PostedKeys } from "../../../core/conversation/posted-keys.ts";
import { PlatformError } from "../../../core/errors.ts";
import type { MessageId } from "../../../core/ids.ts";
import type { Clock } from "../../../core/ports/clock.ts";
import type { MessageRef, Place } from "../../../core/ports/delivery.ts";
import type { DirectCards } from "../direct/direct-cards.ts";
import type { Gateway } from "../gateway/gateway.ts";
import { asV2 } from "../render/as-v2.ts";
import type { DiscordMessageBody } from "../render/discord-message-body.ts";
import { messageId, standingOf, targetOf } from "../snowflakes.ts";
import { unknownChannelCode, unknownMessageCode } from "../web/call-failure.ts";
import type { DiscordCalls } from "../web/discord-calls.ts";
import type { ClosedPlaces } from "./closed-places.ts";
import { checkMayPost } from "./may-post.ts";
import { hasSameWords } from "./same-words.ts";

/** The longest nonce that Discord takes, in characters. */
const nonceLimit = 25;

/** What a form that was filled in wrongly is refused with. */
const invalidFormCode = "50035";

/** What posting works with. */
export interface PosterParts {
  readonly calls: DiscordCalls;
  readonly gateway: Gateway;
  readonly posted: PostedKeys;
  readonly closed: ClosedPlaces;
  readonly directCards: DirectCards;
  readonly clock: Clock;
}

/** What is posted: its body, whether it is of use only now, and what it replies to. */
export interface Post {
  readonly body: DiscordMessageBody;
  /** A draft waits for nothing: where Discord holds calls back, the next one says it. */
  readonly isDraft: boolean;
  /** Discord's id of the message that it answers, without which it is not posted; null for none. */
  readonly answers: string | null;
}

/** Posts, edits and removes whole messages. */
export interface Poster {
  /** Posts once for each key: what stands for it gets the new body. Rejects with a PlatformError. */
  post(place: Place, post: Post, key: string): Promise<MessageId>;
  /** Edits a message. One that is gone is no error. */
  edit(message: MessageRef, post: Pick<Post, "body" | "isDraft">): Promise<void>;
  /** Takes a message away. One that is gone is no error. */
  remove(message: MessageRef): Promise<void>;
}

export function createPoster(parts: PosterParts): Poster {
  const { calls, gateway, posted, closed, directCards, clock } = parts;

  /** A draft is given up where it would have to wait. */
  const send = async <Result>(
    kind: CallKind,
    isDraft: boolean,
    work: (rest: DiscordCalls["client"]) => Promise<Result>,
  ): Promise<Result> => {
    if (!isDraft) return calls.call(kind, work);
    const result = await calls.attempt(kind, work);
    if (result === undefined) throw new PlatformError("Discord", "rate-limited", false);
    return result;
  };

  const create = async (place: Place, { body, isDraft, answers }: Post, key: string) => {
    const { channel, repliesTo } = targetOf(place);
    const reference =
      answers === null
        ? repliesTo && { message_id: repliesTo, fail_if_not_exists: false }
        : { message_id: answers, fail_if_not_exists: true };
    // With the nonce Discord gives the message that stands instead of a second one, for a few minutes.
    const kind = { method: "post", channel, repeatable: true };
    const nonce = markOf(`${place.workspace} ${key}`).slice(0, nonceLimit);
    const whole = {
      ...body,
      nonce,
      enforce_nonce: true,
      ...(reference ? { message_reference: reference } : {}),
    };
    const answer = await send(kind, isDraft, (rest) =>
      rest.post(Routes.channelMessages(channel), { body: whole }),
    );
    return createdMessage.parse(answer);
  };

  const change = async (
    { channel, message }: { readonly channel: string; readonly message: string },
    body: DiscordMessageBody,
    isDraft: boolean,
  ): Promise<void> => {
    const kind = { method: "edit", channel, repeatable: true };
    const isV2 = (body.flags & MessageFlags.IsComponentsV2) !== 0;
    // What stands as content before becomes components alone.
    const whole = isV2 ? { ...body, content: null, embeds: [] } : body;
    await send(kind, isDraft, (rest) => rest.patch(Routes.channelMessage(channel, message), { body: whole }));
  };

  const edit: Poster["edit"] = async (ref, { body, isDraft }) => {
    const standing = standingOf(ref);
    try {
      await closed.check(ref.workspace, standing.channel);
      await change(standing, body, isDraft).catch((error: unknown) => {
        const isLegacy = (body.flags & MessageFlags.IsComponentsV2) === 0;
        // A message of components alone never takes content again.
        if (isLegacy && isRefusal(error, invalidFormCode)) return change(standing, asV2(body), isDraft);
        throw error;
      });
    } catch (error) {
      if (isRefusal(error, unknownMessageCode) || isRefusal(error, unknownChannelCode)) return;
      await closed.note(ref.workspace, standing.channel, error);
      throw error;
    }
  };

  return {
    edit,
    async post(place, post, key) {
      const { workspace, channel } = place;
      const known = (await posted.find(workspace, key))?.message;
      if (known) {
        await edit({ workspace, channel, message: known }, post);
        return known;
      }
      const target = targetOf(place);
      await closed.check(workspace, target.channel);
      const intendedAt = clock.now();
      try {
        checkMayPost(gateway.client(), target.channel);
        const made = await create(place, post, key);
        const message = messageId(target.channel, made.id);
        if (!hasSameWords(post.body, made)) await edit({ workspace, channel, message }, post);
        posted.keepSoon(workspace, key, { intendedAt, message, isStream: false });
        if (post.body.components.length > 0) await directCards.keep(workspace, message);
        return message;
      } catch (error) {
        await closed.note(workspace, target.channel, error);
        throw error;
      }
    },
    async remove(ref) {
      const { channel, message } = standingOf(ref);
      const kind = { method: "delete", channel, repeatable: true };
      try {
        await calls.call(kind, (rest) => rest.delete(Routes.channelMessage(channel, message)));
      } catch (error) {
        if (!isRefusal(error, unknownMessageCode) && !isRefusal(error, unknownChannelCode)) throw error;
      }
    },
  };
}

/** As much of a message as tells which it is; the rest is compared with what was sent. */
const createdMessage = z.looseObject({ id: z.string() });

function isRefusal(error: unknown, code: string): boolean {
  return error instanceof PlatformError && error.code === code;
}
