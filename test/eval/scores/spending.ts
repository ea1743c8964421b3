import { estimateTokens } from "../../../src/core/text/tokens.ts";
import { createEyes } from "../models/transcript-lines.ts";
import type { Replay } from "../replay.ts";
import { median, rounded, share } from "./numbers.ts";

/** A reflection with fewer lines is one that did not wait, because somebody asked or something was wrong. */
const fewLines = 20;

/** What the dreams sent, against the tokens of the lines that they show. */
export function scoreSpending({ bot }: Pick<Replay, "bot">) {
  const look = createEyes([]);
  const sent = bot.record.reflections.map(({ audience, request }) => {
    const { rows } = look(request.content);
    const read = estimateTokens(rows.join("\n"));
    const tokens = estimateTokens(request.system) + estimateTokens(request.content);
    return { audience, lines: rows.length, read, tokens, ratio: tokens / Math.max(1, read) };
  });
  const whole = sent.filter(({ lines }) => lines >= fewLines);
  const sum = (values: readonly number[]) => values.reduce((total, each) => total + each, 0);
  return {
    reflections: sent.length,
    tokensSent: sum(sent.map(({ tokens }) => tokens)),
    tokensOfLinesShown: sum(sent.map(({ read }) => read)),
    ratio: share(sum(sent.map(({ tokens }) => tokens)), sum(sent.map(({ read }) => read))),
    ofTwentyLinesAndMore: {
      reflections: whole.length,
      medianRatio: median(whole.map(({ ratio }) => ratio)),
      highestRatio: rounded(Math.max(0, ...whole.map(({ ratio }) => ratio))),
      aboveTwice: whole.filter(({ ratio }) => ratio > 2).length,
    },
    ofFewerLines: {
      reflections: sent.length - whole.length,
      medianRatio: median(sent.filter(({ lines }) => lines < fewLines).map(({ ratio }) => ratio)),
    },
  };
}
