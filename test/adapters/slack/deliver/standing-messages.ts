import { messageId } from "../../../../src/adapters/slack/timestamps.ts";
import type { Place } from "../../../../src/core/ports/delivery.ts";
import type { StandingMessage } from "../../../contracts/delivery-contract.ts";
import type { FakeSlack } from "../../../fakes/slack/fake-slack.ts";

type Seen = ReturnType<FakeSlack["world"]["messages"]>[number];

/** What Reverie said in a place, as people see it: the streamed text or the block of Markdown, and what stands below. */
export function standingIn({ world }: FakeSlack, { channel, thread }: Place): StandingMessage[] {
  return seenIn(world, channel, thread).map((message) => {
    const { blocks, ts, streaming } = message;
    const notes = blocks.filter(({ type }) => type === "context").map((block) => JSON.stringify(block));
    return {
      id: messageId(channel, ts),
      text: textOf(message),
      files: message.files,
      hasCard: blocks.some(({ type }) => type === "header"),
      hasNote: notes.some((note) => !note.includes('"…"')),
      hasActions: blocks.some(({ type }) => type === "actions" || type === "context_actions"),
      isDraft: streaming === "in_progress" || notes.some((note) => note.includes('"…"')),
    };
  });
}

function seenIn(world: FakeSlack["world"], channel: string, thread: string | null): readonly Seen[] {
  const ts = thread?.slice(thread.lastIndexOf("-") + 1);
  const all = world.messages({ channel, ...(ts ? { thread: ts } : {}) });
  return all.filter(({ isByBot, threadTs }) => isByBot && (threadTs ?? undefined) === ts);
}

/** What a message says: of blocks, the Markdown; of a stream, what was streamed. */
export function textOf({ blocks, text, streaming }: Seen): string {
  const markdown = blocks.find(({ type }) => type === "markdown");
  if (typeof markdown?.text === "string") return markdown.text;
  return streaming === null && blocks.length > 0 ? "" : text;
}
