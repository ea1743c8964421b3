import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import { asId, type WorkspaceId } from "../../core/ids.ts";
import type { AnswerRecord, AttachedFile, Message, RecordedMessage, Role } from "../../core/message.ts";
import type { Log } from "../../core/ports/log.ts";
import { decodeOptional, decodeText, encodeOptional, encodeText, type StoredText } from "./stored-text.ts";

/** A message with the numbers by which the tables know it. */
export interface StoredMessage {
  readonly row: number;
  readonly moment: number;
  readonly place: number;
  readonly message: RecordedMessage;
  /** Whether its files or what it answers could not be read: they are left out of the message. */
  readonly isDamaged: boolean;
}

/** Finds messages of a workspace by the values of a query that was prepared. */
export type FindMessages = (workspace: WorkspaceId, ...values: SQLInputValue[]) => StoredMessage[];

const columns = `m.row, m.moment, m.place, p.channel, m.id, m.sequence, m.thread, m.conversation, m.author,
  m.author_name, m.author_role, m.text, m.said_at, m.version, m.asked, m.answer, m.files`;

type Row = readonly [
  row: number,
  moment: number,
  place: number,
  channel: string,
  id: string,
  sequence: number,
  thread: string | null,
  conversation: string,
  author: string,
  authorName: StoredText,
  authorRole: string,
  text: StoredText,
  saidAt: number,
  version: number,
  asked: StoredText | null,
  answer: string | null,
  files: string | null,
];

/**
 * Prepares a query for whole messages. The choice is all that follows the joined tables `m` and `p`. What cannot be read
 * of a message is left out of it, and told to the log where there is one.
 */
export function prepareMessages(connection: DatabaseSync, choice: string, log: Log | null): FindMessages {
  const statement = connection.prepare(
    `SELECT ${columns} FROM messages m JOIN places p ON p.key = m.place ${choice}`,
  );
  // Arrays come a third faster than objects, which shows where a search gives hundreds of messages.
  statement.setReturnArrays(true);
  return (workspace, ...values) => {
    const stored = (statement.all(...values) as unknown as Row[]).map((row) => toStored(workspace, row));
    if (stored.some(({ isDamaged }) => isDamaged)) log?.warn("record-unreadable", { kind: "message" });
    return stored;
  };
}

/** The values of a message's columns after `place`, in the order of the table. */
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
    encodeFiles(message.files),
  ];
}

/** Files as they are kept. JSON writes what SQLite's text cannot hold as escapes, so that any name can stand in it. */
export function encodeFiles(files: readonly AttachedFile[]): string | null {
  return files.length === 0 ? null : JSON.stringify(files);
}

/** A value of a JSON column: null where there is none, undefined where it cannot be read. */
function readJson<Value>(text: string | null): Value | null | undefined {
  try {
    return text === null ? null : (JSON.parse(text) as Value);
  } catch {
    return undefined;
  }
}

function toStored(workspace: WorkspaceId, row: Row): StoredMessage {
  const [number, moment, place, channel, id, sequence, thread, conversation, author] = row;
  const [, , , , , , , , , authorName, authorRole, text, saidAt, version, asked, answer, files] = row;
  const readFiles = readJson<AttachedFile[]>(files);
  const readAnswer = readJson<Omit<AnswerRecord, "feedback">>(answer);
  const message = {
    workspace,
    id: asId(id),
    channel: asId(channel),
    thread: thread === null ? null : asId(thread),
    conversation: asId(conversation),
    author: asId(author),
    authorName: decodeText(authorName),
    authorRole: authorRole as Role,
    text: decodeText(text),
    files: readFiles ?? [],
    saidAt,
    version,
    asked: decodeOptional(asked),
    // Answers that were kept before there was feedback have none.
    answer: readAnswer ? { feedback: [], ...readAnswer } : null,
    sequence,
  } satisfies RecordedMessage;
  const isDamaged = readFiles === undefined || readAnswer === undefined;
  return { row: number, moment, place, message, isDamaged };
}
