import type { JsonObject } from "../../messages-server/json-value.ts";
import { checkBlocks, hasTooMuchMarkdown } from "../blocks/check-blocks.ts";
import { markdownAtMost } from "../blocks/limits.ts";
import { withIds } from "../blocks/with-ids.ts";
import { shapeFaults } from "../schema/slack-schema.ts";
import { textAsStored } from "../world/mrkdwn.ts";
import type { Arguments } from "./arguments.ts";
import { SlackError, shapeError } from "./slack-error.ts";

/** What a call wants to say, checked. */
export interface MessageContent {
  /** As Slack keeps it. Null where the call gave none. */
  readonly text: string | null;
  readonly blocks: readonly JsonObject[] | null;
  readonly attachments: readonly JsonObject[] | null;
  /** Null where the call gave none. */
  readonly markdown: string | null;
}

const textAtMost = 40_000;
const attachmentsAtMost = 100;

/** Reads and checks text, blocks, attachments and markdown of a call. */
export function readContent(given: Arguments): MessageContent {
  const blocks = readBlocks(given);
  const attachments = given.objects("attachments", "invalid_attachments");
  if (attachments && attachments.length > attachmentsAtMost) throw new SlackError("too_many_attachments");
  const markdown = given.has("markdown_text") ? given.text("markdown_text") : null;
  const text = given.has("text") ? given.text("text") : null;
  if (markdown !== null && (text !== null || (blocks?.length ?? 0) > 0)) {
    throw new SlackError("markdown_text_conflict");
  }
  if (markdown !== null && markdown.length > markdownAtMost) throw new SlackError("msg_too_long");
  return {
    text: text === null ? null : textAsStored(text.slice(0, textAtMost)),
    blocks: blocks && withIds(blocks),
    attachments,
    markdown,
  };
}

/** Refuses what says nothing. */
export function requireContent({ text, markdown, blocks, attachments }: MessageContent): void {
  const words = `${text ?? ""}${markdown ?? ""}`.trim();
  if (words === "" && !blocks?.length && !attachments?.length) throw new SlackError("no_text");
}

/** Reads and checks the blocks of a call; null where it gave none. */
export function readBlocks(given: Arguments): readonly JsonObject[] | null {
  const blocks = given.json("blocks", "invalid_blocks_format");
  if (blocks === undefined || blocks === null) return null;
  if (!Array.isArray(blocks)) throw new SlackError("invalid_blocks_format");
  if (hasTooMuchMarkdown(blocks as JsonObject[])) throw new SlackError("msg_blocks_too_long");
  const faults = checkBlocks(blocks, "message");
  if (faults.length > 0) throw shapeError("invalid_blocks", faults);
  return blocks as JsonObject[];
}

const metadataBytesAtMost = 8192;

/** Reads and checks the metadata of a call; undefined where it gave none, null where it takes it away. */
export function readMetadata(given: Arguments): JsonObject | null | undefined {
  const metadata = given.object("metadata", "invalid_metadata_format");
  if (metadata === null) return undefined;
  if (Object.keys(metadata).length === 0) return null;
  if (shapeFaults("metadata", metadata).length > 0) throw new SlackError("invalid_metadata_schema");
  if (Buffer.byteLength(JSON.stringify(metadata)) > metadataBytesAtMost)
    throw new SlackError("metadata_too_large");
  return metadata;
}
