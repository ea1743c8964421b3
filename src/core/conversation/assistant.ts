import { ModelError } from "../errors.ts";
import type { MessageId } from "../ids.ts";
import type { Parts } from "../parts.ts";
import type { AnswerEnd, AnswerRequest, ToolRound, Usage } from "../ports/model.ts";
import { addUsage, noUsage } from "../prices.ts";
import { runTool, type ToolSetting } from "./tools.ts";

/** The most rounds of tools in one answer. */
const toolRounds = 4;

/** A finished answer, with the messages that its numbers stand for. */
export interface Written {
  readonly text: string;
  readonly isCut: boolean;
  readonly usage: Usage;
  readonly sources: ReadonlyMap<number, MessageId>;
}

/**
 * Writes an answer: asks the model, runs the tools that it calls, and shows the text as it grows. Rejects
 * with a ModelError, also when nothing was said, or with the signal's reason.
 */
export async function writeAnswer(
  parts: Parts,
  request: Omit<AnswerRequest, "rounds">,
  setting: ToolSetting,
  show: (text: string) => void,
  signal: AbortSignal,
): Promise<Written> {
  const sources = new Map<number, MessageId>();
  const rounds: ToolRound[] = [];
  let text = "";
  let usage = noUsage;
  for (;;) {
    const tools = rounds.length < toolRounds ? request.tools : [];
    const piece = await readPiece(
      parts,
      { ...request, tools, rounds },
      (said) => show(join(text, said)),
      signal,
    );
    text = join(text, piece.text);
    usage = addUsage(usage, piece.end.usage);
    if (piece.end.reason !== "tools" || tools.length === 0) {
      if (text.trim() === "") throw new ModelError("empty", true);
      return { text, isCut: piece.end.reason === "cut", usage, sources };
    }
    rounds.push(await runCalls(parts, piece.end, setting, sources));
  }
}

function join(before: string, said: string): string {
  return before.trim() === "" ? said : said === "" ? before : `${before.trimEnd()}\n\n${said}`;
}

async function readPiece(
  parts: Parts,
  request: AnswerRequest,
  show: (text: string) => void,
  signal: AbortSignal,
): Promise<{ readonly text: string; readonly end: AnswerEnd }> {
  let text = "";
  for await (const event of parts.model.answer(request, signal)) {
    if (event.type === "end") return { text, end: event };
    text = event.type === "restart" ? "" : text + event.text;
    show(text);
  }
  throw new ModelError("interrupted", true);
}

async function runCalls(
  parts: Parts,
  end: AnswerEnd,
  setting: ToolSetting,
  sources: Map<number, MessageId>,
): Promise<ToolRound> {
  const results: ToolRound["results"][number][] = [];
  // One after the other, because the numbers of what one found go on where the last one ended.
  for (const call of end.calls) {
    const nextNumber = Math.max(setting.nextNumber, ...[...sources.keys()].map((number) => number + 1));
    const result = await runTool(parts, { ...setting, nextNumber }, call);
    for (const [number, message] of result.sources) sources.set(number, message);
    results.push({ call: call.id, text: result.text, failed: result.failed, material: result.material });
  }
  return { said: end.said, results };
}
