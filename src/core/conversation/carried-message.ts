import { z } from "zod";
import { asId, type MessageId, type WorkspaceId } from "../ids.ts";
import type { Message, RecordedMessage } from "../message.ts";
import type { Parts } from "../parts.ts";
import type { Json } from "../ports/documents.ts";

/**
 * What a job knows of the message that it is about: its id and version, and, where the message may not be
 * kept, the message itself. Such a message lives in its job alone, and ends with it.
 */
const carriedMessage = z.object({
  workspace: z.string(),
  message: z.string(),
  version: z.number(),
  // What an older version wrote knows of no files.
  said: z.custom<Omit<Message, "files"> & Partial<Pick<Message, "files">>>().nullable(),
});

/** The data of a job about a message. */
export function carry(message: Message, mayKeep: boolean): { readonly [key: string]: Json } {
  const { workspace, id, version, files } = message;
  const said = { ...message, files: files.map((file) => ({ ...file })), answer: null };
  return { workspace, message: id, version, said: mayKeep ? null : said };
}

/** A message that a job is about. */
export interface Carried {
  readonly workspace: WorkspaceId;
  readonly version: number;
  /** Undefined where it was deleted, or is not stored yet. */
  readonly message: RecordedMessage | undefined;
  /** Whether it lives in its job alone: then nothing that comes of it is kept either. */
  readonly isFleeting: boolean;
}

/** Finds the message that a job is about. */
export async function readCarried(parts: Parts, data: Json): Promise<Carried> {
  const { workspace: id, message, version, said } = carriedMessage.parse(data);
  const workspace: WorkspaceId = asId(id);
  if (said)
    return {
      workspace,
      version,
      message: { ...said, files: said.files ?? [], sequence: 0 },
      isFleeting: true,
    };
  const [stored] = await parts.history.get(workspace, [asId<MessageId>(message)]);
  return { workspace, version, message: stored, isFleeting: false };
}
