import { z } from "zod";
import { StoreError } from "../errors.ts";
import { asId, type ChannelId, type MessageId, newId, type PersonId, type WorkspaceId } from "../ids.ts";
import type { Reach } from "../message.ts";
import type { Parts } from "../parts.ts";
import type { DocumentKey } from "../ports/documents.ts";

/** How long a form that was opened on a message can be submitted. */
const formLifetimeMs = 60 * 60 * 1000;

/** A message that somebody chose, as it was then. Its words are not kept here. */
export interface ChosenMessage {
  readonly chooser: PersonId;
  readonly channel: ChannelId;
  readonly reach: Reach;
  readonly message: MessageId;
  readonly author: PersonId;
  /** Whether its words were kept in History: when they are not any more, it was deleted meanwhile. */
  readonly wasKept: boolean;
}

const chosenMessage = z.object({
  chooser: z.string(),
  channel: z.string(),
  reach: z.enum(["public", "private", "direct", "shared"]),
  message: z.string(),
  author: z.string(),
  wasKept: z.boolean(),
});

function chosenKey(workspace: WorkspaceId, id: string): DocumentKey {
  return { workspace, kind: "chosen-message", name: id };
}

/** Keeps the choice for as long as its form may be open; gives the opaque id under which it is found. */
export async function keepChosen(
  parts: Parts,
  workspace: WorkspaceId,
  chosen: ChosenMessage,
): Promise<string> {
  const id: string = newId<MessageId>();
  await parts.documents.put(chosenKey(workspace, id), { ...chosen }, formLifetimeMs);
  return id;
}

/** The choice of this id; undefined where there is none or where its time is over. */
export async function readChosen(
  parts: Parts,
  workspace: WorkspaceId,
  id: string,
): Promise<ChosenMessage | undefined> {
  const raw = await parts.documents.get(chosenKey(workspace, id));
  if (raw === undefined) return undefined;
  const parsed = chosenMessage.safeParse(raw);
  if (!parsed.success) throw new StoreError("chosen-message", parsed.error);
  const { chooser, channel, reach, message, author, wasKept } = parsed.data;
  return {
    chooser: asId(chooser),
    channel: asId(channel),
    reach,
    message: asId(message),
    author: asId(author),
    wasKept,
  };
}
