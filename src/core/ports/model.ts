import type { Audience } from "../audience.ts";
import type { Batches } from "./batches.ts";
import type { Json } from "./documents.ts";

/** What one request used up, as the endpoint counted it: tokens, and searches of the web. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly webSearches: number;
}

/**
 * One quoted thing that an answer may rest on. `number` is how the answer cites it: `[3]`. For an attachment
 * `text` is empty and `by` its name.
 */
export interface Material {
  readonly number: number;
  readonly text: string;
  readonly by: string;
}

/** A block of quoted data that stands before the asked text. `text` is its exact bytes, already safe. */
export interface PromptBlock {
  readonly kind: "instructions" | "memories" | "found" | "talk" | "missed" | "files";
  readonly text: string;
  readonly material: readonly Material[];
}

/**
 * A file that the model looks at itself. `name` is quoted data on one line; the media type is what the bytes
 * themselves say.
 */
export type Attachment =
  | {
      readonly kind: "image";
      readonly name: string;
      readonly mediaType: ImageType;
      readonly data: Uint8Array;
    }
  | {
      readonly kind: "pdf";
      readonly name: string;
      readonly mediaType: "application/pdf";
      readonly data: Uint8Array;
    };

/** The kinds of images that models look at. */
export type ImageType = "image/png" | "image/jpeg" | "image/gif" | "image/webp";

/** A tool that the model may call. `parameters` is a JSON schema of an object. */
export interface ToolDescription {
  readonly name: string;
  readonly description: string;
  readonly parameters: Json;
}

/** A call of a tool. `input` is whatever the model wrote: check it. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly input: unknown;
}

/** One round of tools: what the model said, opaque to core, and what its calls gave. */
export interface ToolRound {
  readonly said: unknown;
  readonly results: readonly {
    readonly call: string;
    readonly text: string;
    readonly failed: boolean;
    readonly material: readonly Material[];
  }[];
}

/** How often each tool of the web may be used in one request, and the most of one page that it brings, in tokens. */
export const webUsesAtMost = 3;
export const webPageTokens = 10_000;

/** An answer to be written. */
export interface AnswerRequest {
  readonly model: string;
  /** Stable from turn to turn, so that it can be cached. Holds nothing that people wrote. */
  readonly system: string;
  readonly blocks: readonly PromptBlock[];
  /** In the order in which the block of kind `files` names them. */
  readonly attachments: readonly Attachment[];
  /** The asked text alone. */
  readonly asked: string;
  readonly tools: readonly ToolDescription[];
  /** Whether the model may search the web and fetch pages by tools that run at the endpoint, where that has them. */
  readonly web: boolean;
  readonly rounds: readonly ToolRound[];
  readonly maxTokens: number;
}

/** How a request ended: in full, cut at the length limit, or with calls that wait for results. */
export interface AnswerEnd {
  readonly type: "end";
  readonly reason: "complete" | "cut" | "tools";
  readonly calls: readonly ToolCall[];
  readonly said: unknown;
  readonly usage: Usage;
}

/**
 * A piece of an answer. After `restart` what was said in this request is void and comes again, as when
 * a stream broke off and was repeated.
 */
export type AnswerEvent =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "restart" }
  /** The text so far ends with words that rest on a page of the web. Its address is whatever the endpoint wrote: check it. */
  | { readonly type: "cited"; readonly address: string }
  /** A page of the web was fetched. Its address is whatever the endpoint wrote: check it. */
  | { readonly type: "fetched"; readonly address: string }
  /** The endpoint has no tools for the web: what is said is said without them, after a restart too. */
  | { readonly type: "without-web" }
  /** What the request has used up so far, for the case that it never comes to its end. */
  | { readonly type: "usage"; readonly usage: Usage }
  | AnswerEnd;

/** A request for structured output that fits the schema. */
export interface StructuredRequest {
  readonly model: string;
  readonly system: string;
  readonly content: string;
  readonly schema: Json;
  readonly maxTokens: number;
}

/** A reflection to be made. */
export interface ReflectionRequest extends StructuredRequest {
  readonly audience: Audience;
}

/** What came of a request for structured output. `output` is whatever the model wrote, parsed as JSON: check it. */
export type ReflectionOutcome =
  | { readonly type: "output"; readonly output: unknown; readonly usage: Usage }
  | { readonly type: "failed"; readonly failure: string; readonly usage: Usage };

/** A language model. Rejects with a ModelError; it retries what may be retried soon by itself. */
export interface Model {
  /** The settings' defaults for this model: the ids for answers and for dreams. */
  readonly defaults: { readonly answers: string; readonly dreams: string };
  /** Stands in small print below what this model says; empty for none. */
  readonly label: string;
  /** Ends with exactly one `end`, or rejects. An abort rejects with the signal's reason. */
  answer(request: AnswerRequest, signal: AbortSignal): AsyncIterable<AnswerEvent>;
  /** One outcome for each request, in the same order. A request that failed does not fail the others. */
  reflect(requests: readonly ReflectionRequest[], signal: AbortSignal): Promise<readonly ReflectionOutcome[]>;
  /**
   * One structured output of any other kind, such as a verdict of a judge. A failure is an outcome; `offline` where the
   * model makes none.
   */
  structured(request: StructuredRequest, signal: AbortSignal): Promise<ReflectionOutcome>;
  /** Reflections that need not be made at once. */
  readonly batches: Batches;
  /** How the endpoint did lately: `degraded` while it fails. */
  state(): { readonly state: "ok" | "degraded"; readonly detail: string };
}
