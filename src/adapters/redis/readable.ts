import type { Log } from "../../core/ports/log.ts";

/**
 * Reads what can be read of records. One that cannot, because something else wrote there or the disk lost it, stays
 * where it is and is told of: who asks goes on without it.
 */
export function readReadable<Raw, Value>(
  records: readonly Raw[],
  kind: string,
  log: Log,
  read: (record: Raw) => Value,
): Value[] {
  return records.flatMap((record) => {
    try {
      return [read(record)];
    } catch (error) {
      log.warn("record-unreadable", { kind }, error);
      return [];
    }
  });
}
