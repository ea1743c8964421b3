import type { AnswerRequest, Attachment, StructuredRequest } from "../core/ports/model.ts";
import { webPageTokens, webUsesAtMost } from "../core/ports/model.ts";
import { estimateTokens } from "../core/text/tokens.ts";

/** A request that is to be made, as far as its price is known before: at most, but for what people attached. */
export interface Sending {
  readonly model: string;
  readonly inputTokens: number;
  readonly webSearches: number;
  readonly wantedTokens: number;
}

/** What a search brings, in tokens: some results with the passages that fit. */
const searchTokens = 6000;

/** The largest image that models are shown, and a page of a PDF, in tokens (`build-with-claude/vision` and …/pdf-support). */
const imageTokens = 1600;
const pdfPageTokens = 3000;

/** How many pages a PDF has is not known before it is read: about one for so many bytes. */
const pdfPageBytes = 50_000;

/** What an answer may take. */
export function sendingOf(request: AnswerRequest): Sending {
  const { model, system, asked, blocks, rounds, tools, attachments, web, maxTokens } = request;
  const sent = [system, asked, ...blocks.map(({ text }) => text), JSON.stringify([rounds, tools])];
  const files = attachments.map(attachmentTokens);
  const fromWeb = web ? webUsesAtMost * (searchTokens + webPageTokens) : 0;
  return {
    model,
    inputTokens: [...sent.map(estimateTokens), ...files, fromWeb].reduce((sum, each) => sum + each, 0),
    webSearches: web ? webUsesAtMost : 0,
    wantedTokens: maxTokens,
  };
}

function attachmentTokens({ mediaType, data }: Attachment): number {
  return mediaType === "application/pdf"
    ? pdfPageTokens * Math.ceil(data.length / pdfPageBytes)
    : imageTokens;
}

/** What structured output may take. */
export function sendingOfStructured({ model, system, content, maxTokens }: StructuredRequest): Sending {
  const inputTokens = estimateTokens(system) + estimateTokens(content);
  return { model, inputTokens, webSearches: 0, wantedTokens: maxTokens };
}
