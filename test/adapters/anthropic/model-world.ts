import { onTestFinished } from "vitest";
import { createAnthropicModel } from "../../../src/adapters/anthropic/anthropic-model.ts";
import { team } from "../../../src/core/audience.ts";
import { ModelError } from "../../../src/core/errors.ts";
import type {
  AnswerEnd,
  AnswerEvent,
  AnswerRequest,
  Model,
  PromptBlock,
  ReflectionRequest,
} from "../../../src/core/ports/model.ts";
import { createSilentLog, type SilentLog } from "../../doubles/silent-log.ts";
import {
  type MessagesServer,
  type MessagesServerOptions,
  startMessagesServer,
} from "../../fakes/messages-server/messages-server.ts";
import { createSteppingClock, type SteppingClock } from "./stepping-clock.ts";

/** A model, the server that it asks, and the time between them. */
export interface ModelWorld {
  readonly model: Model;
  readonly server: MessagesServer;
  readonly clock: SteppingClock;
  readonly log: SilentLog;
}

/** Starts a world for one test; it ends with the test. */
export async function startWorld(
  script: MessagesServerOptions["script"],
  options: Omit<MessagesServerOptions, "script"> = {},
): Promise<ModelWorld> {
  const server = await startMessagesServer({ script, ...options });
  onTestFinished(() => server.close());
  const clock = createSteppingClock();
  const log = createSilentLog();
  const model = createAnthropicModel({
    apiKey: "key-of-the-test",
    baseUrl: server.url,
    answerModel: null,
    dreamModel: null,
    clock,
    log,
  });
  return { model: withoutUsage(model), server, clock, log };
}

/** The model without what it tells of its use on the way, for tests that count what is shown. */
function withoutUsage(model: Model): Model {
  return {
    ...model,
    async *answer(request, signal) {
      for await (const event of model.answer(request, signal)) if (event.type !== "usage") yield event;
    },
  };
}

/** A signal that nobody aborts. */
export function noAbort(): AbortSignal {
  return new AbortController().signal;
}

/** A request for an answer, where only what the test is about is said. */
export function answerRequest(about: Partial<AnswerRequest> = {}): AnswerRequest {
  return {
    model: "claude-sonnet-5-5",
    system: "You are Reverie.",
    blocks: [],
    attachments: [],
    asked: "When do we ship?",
    tools: [],
    web: false,
    rounds: [],
    maxTokens: 2_000,
    ...about,
  };
}

/** A block of a prompt. */
export function block(kind: PromptBlock["kind"], text: string): PromptBlock {
  return { kind, text, material: [] };
}

/** A request for a reflection, where only what the test is about is said. */
export function reflectionRequest(about: Partial<ReflectionRequest> = {}): ReflectionRequest {
  return {
    model: "claude-opus-5-5",
    audience: team,
    system: "You dream.",
    content: "Audience: team",
    schema: { type: "object", properties: {}, required: [], additionalProperties: false },
    maxTokens: 8_000,
    ...about,
  };
}

/** An answer that came to its end. */
export interface WholeAnswer {
  readonly events: readonly AnswerEvent[];
  /** The text that stands: what came after the last restart. */
  readonly text: string;
  readonly end: AnswerEnd;
}

/** Reads an answer to its end. */
export async function readAnswer(events: AsyncIterable<AnswerEvent>): Promise<WholeAnswer> {
  const read: AnswerEvent[] = [];
  for await (const event of events) read.push(event);
  const end = read.at(-1);
  if (end?.type !== "end") throw new Error("The answer has no end.");
  return { events: read, text: standingText(read), end };
}

/** The model error that an answer ends with. */
export async function failureOf(events: AsyncIterable<AnswerEvent>): Promise<ModelError> {
  try {
    for await (const event of events) if (event.type === "end") break;
  } catch (error) {
    if (error instanceof ModelError) return error;
    throw error;
  }
  throw new Error("The answer did not fail.");
}

function standingText(events: readonly AnswerEvent[]): string {
  const since = events.findLastIndex((event) => event.type === "restart");
  return events
    .slice(since + 1)
    .map((event) => (event.type === "text" ? event.text : ""))
    .join("");
}
