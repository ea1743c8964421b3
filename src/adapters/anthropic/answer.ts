import type { MessageCreateParamsStreaming } from "@anthropic-ai/sdk/resources/messages/messages";
import { ModelError } from "../../core/errors.ts";
import type { AnswerEnd, AnswerEvent, AnswerRequest, Usage } from "../../core/ports/model.ts";
import { addUsage, noUsage } from "../../core/prices.ts";
import { type AnswerEnding, answerEnding } from "./answer-ending.ts";
import { answerParams, continuedParams } from "./answer-params.ts";
import { attempt } from "./attempt.ts";
import type { Endpoint } from "./endpoint.ts";
import { type DraftBlock, type MessageDraft, textOf } from "./message-draft.ts";
import type { Patience } from "./message-events.ts";
import { waitForRetry } from "./retry.ts";
import { answerPolicy, noTries, type Tries } from "./retry-decision.ts";
import { callsOf, saidOf } from "./said.ts";
import { shownOf } from "./shown.ts";
import type { Trouble } from "./trouble.ts";
import { offerAfter } from "./web-refusal.ts";
import type { WebOffer } from "./web-tools.ts";

// Servers of one's own read the whole prompt before their first event, so that one may take longer.
const answerPatience: Patience = { firstMs: 60_000, idleMs: 30_000 };

// Each continuation is a paid request, and a model that never finishes is not answering.
const mostPauses = 3;

/** How far an answer has come over its attempts. */
interface Progress {
  readonly request: AnswerRequest;
  params: MessageCreateParamsStreaming;
  /** The tools of the web that the request offers. */
  offer: WebOffer;
  /** Whether the endpoint refused others. */
  isNarrowed: boolean;
  /** What was said before the endpoint took a break. It stands: only what followed is asked for again. */
  kept: readonly DraftBlock[];
  usage: Usage;
  tries: Tries;
  pauses: number;
  askedAgain: boolean;
}

/** What follows an attempt: the end, the same request again, the same without the web, or the rest of a paused answer. */
type Next = AnswerEnd | "again" | "without-web" | "on";

/** One answer, over as many attempts as it takes. Fulfils `Model.answer`. */
export async function* answer(
  endpoint: Endpoint,
  request: AnswerRequest,
  signal: AbortSignal,
): AsyncGenerator<AnswerEvent, void, undefined> {
  const offer = request.web ? endpoint.webOffers.of(request.model) : "none";
  const progress: Progress = {
    request,
    params: answerParams(request, offer),
    offer,
    isNarrowed: false,
    kept: [],
    usage: noUsage,
    tries: noTries,
    pauses: 0,
    askedAgain: false,
  };
  if (request.web && offer === "none") yield { type: "without-web" };
  for (;;) {
    const params = continuedParams(progress.params, saidOf(progress.kept, false));
    const { draft, trouble } = yield* attempt(endpoint, params, answerPatience, progress.usage, signal);
    progress.usage = addUsage(progress.usage, draft.usage);
    const next = trouble
      ? await afterTrouble(endpoint, progress, trouble, signal)
      : afterMessage(endpoint, progress, draft);
    if (next === "without-web") yield { type: "without-web" };
    else if (next === "again") yield* startOver(progress.kept, draft);
    else if (next !== "on") return yield next;
  }
}

/** Voids what an attempt showed, and shows again what still stands. */
function* startOver(kept: readonly DraftBlock[], draft: MessageDraft): Generator<AnswerEvent> {
  if (shownOf(draft.blocks).length === 0) return;
  yield { type: "restart" };
  yield* shownOf(kept);
}

async function afterTrouble(
  endpoint: Endpoint,
  progress: Progress,
  trouble: Trouble,
  signal: AbortSignal,
): Promise<Next> {
  const offer = offerAfter(progress.offer, trouble);
  if (offer) return narrow(endpoint, progress, offer);
  const tries = await waitForRetry(endpoint, answerPolicy, progress.tries, trouble, signal);
  if (!tries) throw failed(endpoint, progress, trouble);
  progress.tries = tries;
  return "again";
}

/** Asks once more with fewer tools of the web: what was refused as a whole was no try. */
function narrow(endpoint: Endpoint, progress: Progress, offer: WebOffer): Next {
  progress.offer = offer;
  progress.isNarrowed = true;
  progress.params = answerParams(progress.request, offer);
  endpoint.log.info("model-web-refused", { model: progress.request.model, left: offer });
  return offer === "none" ? "without-web" : "again";
}

function afterMessage(endpoint: Endpoint, progress: Progress, draft: MessageDraft): Next {
  // Another fault of the request may be worded as one of its tools: only what goes well without them tells.
  if (progress.isNarrowed) endpoint.webOffers.narrowed(progress.request.model, progress.offer);
  const blocks = [...progress.kept, ...draft.blocks];
  const hasText = textOf(blocks).trim() !== "";
  const ending = boundedEnding(
    answerEnding(draft.stopReason, hasText, callsOf(blocks).length > 0),
    progress,
    hasText,
  );
  switch (ending.type) {
    case "failed":
      throw failed(endpoint, progress, { failure: ending.failure, retryable: false, cause: undefined });
    case "paused":
      progress.pauses += 1;
      progress.kept = blocks;
      return "on";
    case "silent":
      progress.askedAgain = true;
      return "again";
    case "ended": {
      endpoint.health.succeeded();
      endpoint.log.debug("model-answered", { model: progress.params.model, ...progress.usage });
      const tools = ending.reason === "tools";
      const calls = tools ? callsOf(blocks) : [];
      return {
        type: "end",
        reason: ending.reason,
        calls,
        said: saidOf(blocks, tools),
        usage: progress.usage,
      };
    }
  }
}

/** Ends what would otherwise go on for ever: breaks that never end, and a model that stays silent. */
function boundedEnding(ending: AnswerEnding, progress: Progress, hasText: boolean): AnswerEnding {
  if (ending.type === "paused" && progress.pauses >= mostPauses) {
    return hasText ? { type: "ended", reason: "cut" } : { type: "failed", failure: "empty" };
  }
  if (ending.type === "silent" && progress.askedAgain) return { type: "failed", failure: "empty" };
  return ending;
}

function failed(
  endpoint: Endpoint,
  progress: Progress,
  { failure, retryable, cause }: Pick<Trouble, "failure" | "retryable" | "cause">,
): ModelError {
  endpoint.health.failed(failure);
  endpoint.log.warn("model-answer-failed", { model: progress.params.model, failure, retryable });
  return new ModelError(failure, retryable, cause, progress.usage);
}
