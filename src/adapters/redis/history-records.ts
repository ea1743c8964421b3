import { asId, type MessageId, type WorkspaceId } from "../../core/ids.ts";
import type { Message, RecordedMessage } from "../../core/message.ts";
import type { SearchHit } from "../../core/ports/history.ts";

/** Where a message is listed. */
interface Place {
  /** A number of twelve digits, a space and its id: at one instant the one that came first has the lower number. */
  readonly member: string;
  readonly sequence: number;
}

/** A message with the text under which it is stored and its place in the order of those of one instant. */
export interface StoredMessage {
  readonly record: string;
  readonly member: string;
  readonly message: RecordedMessage;
}

/** The beginning of every key of a workspace's history. */
export function historyKey(prefix: string, workspace: WorkspaceId): string {
  return `${prefix}:history:${JSON.stringify(workspace)}:`;
}

/**
 * A message as the script takes it, with its sequence where it comes from another store. Its words are texts of their own,
 * which the script never reads.
 */
export function messageEntry(message: Message, sequence?: number): string {
  const { id, version, saidAt, channel, conversation, author, answer } = message;
  return JSON.stringify({
    id,
    // As a text, because Lua writes no more than fourteen digits of a number.
    version: `${version}`,
    saidAt: `${saidAt}`,
    channel,
    conversation,
    author,
    questions: [...new Set(answer?.answers.map((each) => each.message) ?? [])],
    sources: [...new Set(answer?.sources ?? [])],
    ...(sequence === undefined ? {} : { sequence }),
    document: documentOf(message),
    words: wordsOf(message),
  });
}

/** The message itself, without what its record tells beside it. */
export function documentOf(message: Message & { readonly sequence?: number }): string {
  const { workspace: _, sequence: __, ...rest } = message;
  return JSON.stringify(rest);
}

/** What a search looks at; nothing for Reverie's own answers. */
export function wordsOf({ author, text, answer }: Message): string {
  return answer === null ? JSON.stringify([author, text]) : "";
}

export function readWords(id: MessageId, words: string): SearchHit {
  const [author, text] = JSON.parse(words) as [string, string];
  return { id, author: asId(author), text };
}

export function readRecord(workspace: WorkspaceId, record: string): StoredMessage {
  const cut = record.indexOf("\n");
  const { member, sequence } = JSON.parse(record.slice(0, cut)) as Place;
  const rest = JSON.parse(record.slice(cut + 1)) as Omit<RecordedMessage, "workspace" | "sequence">;
  return { record, member, message: { workspace, ...rest, sequence } };
}

/** By when they were said, and at one instant by when they came. */
export function byMoment(one: StoredMessage, other: StoredMessage): number {
  return one.message.saidAt - other.message.saidAt || (one.member < other.member ? -1 : 1);
}
