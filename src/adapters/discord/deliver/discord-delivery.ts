import { createEditedStream } from "../../../core/conversation/edited-stream.ts";
import { createPostedKeys } from "../../../core/conversation/posted-keys.ts";
import type { Clock } from "../../../core/ports/clock.ts";
import {
  type AnswerStream,
  type Asker,
  type Content,
  type Delivery,
  type Place,
  plainContent,
} from "../../../core/ports/delivery.ts";
import type { Documents } from "../../../core/ports/documents.ts";
import type { Log } from "../../../core/ports/log.ts";
import { allowedHosts } from "../allowed-hosts.ts";
import type { DirectCards } from "../direct/direct-cards.ts";
import type { Gateway } from "../gateway/gateway.ts";
import { discordName, guildIn } from "../identity.ts";
import { answerTexts } from "../render/answer-texts.ts";
import type { DiscordMessageBody } from "../render/discord-message-body.ts";
import { draftBody } from "../render/draft-body.ts";
import { answerBody, messageBody } from "../render/message-body.ts";
import { snowflakeIn, standingOf, targetOf } from "../snowflakes.ts";
import type { DiscordCalls } from "../web/discord-calls.ts";
import { createAttaching } from "./attaching.ts";
import type { ClosedPlaces } from "./closed-places.ts";
import { createOpenPlaces } from "./open-places.ts";
import { createPoster, type Poster } from "./poster.ts";
import { createSending, isHeldBack } from "./sending.ts";
import { createTyping } from "./typing.ts";

/** How long after the first words an answer that is not complete is posted, and how often it is edited then, in milliseconds. */
const firstDraftMs = 1000;
const editIntervalMs = 1500;

/** What the delivery works with. */
export interface DeliveryParts {
  readonly calls: DiscordCalls;
  readonly gateway: Gateway;
  readonly closed: ClosedPlaces;
  readonly directCards: DirectCards;
  readonly documents: Documents;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Says things on Discord. A post carries a nonce that follows from its key, so that a try whose end nobody
 * knows may be repeated: Discord gives the message that stands. It remembers nonces for a few minutes; a
 * program that dies between the post and its own note of it, and starts later than that, posts it twice.
 */
export function createDiscordDelivery(parts: DeliveryParts): Delivery {
  const { calls, gateway, clock, log } = parts;
  const posted = createPostedKeys(parts.documents, discordName, log);
  const places = createOpenPlaces(parts.closed, gateway);
  const sending = createSending(calls);
  const poster = createPoster({ ...parts, posted, places, sending });
  const typing = createTyping(calls, places, clock);
  const whole = (content: Content) => messageBody(content, allowedHosts);

  return {
    post: (place, content, key) =>
      poster.post(place, { body: whole(content), isDraft: false, answers: null }, key),
    update: (message, content) => poster.edit(message, { body: whole(content), isDraft: false }),
    remove: poster.remove,
    ...createAttaching({ sending, places, posted, clock }),
    async tellBriefly(place, { message }, text) {
      await poster.create(
        place,
        { body: whole(plainContent(text)), isDraft: false, answers: snowflakeIn(message) },
        `briefly ${message}`,
      );
    },
    stream(place, key, asker) {
      const endTyping = typing.begin(place.workspace, targetOf(place).channel);
      const delivery = deliveryOfParts(poster, place, asker, endTyping);
      const edited = createEditedStream(delivery, place, key, clock, {
        split: (text) => answerTexts(text, allowedHosts),
        firstDraftMs,
        editIntervalMs,
        onDraftFailed: (cause) => {
          if (!isHeldBack(cause)) log.warn("draft-failed", { channel: place.channel }, cause);
        },
      });
      return endingWith(edited, endTyping);
    },
    permalink({ workspace, channel, message }) {
      const standing = standingOf({ message });
      const server = guildIn(workspace);
      const known = gateway.client()?.guilds.cache.get(server);
      // Of direct conversations the server knows nothing; before it is heard of, most places are its own.
      const isDirect = known !== undefined && !known.channels.cache.has(channel);
      return `https://discord.com/channels/${isDirect ? "@me" : server}/${standing.channel}/${standing.message}`;
    },
  };
}

/** The messages of one answer: each is a part whose text is ready to be shown. */
function deliveryOfParts(
  poster: Poster,
  place: Place,
  asker: Asker,
  endTyping: () => void,
): Pick<Delivery, "post" | "update" | "remove"> {
  const stopValue = place.thread ?? "-";
  const bodyOf = (content: Content): DiscordMessageBody => {
    if (content.card) return messageBody(content, allowedHosts);
    return content.isDraft ? draftBody(content, stopValue) : answerBody(content);
  };
  // What was asked at the top of a direct conversation needs no sign of what is answered.
  const isReply = place.thread !== null && targetOf(place).repliesTo !== null;
  let isFirst = true;
  return {
    async post(_place, content, key) {
      const answers = isReply && isFirst ? snowflakeIn(asker.message) : null;
      const shown = isFirst ? place : { ...place, thread: threadOf(place) };
      const message = await poster.post(
        shown,
        { body: bodyOf(content), isDraft: content.isDraft, answers },
        key,
      );
      isFirst = false;
      endTyping();
      return message;
    },
    update: (message, content) => poster.edit(message, { body: bodyOf(content), isDraft: content.isDraft }),
    remove: poster.remove,
  };
}

/** The parts after the first stand below it and reply to nothing. */
function threadOf(place: Place): Place["thread"] {
  return targetOf(place).repliesTo === null ? place.thread : null;
}

function endingWith(stream: AnswerStream, end: () => void): AnswerStream {
  return {
    show: stream.show,
    async finish(content) {
      try {
        return await stream.finish(content);
      } finally {
        end();
      }
    },
    abandon() {
      stream.abandon();
      end();
    },
  };
}
