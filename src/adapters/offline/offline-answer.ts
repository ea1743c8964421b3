import type { AnswerRequest, Material } from "../../core/ports/model.ts";
import { queryTerms } from "../../core/terms.ts";
import { rank } from "../../core/text/ranking.ts";
import { termSet } from "../../core/text/similarity.ts";
import { shorten } from "../../core/text/tokens.ts";

const memoriesQuoted = 3;
const messagesQuoted = 3;
const missedQuoted = 15;
const allQuoted = 15;
const quotedUnits = 300;

/** Whether somebody asks for whatever is remembered. */
const asksForAll = /\bwhat (?:do|can|did) you (?:remember|know)\b|\bwhat have you (?:remembered|learned)\b/iu;

const nothingFound =
  "I find nothing about this in what I may read here. I am the offline model: I can only quote what is remembered and what was said. Say `help` for what I can do.";

/**
 * Answers by quoting: what is attached, and the memories and messages that share words with the question. Makes
 * nothing up.
 */
export function offlineAnswer({ blocks, asked }: Pick<AnswerRequest, "blocks" | "asked">): string {
  const files = blocks.filter(({ kind }) => kind === "files").flatMap(({ material }) => material);
  const quoted = quotedAnswer({ blocks, asked });
  if (files.length === 0) return quoted ?? nothingFound;
  const attached = `What is attached:\n${files.map(fileLine).join("\n")}`;
  return quoted === undefined ? attached : `${attached}\n\n${quoted}`;
}

function quotedAnswer({ blocks, asked }: Pick<AnswerRequest, "blocks" | "asked">): string | undefined {
  const of = (kind: string) =>
    blocks.filter((block) => block.kind === kind).flatMap(({ material }) => material);
  const missed = of("missed").filter(({ by }) => by !== "Reverie");
  if (missed.length > 0) return catchUp(missed);
  if (asksForAll.test(asked) && of("memories").length > 0) {
    return `What is remembered:\n${of("memories").slice(0, allQuoted).map(memoryLine).join("\n")}`;
  }
  const memories = fitting(of("memories"), asked).slice(0, memoriesQuoted);
  const said = [...of("found"), ...of("talk")].filter(
    ({ by, text }) => by !== "Reverie" && !isQuestion(text),
  );
  const messages = fitting(said, asked).slice(0, messagesQuoted);
  const parts: string[] = [];
  if (memories.length > 0)
    parts.push(`What is remembered about this:\n${memories.map(memoryLine).join("\n")}`);
  if (messages.length > 0) parts.push(`What was said about this:\n${messages.map(messageLine).join("\n")}`);
  return parts.length > 0 ? parts.join("\n\n") : undefined;
}

function catchUp(missed: readonly Material[]): string {
  const shown = missed.slice(-missedQuoted);
  const count =
    shown.length < missed.length ? `the last ${shown.length} of ${missed.length}` : `${missed.length}`;
  return `What was said here (${count} ${missed.length === 1 ? "message" : "messages"}):\n${shown.map(messageLine).join("\n")}`;
}

/** The material that shares enough words with the question, the best first. */
function fitting(material: readonly Material[], asked: string): Material[] {
  const query = queryTerms(asked, 20);
  const least = Math.max(1, Math.ceil(query.length / 3));
  return rank(material, query, ({ text }) => text)
    .filter(({ item }) => {
      const terms = termSet(item.text);
      return query.filter((term) => terms.has(term)).length >= least;
    })
    .map(({ item }) => item);
}

function isQuestion(text: string): boolean {
  return /\?\s*$/u.test(text);
}

function memoryLine({ text, number }: Material): string {
  return `- ${oneLine(text)} [${number}]`;
}

function messageLine({ text, by, number }: Material): string {
  return `- ${by}: “${oneLine(text)}” [${number}]`;
}

/** Images and PDFs come without a text: there is nothing in them to quote. */
function fileLine({ text, by, number }: Material): string {
  const shown = text === "" ? "the offline model cannot look into it" : `“${oneLine(text)}”`;
  return `- ${by}: ${shown} [${number}]`;
}

function oneLine(text: string): string {
  return shorten(text.replace(/\s+/gu, " ").trim(), quotedUnits);
}
