import type { MessageCreateParams } from "@anthropic-ai/sdk/resources/messages/messages";
import { onTestFinished } from "vitest";
import { startMessagesServer } from "../fakes/messages-server/messages-server.ts";
import { json, type Reply, text } from "../fakes/messages-server/reply.ts";
import { type RunningProgram, startRunningProgram } from "./running-program.ts";

/** The evidence of a change, as a model names it. */
interface ScriptedReceipt {
  readonly message: number;
  readonly quote: string;
}

/** A change as a model proposes it. */
export interface ScriptedChange {
  readonly change: "add" | "update" | "remove";
  readonly memory: string | null;
  readonly kind: string;
  readonly text: string;
  readonly why: string;
  readonly receipts: readonly ScriptedReceipt[];
}

/** What a model makes of a transcript. */
export interface Reflection {
  readonly changes: readonly ScriptedChange[];
  readonly watch: readonly ScriptedReceipt[];
}

/** A reflection that found nothing. */
export const nothing: Reflection = { changes: [], watch: [] };

/** The program over a Messages server that says what a test scripts. */
export interface ScriptedProgram extends RunningProgram {
  /** What the next requests of turns are answered with, in this order. */
  answerWith(...replies: readonly Reply[]): void;
  /** Scripts the reflections of one audience, such as `team` or `person ben`; the others find nothing. */
  reflectOn(audience: string, reflect: (transcript: string) => Reflection | Promise<Reflection>): void;
  /** Answers every reflection with this reply. */
  reflectWith(reply: Reply): void;
  /** The last user message of each request for an answer. */
  prompts(): string[];
}

/** Starts the program on a scripted Messages server; both stop when the test has finished. */
export async function startScriptedProgram(): Promise<ScriptedProgram> {
  const answers: Reply[] = [];
  let reflect: (transcript: string) => Reply | Promise<Reply> = () => json(nothing);
  const server = await startMessagesServer({
    script: (body) =>
      isReflection(body) ? reflect(blocksOf(body).join("")) : (answers.shift() ?? text("All right.")),
  });
  onTestFinished(() => server.close());
  const program = await startRunningProgram({
    ANTHROPIC_API_KEY: "sk-ant-test",
    ANTHROPIC_BASE_URL: server.url,
  });
  return {
    ...program,
    answerWith: (...replies) => void answers.push(...replies),
    reflectOn(audience, reflectOnIt) {
      reflect = async (transcript) =>
        json(transcript.startsWith(`Audience: ${audience}\n`) ? await reflectOnIt(transcript) : nothing);
    },
    reflectWith(reply) {
      reflect = () => reply;
    },
    prompts: () =>
      server.asked.filter((body) => !isReflection(body)).map((body) => blocksOf(body).join("\n")),
  };
}

/** The receipt for a quote, with the number of the line of the transcript in which it stands. */
export function receiptFor(transcript: string, quote: string): ScriptedReceipt {
  const line = transcript
    .split("\n")
    .find((each) => /^\[\d+\] \d\d:\d\d /u.test(each) && each.includes(quote));
  return { message: Number(/^\[(\d+)\]/u.exec(line ?? "")?.[1]), quote };
}

/** The proposal to remember a decision. */
export function addition(sentence: string, ...receipts: readonly ScriptedReceipt[]): ScriptedChange {
  return { change: "add", memory: null, kind: "decision", text: sentence, why: "It was said.", receipts };
}

function blocksOf(body: MessageCreateParams): string[] {
  const { content } = body.messages.at(-1) ?? { content: "" };
  if (typeof content === "string") return [content];
  return content.flatMap((block) => (block.type === "text" ? [block.text] : []));
}

function isReflection(body: MessageCreateParams): boolean {
  return body.output_config?.format !== undefined;
}
