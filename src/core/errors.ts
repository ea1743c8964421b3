import type { Usage } from "./ports/model.ts";

/** Base of the errors that Reverie makes. `message` is for logs; it never holds what people wrote. */
export class ReverieError extends Error {
  override name = "ReverieError";
}

/** The environment is wrong or incomplete. Each problem is one line for the person who starts the program. */
export class ConfigError extends ReverieError {
  override name = "ConfigError";
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.problems = problems;
  }
}

/** A part cannot start; the sentence tells the operator why and what to do. */
export class StartError extends ReverieError {
  override name = "StartError";
}

/** The folder is in use by another Reverie, which runs. */
export class InUseError extends StartError {
  override name = "InUseError";
}

/** The store failed or cannot be trusted. Never stands for "nothing found". */
export class StoreError extends ReverieError {
  override name = "StoreError";
  readonly operation: string;
  constructor(operation: string, cause: unknown) {
    super(`The store failed at ${operation}`, { cause });
    this.operation = operation;
  }
}

/** A platform refused or did not answer. `permanent` means that trying again cannot help. */
export class PlatformError extends ReverieError {
  override name = "PlatformError";
  readonly code: string;
  readonly permanent: boolean;
  constructor(platform: string, code: string, permanent: boolean, cause?: unknown) {
    super(`${platform} refused: ${code}`, { cause });
    this.code = code;
    this.permanent = permanent;
  }
}

/** How a model can fail, in the terms that a person can be told. */
export type ModelFailure =
  | "busy"
  | "unreachable"
  | "interrupted"
  | "refused"
  | "spend-limit"
  | "key-rejected"
  | "unknown-model"
  | "too-long"
  | "empty"
  | "malformed"
  | "invalid";

/** The model could not answer. `retryable` means that the same request may succeed soon. */
export class ModelError extends ReverieError {
  override name = "ModelError";
  readonly failure: ModelFailure;
  readonly retryable: boolean;
  /** What was used up all the same; null where nothing is known of it. */
  readonly usage: Usage | null;
  constructor(failure: ModelFailure, retryable: boolean, cause?: unknown, usage: Usage | null = null) {
    super(`The model failed: ${failure}`, { cause });
    this.failure = failure;
    this.retryable = retryable;
    this.usage = usage;
  }
}
