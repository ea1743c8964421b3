import type { WorkspaceId } from "../../core/ids.ts";
import { asId } from "../../core/ids.ts";
import type { AnswerRecord, Message, RecordedMessage, Role } from "../../core/message.ts";

/** A message as its row gives it back. */
export interface MessageRow {
  readonly key: number;
  readonly sequence: number;
  readonly id: string;
  readonly place: number;
  readonly channel: string;
  readonly thread: string | null;
  readonly conversation: string;
  readonly author: string;
  readonly author_name: string | Uint8Array;
  readonly author_role: string;
  readonly text: string | Uint8Array;
  readonly said_at: number;
  readonly version: number;
  readonly asked: string | Uint8Array | null;
  readonly answer: string | null;
}

/** The columns of a MessageRow, for a SELECT from messages m and places p. */
export const messageColumns = `m.key, m.sequence, m.id, m.place, p.channel, m.thread, m.conversation, m.author,
  m.author_name, m.author_role, m.text, m.said_at, m.version, m.asked, m.answer`;

/** SQLite keeps text as UTF-8, which has no lone surrogates: a text that bears one is kept as its UTF-16 bytes. */
export function encodeText(text: string): string | Uint8Array {
  return text.isWellFormed() ? text : Buffer.from(text, "utf16le");
}

/** The inverse of `encodeText`. */
export function decodeText(stored: string | Uint8Array): string {
  return typeof stored === "string" ? stored : Buffer.from(stored).toString("utf16le");
}

export function encodeOptional(text: string | null): string | Uint8Array | null {
  return text === null ? null : encodeText(text);
}

export function decodeOptional(stored: string | Uint8Array | null): string | null {
  return stored === null ? null : decodeText(stored);
}

/** The values of the columns that follow `place`, in their order. */
export function messageValues(message: Message): (string | number | Uint8Array | null)[] {
  return [
    message.thread,
    message.conversation,
    message.author,
    encodeText(message.authorName),
    message.authorRole,
    encodeText(message.text),
    message.saidAt,
    message.version,
    encodeOptional(message.asked),
    message.answer === null ? null : JSON.stringify(message.answer),
  ];
}

/** The message that a row holds. */
export function toMessage(workspace: WorkspaceId, row: MessageRow): RecordedMessage {
  return {
    workspace,
    id: asId(row.id),
    channel: asId(row.channel),
    thread: row.thread === null ? null : asId(row.thread),
    conversation: asId(row.conversation),
    author: asId(row.author),
    authorName: decodeText(row.author_name),
    authorRole: row.author_role as Role,
    text: decodeText(row.text),
    saidAt: row.said_at,
    version: row.version,
    asked: decodeOptional(row.asked),
    answer: row.answer === null ? null : (JSON.parse(row.answer) as AnswerRecord),
    sequence: row.sequence,
  };
}
