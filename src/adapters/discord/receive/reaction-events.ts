import { GatewayDispatchEvents as Dispatch } from "discord.js";
import { z } from "zod";
import { asId, type PersonId } from "../../../core/ids.ts";
import type { PlatformHandler } from "../../../core/ports/platform.ts";
import type { Identity } from "../identity.ts";
import { messageId } from "../snowflakes.ts";
import type { Concerned } from "./concerned.ts";
import { snowflake } from "./discord-message.ts";
import { type EventReaders, reading } from "./event-intake.ts";
import { createThumbs, opinionOf } from "./thumbs.ts";

const reactionEvent = z.object({
  user_id: snowflake,
  channel_id: snowflake,
  message_id: snowflake,
  guild_id: snowflake.optional(),
  message_author_id: snowflake.optional(),
  emoji: z.object({ name: z.string().nullish() }),
});

/** What the intake of reactions works with. */
export interface ReactionParts {
  readonly handler: PlatformHandler;
  readonly workspacesOf: Concerned;
  readonly identity: () => Identity;
}

/** What people think of answers: a thumb below one. */
export function reactionEvents({ handler, workspacesOf, identity }: ReactionParts): EventReaders {
  const thumbs = createThumbs();

  const take = async (event: z.infer<typeof reactionEvent>, isAdded: boolean): Promise<void> => {
    const isGood = opinionOf(event.emoji.name);
    const own = identity().userId;
    const isOfOurs = event.message_author_id === undefined || event.message_author_id === own;
    if (isGood === undefined || event.user_id === own || !isOfOurs) return;
    if (isAdded) thumbs.put(event.message_id, event.user_id, isGood);
    else if (!thumbs.take(event.message_id, event.user_id, isGood)) return;
    const person = asId<PersonId>(event.user_id);
    const message = messageId(event.channel_id, event.message_id);
    const said = isAdded ? isGood : null;
    for (const workspace of await workspacesOf(event.guild_id, event.channel_id))
      await handler.receive({ type: "feedback-given", workspace, person, message, isGood: said });
  };

  return {
    [Dispatch.MessageReactionAdd]: reading(reactionEvent, (event) => take(event, true)),
    [Dispatch.MessageReactionRemove]: reading(reactionEvent, (event) => take(event, false)),
  };
}
