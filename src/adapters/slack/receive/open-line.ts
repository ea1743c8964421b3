import type { Clock } from "../../../core/ports/clock.ts";
import type { Delivered } from "./delivery.ts";
import { type FarewellReason, type LineOptions, SocketLine } from "./socket-line.ts";
import { LinkDisabled } from "./socket-trouble.ts";

/** How a line ended: Slack said farewell and it still stands for a moment, or it is gone. */
export type LineEnd =
  | { readonly why: "farewell"; readonly reason: FarewellReason }
  | { readonly why: "closed" };

/** A line that stands. */
export interface StandingLine {
  readonly line: SocketLine;
  readonly ended: Promise<LineEnd>;
}

/**
 * Opens a line. Rejects where it does not stand within `openingMs`, or with the SDK's error; whatever comes to
 * stand after that is closed.
 */
export async function openLine(
  options: LineOptions,
  clock: Clock,
  delivered: (delivered: Delivered) => void,
  openingMs: number,
): Promise<StandingLine> {
  const ended = Promise.withResolvers<LineEnd>();
  const line = new SocketLine(options, {
    delivered,
    farewell: (reason) => ended.resolve({ why: "farewell", reason }),
  });
  line.once("disconnected", () => ended.resolve({ why: "closed" }));
  const late = Promise.withResolvers<never>();
  const cancel = clock.after(openingMs, () => {
    late.reject(new Error("The connection did not stand in time"));
  });
  const starting = line.start();
  try {
    await Promise.race([starting, late.promise, ended.promise.then(endedEarly)]);
  } catch (error) {
    giveUp(line, starting);
    throw error;
  } finally {
    cancel();
  }
  return { line, ended: ended.promise };
}

/** The SDK goes on with a start that is under way, also after a disconnect. */
function giveUp(line: SocketLine, starting: Promise<unknown>): void {
  void line.disconnect();
  starting.then(
    () => line.disconnect(),
    () => undefined,
  );
}

/** Where Socket Mode is switched off, Slack says farewell before it says hello. */
function endedEarly(end: LineEnd): never {
  if (end.why === "farewell" && end.reason === "link_disabled") throw new LinkDisabled();
  throw new Error("The connection ended before it stood");
}
