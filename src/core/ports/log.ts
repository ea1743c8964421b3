/** What may stand beside an event: ids, counts, durations, codes. Never what people wrote, a token or a secret. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** The log of one process. Events are noun-verb in kebab case, such as `turn-finished`. Never throws. */
export interface Log {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields, cause?: unknown): void;
  /** The cause is reduced to class, code and stack places: an error of a foreign library may quote text. */
  error(event: string, fields?: LogFields, cause?: unknown): void;
}
