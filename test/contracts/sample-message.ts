import { asId, type MessageId, type WorkspaceId } from "../../src/core/ids.ts";
import type { Message } from "../../src/core/message.ts";

/** The workspace of samples. */
export const sampleWorkspace: WorkspaceId = asId("test:one");

/** A second workspace, in which nothing of the first may be seen. */
export const otherWorkspace: WorkspaceId = asId("test:two");

/** When samples are said, unless told otherwise. */
export const sampleSaidAt = Date.UTC(2026, 0, 5, 9);

/** A message with plain values where the test says nothing else. */
export function sampleMessage(id: string, overrides: Partial<Message> = {}): Message {
  const saidAt = overrides.saidAt ?? sampleSaidAt;
  return {
    workspace: sampleWorkspace,
    id: asId(id),
    channel: asId("general"),
    thread: null,
    conversation: asId(`general/${id}`),
    author: asId("ana"),
    authorName: "Ana",
    authorRole: "member",
    text: `Words of ${id}`,
    files: [],
    saidAt,
    version: saidAt,
    asked: null,
    answer: null,
    ...overrides,
  };
}

/** An answer of Reverie's to these messages. */
export function sampleAnswer(id: string, to: readonly string[], overrides: Partial<Message> = {}): Message {
  return sampleMessage(id, {
    author: asId("reverie"),
    authorName: "Reverie",
    authorRole: "bot",
    answer: {
      answers: to.map((message) => ({ message: asId<MessageId>(message), version: sampleSaidAt })),
      parts: [asId(id)],
      memories: [],
      sources: [],
      model: "sample",
      ending: "complete",
      feedback: [],
    },
    ...overrides,
  });
}
