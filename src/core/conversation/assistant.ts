import { ModelError } from "../errors.ts";
import type { MessageId } from "../ids.ts";
import type { Parts } from "../parts.ts";
import type { AnswerEnd, AnswerRequest, Material, ToolCall, ToolRound, Usage } from "../ports/model.ts";
import { addUsage, noUsage } from "../prices.ts";
import { runTool, type ToolSetting } from "./tools.ts";
import { withPagesRead, withSource } from "./web-sources.ts";

/** The most rounds of tools in one answer. */
const toolRounds = 4;

/** A finished answer, with the messages that its numbers stand for. */
export interface Written {
  readonly text: string;
  readonly isCut: boolean;
  readonly sources: ReadonlyMap<number, MessageId>;
  /** What its tools quoted. */
  readonly material: readonly Material[];
  /** Whether it was to use the web and the endpoint has none. */
  readonly isWithoutWeb: boolean;
}

/** What writing an answer needs beside the request. */
export interface Writing {
  readonly setting: ToolSetting;
  /** Shows the text so far. */
  readonly show: (text: string) => void;
  /** Told once how much was used up, whether an answer came of it or not (law 10). */
  readonly spend: (usage: Usage) => void;
  readonly signal: AbortSignal;
}

/**
 * Writes an answer: asks the model, runs the tools that it calls, and shows the text as it grows. Rejects
 * with a ModelError, also when nothing was said, or with the signal's reason.
 */
export async function writeAnswer(
  parts: Parts,
  request: Omit<AnswerRequest, "rounds">,
  writing: Writing,
): Promise<Written> {
  let usage = noUsage;
  const count = (more: Usage) => {
    usage = addUsage(usage, more);
  };
  try {
    return await writeInRounds(parts, request, writing, count);
  } catch (error) {
    if (error instanceof ModelError && error.usage) count(error.usage);
    throw error;
  } finally {
    writing.spend(usage);
  }
}

async function writeInRounds(
  parts: Parts,
  request: Omit<AnswerRequest, "rounds">,
  { setting, show, signal }: Writing,
  count: (usage: Usage) => void,
): Promise<Written> {
  const sources = new Map<number, MessageId>();
  const rounds: ToolRound[] = [];
  const calls: ToolCall[] = [];
  const pages: string[] = [];
  let text = "";
  for (;;) {
    const before = text;
    const showing = { join: (said: string) => join(before, said), show };
    const piece = await readPiece(parts, { ...request, rounds }, showing, count, signal);
    text = piece.text;
    pages.push(...piece.pages);
    count(piece.end.usage);
    if (piece.end.reason !== "tools" || rounds.length > toolRounds) {
      if (text.trim() === "") throw new ModelError("empty", true);
      const material = rounds.flatMap(({ results }) => results.flatMap((result) => result.material));
      const { isWithoutWeb } = piece;
      return {
        text: withPagesRead(text, pages),
        isCut: piece.end.reason === "cut",
        sources,
        material,
        isWithoutWeb,
      };
    }
    // Past the limit the calls are refused once, so that the model answers with what it has.
    const run = rounds.length < toolRounds ? runOffered(request.tools) : refuseCall;
    rounds.push(await runCalls(parts, piece.end, setting, sources, calls, run));
    calls.push(...piece.end.calls);
  }
}

function join(before: string, said: string): string {
  return before.trim() === "" ? said : said === "" ? before : `${before.trimEnd()}\n\n${said}`;
}

/** What came of one request: the whole text so far, and the addresses of pages that were fetched. */
interface AnswerPiece {
  readonly text: string;
  readonly pages: readonly string[];
  readonly isWithoutWeb: boolean;
  readonly end: AnswerEnd;
}

/** How what a request says joins what was said before, and is shown. */
interface Showing {
  readonly join: (said: string) => string;
  readonly show: (text: string) => void;
}

async function readPiece(
  parts: Parts,
  request: AnswerRequest,
  { join, show }: Showing,
  count: (usage: Usage) => void,
  signal: AbortSignal,
): Promise<AnswerPiece> {
  let said = "";
  let pages: readonly string[] = [];
  let isWithoutWeb = false;
  let used = noUsage;
  try {
    for await (const event of parts.model.answer(request, signal)) {
      switch (event.type) {
        case "end":
          return { text: join(said), pages, isWithoutWeb, end: event };
        case "usage":
          used = event.usage;
          break;
        case "without-web":
          isWithoutWeb = true;
          break;
        case "fetched":
          pages = [...pages, event.address];
          break;
        case "restart":
          // A page that was fetched before any word is void as well, and nothing of it was shown.
          if (said !== "") show(join(""));
          said = "";
          pages = [];
          break;
        case "text":
          said += event.text;
          show(join(said));
          break;
        case "cited":
          said = withSource(join, said, event.address);
          show(join(said));
          break;
      }
    }
  } catch (error) {
    // A model's own error tells what it used; what was stopped used what it told so far.
    if (!(error instanceof ModelError)) count(used);
    throw error;
  }
  throw new ModelError("interrupted", true, undefined, used);
}

async function runCalls(
  parts: Parts,
  end: AnswerEnd,
  setting: ToolSetting,
  sources: Map<number, MessageId>,
  before: readonly ToolCall[],
  run: typeof runTool,
): Promise<ToolRound> {
  const results: ToolRound["results"][number][] = [];
  // One after the other, because the numbers of what one found go on where the last one ended.
  for (const [index, call] of end.calls.entries()) {
    const nextNumber = Math.max(setting.nextNumber, ...[...sources.keys()].map((number) => number + 1));
    const earlier = [...before, ...end.calls.slice(0, index)].filter(({ name }) => name === call.name);
    const result = await run(parts, { ...setting, nextNumber, earlierCalls: earlier.length }, call);
    for (const [number, message] of result.sources) sources.set(number, message);
    results.push({ call: call.id, text: result.text, failed: result.failed, material: result.material });
  }
  return { said: end.said, results };
}

const refuse =
  (text: string): typeof runTool =>
  async () => ({ text, failed: true, material: [], sources: new Map() });

const refuseCall = refuse("No more calls in this answer. Answer with what you have.");

/** A model may call what it was not offered: who has fewer tools has no others by their names. */
const runOffered =
  (tools: AnswerRequest["tools"]): typeof runTool =>
  (parts, setting, call) => {
    const isOffered = tools.some(({ name }) => name === call.name);
    const run = isOffered ? runTool : refuse("There is no tool of that name.");
    return run(parts, setting, call);
  };
