import { asId } from "../../src/core/ids.ts";
import type { AnswerRequest, Material, PromptBlock } from "../../src/core/ports/model.ts";
import { estimateTokens } from "../../src/core/text/tokens.ts";
import type { Question } from "./data-set.ts";
import type { TeamBot } from "./team-bot.ts";
import { workspace } from "./team-platform.ts";

/** What an answer is made from: all of the prompt, the memories alone, nothing, or as much of a search. */
export const ways = ["whole", "memory", "none", "search"] as const;
export type Way = (typeof ways)[number];

/** A question that was asked. */
export interface Asked {
  readonly question: Question;
  readonly when: "first" | "late";
  readonly right: Readonly<Record<Way, boolean>>;
  readonly memoryTokens: number;
  /** The memories that the prompt held, in one text. */
  readonly memories: string;
}

/** Asks in the team's own chat, judges the answer with each kind of material, and takes the question away again. */
export async function askQuestion(bot: TeamBot, question: Question, when: Asked["when"]): Promise<Asked> {
  const id = `asked-${question.id}-${when}`;
  const at = bot.clock.now();
  bot.record.place = { person: question.person, channel: question.channel };
  await bot.chat.handler().receive({
    type: "message-said",
    workspace,
    message: {
      id: asId(id),
      channel: asId(question.channel),
      thread: null,
      repliesTo: null,
      author: asId(question.person),
      text: `@reverie ${question.question}`,
      asked: question.question,
      mentionsReverie: true,
      mentionsOthers: false,
      files: [],
      saidAt: at,
      version: at,
    },
  });
  const before = bot.record.answers.length;
  await bot.settle();
  const request = bot.record.answers
    .slice(before)
    .find(({ request: { asked } }) => asked === question.question.trim())?.request;
  const right: Partial<Record<Way, boolean>> = {};
  for (const way of ways) right[way] = request ? await isRight(bot, request, way, question) : false;
  await bot.chat.handler().receive({ type: "message-deleted", workspace, message: asId(id) });
  await bot.settle();
  const memories = blocksOf(request, "memories")
    .map(({ text }) => text)
    .join("\n");
  return {
    question,
    when,
    right: right as Record<Way, boolean>,
    memoryTokens: estimateTokens(memories),
    memories,
  };
}

async function isRight(
  bot: TeamBot,
  request: AnswerRequest,
  way: Way,
  { must, mustNot }: Question,
): Promise<boolean> {
  const answer = await answerWith(bot, {
    ...request,
    tools: [],
    rounds: [],
    blocks: blocksFor(request, way),
  });
  return must.every((pattern) => pattern.test(answer)) && !mustNot.some((pattern) => pattern.test(answer));
}

async function answerWith(bot: TeamBot, request: AnswerRequest): Promise<string> {
  let text = "";
  const asked = bot.record.answers.length;
  for await (const event of bot.parts.model.answer(request, new AbortController().signal)) {
    if (event.type === "text") text += event.text;
    if (event.type === "restart") text = "";
  }
  // A part of a prompt that was recorded already.
  bot.record.answers.splice(asked);
  return text;
}

function blocksFor(request: AnswerRequest, way: Way): readonly PromptBlock[] {
  const place = request.blocks.filter(({ kind }) => kind === "instructions");
  if (way === "whole") return request.blocks;
  if (way === "none") return place;
  const memories = blocksOf(request, "memories");
  if (way === "memory") return [...place, ...memories];
  const budget = memories.reduce((sum, { text }) => sum + estimateTokens(text), 0);
  return [...place, ...blocksOf(request, "found").map((block) => cutTo(block, budget))];
}

function blocksOf(request: AnswerRequest | undefined, kind: PromptBlock["kind"]): readonly PromptBlock[] {
  return request?.blocks.filter((block) => block.kind === kind) ?? [];
}

/** The first hits that take no more room than so many tokens. */
function cutTo(block: PromptBlock, budget: number): PromptBlock {
  const material: Material[] = [];
  let spent = 0;
  for (const each of block.material) {
    spent += estimateTokens(`[${each.number}] ${each.by}: ${each.text}`);
    if (spent > budget) break;
    material.push(each);
  }
  const text = material.map(({ number, by, text: said }) => `[${number}] ${by}: ${said}`).join("\n");
  return { ...block, text, material };
}
