import { writeAnswer } from "../conversation/assistant.ts";
import { persona } from "../conversation/persona.ts";
import { buildPrompt, type Prompt } from "../conversation/prompt.ts";
import { promptPlace } from "../conversation/prompt-place.ts";
import { findMessages, recallMemories } from "../conversation/recall.ts";
import { readSetting, type Setting } from "../conversation/surroundings.ts";
import type { PersonId } from "../ids.ts";
import type { LiveMemory } from "../memory.ts";
import type { RecordedMessage } from "../message.ts";
import type { Parts } from "../parts.ts";
import type { Usage } from "../ports/model.ts";
import type { Proposal } from "../proposal.ts";
import { estimateTokens } from "../text/tokens.ts";
import { reviseMemories } from "./revised-memories.ts";

/** The longest answer in a trial, in tokens: enough to see the difference. */
export const trialTokens = 600;

/** A question of the past, ready to be asked on both sides of a change. */
export interface Trial {
  readonly question: RecordedMessage;
  readonly setting: Setting;
  readonly today: Prompt;
  readonly changed: Prompt;
}

/**
 * Makes a question ready as whoever tries it would have asked it in its place (law 4): with what that place may read and
 * what had been said before it, so that nothing said since gives the answer away.
 */
export async function prepareTrial(
  parts: Parts,
  proposal: Proposal,
  person: PersonId,
  question: RecordedMessage,
): Promise<Trial> {
  const { workspace, channel, asked, saidAt, id } = question;
  const setting = await readSetting(parts, workspace, person, channel);
  const words = asked ?? "";
  const [recalled, hits] = await Promise.all([
    recallMemories(parts, setting, words),
    findMessages(parts, setting, words, new Set([id])),
  ]);
  const found = hits.filter((message) => message.saidAt < saidAt);
  const sides = reviseMemories(recalled, proposal, parts.clock.now());
  const promptWith = (memories: readonly LiveMemory[]) => promptFor(parts, setting, memories, found);
  return { question, setting, today: promptWith(sides.today), changed: promptWith(sides.changed) };
}

function promptFor(
  parts: Parts,
  setting: Setting,
  memories: readonly LiveMemory[],
  found: readonly RecordedMessage[],
): Prompt {
  return buildPrompt({
    ...promptPlace(setting, parts.clock.now()),
    memories,
    found,
    talk: [],
    missed: [],
    files: [],
  });
}

/** The tokens that a trial sends, on both sides together. */
export function sentTokens({ question, today, changed }: Trial): number {
  const of = ({ blocks }: Prompt) =>
    estimateTokens(persona) + estimateTokens(blocks.map(({ text }) => text).join("\n"));
  return of(today) + of(changed) + 2 * estimateTokens(question.asked ?? "");
}

/** Asks one side. No tool stands open, so that a trial can propose nothing and looks nothing up. Rejects with a ModelError. */
export async function askAgain(
  parts: Parts,
  { question, setting }: Trial,
  prompt: Prompt,
  model: string,
  spend: (usage: Usage) => void,
  signal: AbortSignal,
): Promise<string> {
  const request = {
    model,
    system: persona,
    blocks: prompt.blocks,
    attachments: [],
    asked: question.asked ?? "",
    tools: [],
    web: false,
    maxTokens: trialTokens,
  };
  const { text, isCut } = await writeAnswer(parts, request, {
    setting: { ...setting, asked: [question], nextNumber: 1, earlierCalls: 0 },
    show: () => undefined,
    spend,
    signal,
  });
  // The numbers lead to places in a prompt that nobody sees here.
  const plain = text.replace(/\s*\[\d{1,3}\](?!\()/gu, "").trim();
  return isCut ? `${plain} …` : plain;
}
