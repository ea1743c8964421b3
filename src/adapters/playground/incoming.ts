import type { IncomingMessage, PlatformEvent } from "../../core/ports/platform.ts";
import { people, playgroundWorkspace } from "./cast.ts";
import type { Undelivered, WorldMessage } from "./world.ts";

const mention = /(?<![\w@])@reverie\b/iu;
const otherMention = new RegExp(`(?<![\\w@])@(?:${people.map(({ id }) => id).join("|")})\\b`, "iu");
const leadingMention = /^\s*@reverie\b[\s,:]*/iu;

/** What happened in the playground, in the words of the port. */
export function eventOf({ change, message }: Undelivered): PlatformEvent {
  const workspace = playgroundWorkspace;
  if (change === "deleted") return { type: "message-deleted", workspace, message: message.id };
  return {
    type: change === "said" ? "message-said" : "message-edited",
    workspace,
    message: incomingOf(message),
  };
}

export function incomingOf({
  id,
  channel,
  thread,
  author,
  text,
  saidAt,
  editedAt,
}: WorldMessage): IncomingMessage {
  return {
    id,
    channel,
    thread,
    repliesTo: null,
    author,
    text,
    asked: text.replace(leadingMention, ""),
    mentionsReverie: mention.test(text),
    mentionsOthers: otherMention.test(text),
    files: [],
    saidAt,
    version: editedAt ?? saidAt,
  };
}
