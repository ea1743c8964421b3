import { type Logger, LogLevel } from "@slack/bolt";
import type { Log } from "../../core/ports/log.ts";

/**
 * A logger for Slack's SDK. What it writes may quote payloads and tokens, so that only the fact remains;
 * whatever matters reaches us as an error or an event of its own.
 */
export function sdkLogger(log: Log): Logger {
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: () => log.debug("slack-sdk-warned"),
    error: () => log.debug("slack-sdk-complained"),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  };
}
