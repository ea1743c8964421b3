import { writeAnswer } from "../core/conversation/assistant.ts";
import type { AskedFile } from "../core/conversation/attachments.ts";
import { attachmentsOf } from "../core/conversation/files-block.ts";
import { webRules } from "../core/conversation/persona.ts";
import { buildPrompt } from "../core/conversation/prompt.ts";
import { findMessages, recallMemories } from "../core/conversation/recall.ts";
import type { Setting } from "../core/conversation/surroundings.ts";
import type { Parts } from "../core/parts.ts";
import type { PromptBlock, ToolDescription, Usage } from "../core/ports/model.ts";
import { addUsage, noUsage } from "../core/prices.ts";
import { estimateTokens } from "../core/text/tokens.ts";

/** Something that is to be written, in a place with its scope (law 4). */
export interface Making {
  readonly setting: Setting;
  readonly system: string;
  /** What is worked on, before what is remembered and was found. */
  readonly blocks: readonly PromptBlock[];
  /** Files that came with what was asked, as far as they could be read. */
  readonly files: readonly AskedFile[];
  /** The task in the words of whoever set it. */
  readonly asked: string;
  readonly model: string;
  /** None of them changes anything. */
  readonly tools: readonly ToolDescription[];
}

/** A request that is ready to be made, with what it sends. */
export interface Prepared extends Making {
  readonly all: readonly PromptBlock[];
  readonly inputTokens: number;
}

/** Reads what the place may read for the task, within its scope. */
export async function prepareMaking(parts: Parts, making: Making): Promise<Prepared> {
  const { setting, asked, blocks, system, files } = making;
  const [memories, found] = await Promise.all([
    recallMemories(parts, setting, asked),
    findMessages(parts, setting, asked, new Set()),
  ]);
  const prompt = buildPrompt({
    askerName: setting.asker.name,
    channelName: setting.channel.reach === "direct" ? "a direct conversation" : `#${setting.channel.name}`,
    instructions: setting.settings.instructions,
    now: parts.clock.now(),
    timeZone: setting.settings.timezone,
    memories,
    found,
    talk: [],
    missed: [],
    files,
  });
  const all = [...prompt.blocks, ...blocks];
  const sent = [system, asked, ...all.map(({ text }) => text)].map(estimateTokens);
  return { ...making, all, inputTokens: sent.reduce((sum, tokens) => sum + tokens, 0) };
}

/** What was written, and what it used up. */
export interface Made {
  readonly text: string;
  readonly usage: Usage;
}

/** Writes it: with its tools, by none of which anything could be changed. Rejects with a ModelError. */
export async function make(
  parts: Parts,
  { setting, system, all, asked, model, tools, files }: Prepared,
  maxTokens: number,
  signal: AbortSignal,
): Promise<Made> {
  let usage = noUsage;
  const lastNumber = Math.max(0, ...all.flatMap(({ material }) => material.map(({ number }) => number)));
  const { text, isCut } = await writeAnswer(
    parts,
    {
      model,
      system: setting.settings.web ? `${system}\n\n${webRules}` : system,
      blocks: all,
      attachments: attachmentsOf(files),
      asked,
      tools,
      web: setting.settings.web,
      maxTokens,
    },
    {
      setting: { ...setting, asked: [], nextNumber: lastNumber + 1, earlierCalls: 0 },
      show: () => undefined,
      spend: (used) => {
        usage = addUsage(usage, used);
      },
      signal,
    },
  );
  return { text: isCut ? `${text}\n\n(cut: it reached its length limit)` : text, usage };
}
