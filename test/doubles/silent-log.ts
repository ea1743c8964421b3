import type { Log, LogFields } from "../../src/core/ports/log.ts";

/** One call of the log. */
interface LogEntry {
  readonly level: "debug" | "info" | "warn" | "error";
  readonly event: string;
  readonly fields: LogFields;
  readonly cause: unknown;
}

/** A log that prints nothing and keeps what it was told. */
export interface SilentLog extends Log {
  readonly entries: readonly LogEntry[];
  /** Forgets what it was told so far. */
  clear(): void;
}

export function createSilentLog(): SilentLog {
  const entries: LogEntry[] = [];
  const at =
    (level: LogEntry["level"]) =>
    (event: string, fields: LogFields = {}, cause?: unknown) => {
      entries.push({ level, event, fields, cause });
    };
  return {
    entries,
    clear: () => entries.splice(0),
    debug: at("debug"),
    info: at("info"),
    warn: at("warn"),
    error: at("error"),
  };
}
