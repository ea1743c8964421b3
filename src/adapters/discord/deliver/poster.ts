import { MessageFlags, Routes } from "discord.js";
import { z } from "zod";
import { unlessUnknown } from "../../../core/calls/unless-unknown.ts";
import { markOf, type PostedKeys } from "../../../core/conversation/posted-keys.ts";
import { PlatformError } from "../../../core/errors.ts";
import type { MessageId } from "../../../core/ids.ts";
import type { Clock } from "../../../core/ports/clock.ts";
import type { MessageRef, Place } from "../../../core/ports/delivery.ts";
import type { DirectCards } from "../direct/direct-cards.ts";
import { asV2 } from "../render/as-v2.ts";
import type { DiscordMessageBody } from "../render/discord-message-body.ts";
import { instantOf, messageId, standingOf, targetOf } from "../snowflakes.ts";
import { invalidFormCode, unknownChannelCode, unknownMessageCode } from "../web/call-failure.ts";
import { outOfArchive } from "./archived-threads.ts";
import type { OpenPlaces } from "./open-places.ts";
import { hasSameWords } from "./same-words.ts";
import type { Sending } from "./sending.ts";

/** The longest nonce that Discord takes, in characters. */
export const nonceLimit = 25;

/** From this age on Discord counts edits of a message by themselves, in milliseconds. */
const oldMs = 60 * 60 * 1000;

/** What posting works with. */
export interface PosterParts {
  readonly sending: Sending;
  readonly places: OpenPlaces;
  readonly posted: PostedKeys;
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
  /**
   * Posts without looking in the store for what stands or keeping what comes of it: once for each key within the
   * few minutes in which Discord remembers nonces, whichever replica asks.
   */
  create(place: Place, post: Post, key: string): Promise<void>;
  /** Edits a message. One that is gone is no error. */
  edit(message: MessageRef, post: Pick<Post, "body" | "isDraft">): Promise<void>;
  /** Takes a message away. One that is gone is no error. */
  remove(message: MessageRef): Promise<void>;
}

/** As much of a message as tells which it is; the rest is compared with what was sent. */
const createdMessage = z.looseObject({ id: z.string() });

export function createPoster({ sending, places, posted, directCards, clock }: PosterParts): Poster {
  const create = (place: Place, { body, isDraft, answers }: Post, key: string) => {
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
    return sending.send(kind, isDraft, async (rest) =>
      createdMessage.parse(await rest.post(Routes.channelMessages(channel), { body: whole })),
    );
  };

  const change = async (
    { channel, message }: { readonly channel: string; readonly message: string },
    body: DiscordMessageBody,
    isDraft: boolean,
  ): Promise<void> => {
    // What is said now does not wait for the few edits of old messages that Discord allows.
    const isOld = clock.now() - instantOf(message) >= oldMs;
    const kind = { method: isOld ? "edit-old" : "edit", channel, repeatable: true };
    const isV2 = (body.flags & MessageFlags.IsComponentsV2) !== 0;
    // What stands as content before becomes components alone.
    const whole = isV2 ? { ...body, content: null, embeds: [] } : body;
    const send = () =>
      sending.send(kind, isDraft, (rest) =>
        rest.patch(Routes.channelMessage(channel, message), { body: whole }),
      );
    await (isDraft ? send() : outOfArchive(sending, channel, send));
  };

  const edit: Poster["edit"] = async (ref, { body, isDraft }) => {
    const standing = standingOf(ref);
    await unlessGone(() =>
      places.enter(ref.workspace, standing.channel, "change", () =>
        change(standing, body, isDraft).catch((error: unknown) => {
          const isLegacy = (body.flags & MessageFlags.IsComponentsV2) === 0;
          // A message of components alone never takes content again.
          if (isLegacy && isRefusal(error, invalidFormCode)) return change(standing, asV2(body), isDraft);
          throw error;
        }),
      ),
    );
    if (body.components.length > 0 && !isDraft) await directCards.keep(ref.workspace, ref.message);
  };

  return {
    edit,
    async create(place, post, key) {
      await create(place, post, key);
    },
    async post(place, post, key) {
      const { workspace, channel } = place;
      const known = (await posted.find(workspace, key))?.message;
      if (known) {
        await edit({ workspace, channel, message: known }, post);
        return known;
      }
      const target = targetOf(place);
      const intendedAt = clock.now();
      const made = await places.enter(workspace, target.channel, "say", () => create(place, post, key));
      const message = messageId(target.channel, made.id);
      posted.keepSoon(workspace, key, { intendedAt, message, isStream: false });
      if (!hasSameWords(post.body, made)) await edit({ workspace, channel, message }, post);
      if (post.body.components.length > 0) await directCards.keep(workspace, message);
      return message;
    },
    async remove(ref) {
      const { channel, message } = standingOf(ref);
      const kind = { method: "delete", channel, repeatable: true };
      await unlessGone(() =>
        places.enter(ref.workspace, channel, "change", () =>
          outOfArchive(sending, channel, () =>
            sending.send(kind, false, (rest) => rest.delete(Routes.channelMessage(channel, message))),
          ),
        ),
      );
    },
  };
}

/** Does the work; what is gone needs no change. */
async function unlessGone(work: () => Promise<unknown>): Promise<void> {
  await unlessUnknown([unknownMessageCode, unknownChannelCode], work);
}

function isRefusal(error: unknown, code: string): boolean {
  return error instanceof PlatformError && error.code === code;
}
