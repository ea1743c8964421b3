import { createEditedStream } from "../../core/conversation/edited-stream.ts";
import { reverie } from "../../core/message.ts";
import type { Clock } from "../../core/ports/clock.ts";
import { type Content, type Delivery, type Place, plainContent } from "../../core/ports/delivery.ts";
import type { Log } from "../../core/ports/log.ts";
import { splitIntoTexts } from "../../core/text/split-markdown.ts";
import type { World } from "./world.ts";

/** The longest message on the playground, in UTF-16 units. */
const textLimit = 12_000;

const editIntervalMs = 60;

/** Says things in the playground: each message once for its key, drawn again while it is written. */
export function createPlaygroundDelivery(world: World, clock: Clock, log: Log): Delivery {
  const delivery: Delivery = {
    async post(place, content, key) {
      return world.post(messageOf(place, content, clock.now()), key).id;
    },
    async update({ message }, content) {
      const { isDraft: isStreaming, ...shown } = content;
      world.update(message, { ...shown, isStreaming });
    },
    async remove({ message }) {
      const found = world.find(message);
      if (found) world.remove(found, false);
    },
    stream: (place, key) =>
      createEditedStream(delivery, place, key, clock, {
        split: (text) => splitIntoTexts(text, textLimit),
        firstDraftMs: editIntervalMs,
        editIntervalMs,
        onDraftFailed: (cause) => log.warn("draft-failed", { channel: place.channel }, cause),
      }),
    async tellBriefly(place, { message }, text) {
      world.post(messageOf(place, plainContent(text), clock.now()), `briefly ${message}`);
    },
    async attach(place, file, caption, key) {
      return world.post({ ...messageOf(place, plainContent(caption), clock.now()), files: [file] }, key).id;
    },
    permalink: ({ channel, message }) => `#/${channel}/${message}`,
  };
  return delivery;
}

function messageOf({ channel, thread }: Place, { isDraft: isStreaming, ...shown }: Content, saidAt: number) {
  return { channel, thread, author: reverie, ...shown, saidAt, editedAt: null, isStreaming, files: [] };
}
