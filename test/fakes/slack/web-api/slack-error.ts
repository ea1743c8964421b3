import type { JsonObject } from "../../messages-server/json-value.ts";
import type { ShapeFault } from "../schema/slack-schema.ts";

/** What a method refuses a call with: HTTP 200 and `ok: false`. */
export class SlackError extends Error {
  override name = "SlackError";
  readonly code: string;
  readonly extra: JsonObject;

  constructor(code: string, extra: JsonObject = {}) {
    super(code);
    this.code = code;
    this.extra = extra;
  }
}

/** The refusal that lists what is wrong with a shape. */
export function shapeError(code: string, faults: readonly ShapeFault[]): SlackError {
  const messages = faults.map(({ pointer, message }) => `[ERROR] ${message} [json-pointer:${pointer}]`);
  return new SlackError(code, {
    errors: faults.map(({ pointer, message }) => `${message} [json-pointer:${pointer}]`),
    response_metadata: { messages },
  });
}

/** The refusal of an argument that is missing or wrong. */
export function invalidArguments(message: string): SlackError {
  return new SlackError("invalid_arguments", { response_metadata: { messages: [`[ERROR] ${message}`] } });
}
