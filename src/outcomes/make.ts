import { writeAnswer } from "../core/conversation/assistant.ts";
import type { AskedFile } from "../core/conversation/attachments.ts";
import { attachmentsOf } from "../core/conversation/files-block.ts";
import { webRules } from "../core/conversation/persona.ts";
import { buildPrompt } from "../core/conversation/prompt.ts";
import { promptPlace } from "../core/conversation/prompt-place.ts";
import { findMessages, recallMemories } from "../core/conversation/recall.ts";
import { restsOn } from "../core/conversation/resting.ts";
import type { Setting } from "../core/conversation/surroundings.ts";
import type { MemoryId, MessageId } from "../core/ids.ts";
import type { Parts } from "../core/parts.ts";
import type { PromptBlock, ToolDescription } from "../core/ports/model.ts";
import { type GivenMessage, restsOnGiven } from "./brief.ts";

/** Something that is to be written, in a place with its scope (law 4). */
export interface Making {
  readonly setting: Setting;
  readonly system: string;
  /** What is worked on, after what is remembered and was found. */
  readonly blocks: readonly PromptBlock[];
  /** The messages whose words stand in these blocks. */
  readonly given: readonly GivenMessage[];
  /** Files that came with what was asked, as far as they could be read. */
  readonly files: readonly AskedFile[];
  /** The task in the words of whoever set it. */
  readonly asked: string;
  readonly model: string;
  /** None of them changes anything. */
  readonly tools: readonly ToolDescription[];
  /** Whether it may use the web, where the place allows that. */
  readonly web: boolean;
}

/** What was written, and what it was made of. */
export interface Made {
  readonly text: string;
  readonly memories: readonly MemoryId[];
  readonly messages: readonly MessageId[];
}

/**
 * Writes it from what the place may read for the task, within its scope, and with tools by none of which anything could be
 * changed. Rejects with a ModelError.
 */
export async function make(
  parts: Parts,
  making: Making,
  maxTokens: number,
  signal: AbortSignal,
): Promise<Made> {
  const { setting, system, blocks, files, asked, model, tools } = making;
  const [memories, found] = await Promise.all([
    recallMemories(parts, setting, asked),
    findMessages(parts, setting, asked, new Set()),
  ]);
  const web = making.web && setting.settings.web;
  const prompt = buildPrompt({
    ...promptPlace(setting, parts.clock.now()),
    memories,
    found,
    talk: [],
    missed: [],
    files,
  });
  const all = [...prompt.blocks, ...blocks];
  const lastNumber = Math.max(0, ...all.flatMap(({ material }) => material.map(({ number }) => number)));
  const written = await writeAnswer(
    parts,
    {
      model,
      system: web ? `${system}\n\n${webRules}` : system,
      blocks: all,
      attachments: attachmentsOf(files),
      asked,
      tools,
      web,
      maxTokens,
    },
    {
      setting: { ...setting, asked: [], nextNumber: lastNumber + 1, earlierCalls: 0 },
      show: () => undefined,
      // Each request is paid where it is made.
      spend: () => undefined,
      signal,
    },
  );
  const sources = new Map([...prompt.sources, ...written.sources]);
  const material = [...prompt.blocks.flatMap((block) => block.material), ...written.material];
  const resting = [
    ...restsOn(written.text, asked, material).flatMap((number) => sources.get(number) ?? []),
    ...restsOnGiven(written.text, asked, making.given),
  ];
  return {
    text: written.isCut ? `${written.text}\n\n(cut: it reached its length limit)` : written.text,
    memories: memories.map(({ id }) => id),
    messages: [...new Set(resting)],
  };
}
