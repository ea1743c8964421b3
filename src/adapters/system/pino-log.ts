import { pino } from "pino";
import { ReverieError } from "../../core/errors.ts";
import type { Log, LogFields } from "../../core/ports/log.ts";

/** Writes one JSON line an event to standard error, so that standard output stays for people. */
export function createPinoLog(level: string): Log {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
  const write =
    (method: "debug" | "info" | "warn" | "error") =>
    (event: string, fields: LogFields = {}, cause?: unknown) => {
      logger[method](cause === undefined ? fields : { ...fields, cause: describeCause(cause) }, event);
    };
  return { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
}

/** What a log may say of an error. */
interface Cause {
  readonly class: string;
  readonly code?: string;
  readonly message?: string;
  readonly at?: readonly string[];
  readonly cause?: Cause;
}

/**
 * Reduces an error to its class, code and places. The message stays only for errors of our own, which
 * never hold what people wrote; those of libraries may quote a request.
 */
export function describeCause(error: unknown): Cause {
  if (!(error instanceof Error)) return { class: typeof error };
  const { code, status } = error as { code?: unknown; status?: unknown };
  const known = code ?? status;
  return {
    class: error.name,
    ...(typeof known === "string" || typeof known === "number" ? { code: String(known) } : {}),
    ...(error instanceof ReverieError ? { message: error.message } : {}),
    at: placesOf(error),
    ...(error.cause === undefined ? {} : { cause: describeCause(error.cause) }),
  };
}

/** The places of the stack: what follows the message, whose own lines may look like places. */
function placesOf({ stack = "", message }: Error): string[] {
  const end = message === "" ? 0 : stack.lastIndexOf(message) + message.length;
  return stack
    .slice(end)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => /^at .*(?::\d+:\d+\)?|\(native\)|<anonymous>\)?)$/u.test(line))
    .slice(0, 8);
}
