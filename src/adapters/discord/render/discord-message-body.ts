import { type APIAllowedMentions, type APIMessageTopLevelComponent, MessageFlags } from "discord.js";

/**
 * What creating and editing a message take, and the data of an answer to an interaction. `content` is absent
 * where the components say it all (the flag IsComponentsV2). A message that is to become one of those by an
 * edit needs its old content set to null beside it.
 */
export interface DiscordMessageBody {
  readonly content?: string;
  readonly components: APIMessageTopLevelComponent[];
  readonly flags: MessageFlags;
  readonly allowed_mentions: APIAllowedMentions;
}

/** A body of content and rows of buttons. Discord refuses a message that says nothing, so that this one never does. */
export function contentBody(content: string, rows: APIMessageTopLevelComponent[]): DiscordMessageBody {
  return {
    content: content === "" ? "…" : content,
    components: rows,
    flags: MessageFlags.SuppressEmbeds,
    allowed_mentions: { parse: [] },
  };
}

/** A body of components alone. */
export function componentsBody(components: APIMessageTopLevelComponent[]): DiscordMessageBody {
  return {
    components,
    flags: MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2,
    allowed_mentions: { parse: [] },
  };
}

/** The same, for the person alone who acted. */
export function ephemeral(body: DiscordMessageBody): DiscordMessageBody {
  return { ...body, flags: body.flags | MessageFlags.Ephemeral };
}
