import { Routes } from "discord.js";
import { z } from "zod";
import { markOf, type PostedKeys } from "../../../core/conversation/posted-keys.ts";
import type { Clock } from "../../../core/ports/clock.ts";
import type { Delivery, OutgoingFile } from "../../../core/ports/delivery.ts";
import { messageId, targetOf } from "../snowflakes.ts";
import type { OpenPlaces } from "./open-places.ts";
import { nonceLimit } from "./poster.ts";
import type { Sending } from "./sending.ts";

/** What attaching works with. */
export interface AttachingParts {
  readonly sending: Sending;
  readonly places: OpenPlaces;
  readonly posted: PostedKeys;
  readonly clock: Clock;
}

const createdMessage = z.looseObject({ id: z.string() });

/** Posts files: once for each key as all posts are, by a nonce that Discord remembers for a few minutes. */
export function createAttaching({
  sending,
  places,
  posted,
  clock,
}: AttachingParts): Pick<Delivery, "attach"> {
  return {
    async attach(place, file, caption, key) {
      const { workspace } = place;
      const known = (await posted.find(workspace, key))?.message;
      if (known) return known;
      const { channel, repliesTo } = targetOf(place);
      const intendedAt = clock.now();
      const nonce = markOf(`${workspace} ${key}`).slice(0, nonceLimit);
      const payload = {
        content: caption,
        nonce,
        enforce_nonce: true,
        allowed_mentions: { parse: [] },
        attachments: [{ id: "0", filename: file.name }],
        ...(repliesTo ? { message_reference: { message_id: repliesTo, fail_if_not_exists: false } } : {}),
      };
      const form = await encoded(payload, file);
      const made = await places.enter(workspace, channel, "say", () =>
        sending.send({ method: "post", channel, repeatable: true }, false, async (rest) =>
          createdMessage.parse(
            await rest.post(Routes.channelMessages(channel), { ...form, passThroughBody: true }),
          ),
        ),
      );
      const message = messageId(channel, made.id);
      await posted.keep(workspace, key, { intendedAt, message, isStream: false });
      return message;
    },
  };
}

/**
 * The form in its bytes. The SDK would hand its own form to whichever `undici` was loaded first in the process, and one
 * of another version does not know it for a form.
 */
async function encoded(payload: object, { name, mediaType, text }: OutgoingFile) {
  const form = new FormData();
  form.append("payload_json", JSON.stringify(payload));
  form.append("files[0]", new Blob([text], { type: mediaType }), name);
  const response = new Response(form);
  return {
    body: new Uint8Array(await response.arrayBuffer()),
    headers: { "content-type": response.headers.get("content-type") ?? "" },
  };
}
