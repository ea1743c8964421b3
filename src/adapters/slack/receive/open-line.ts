import type { Clock } from "../../../core/ports/clock.ts";
import type { Delivered } from "./delivery.ts";
import { type FarewellReason, type LineOptions, SocketLine } from "./socket-line.ts";
import { LinkDisabled } from "./socket-trouble.ts";

/** How long a line may take to stand, in milliseconds. */
const openingMs = 15_000;

/** How a line ended: Slack said farewell and it still stands for a moment, or it is gone. */
export type LineEnd =
  | { readonly why: "farewell"; readonly reason: FarewellReason }
  | { readonly why: "closed" };

/** A line that stands. */
export interface StandingLine {
  readonly line: SocketLine;
  readonly ended: Promise<LineEnd>;
}

/** Opens a line. Rejects where it does not stand in time, or with the SDK's error. */
export async function openLine(
  options: LineOptions,
  clock: Clock,
  delivered: (delivered: Delivered) => void,
): Promise<StandingLine> {
  const ended = Promise.withResolvers<LineEnd>();
  const line = new SocketLine(options, {
    delivered,
    farewell: (reason) => ended.resolve({ why: "farewell", reason }),
  });
  line.once("disconnected", () => ended.resolve({ why: "closed" }));
  const late = Promise.withResolvers<never>();
  const cancel = clock.after(openingMs, () => {
    void line.disconnect();
    late.reject(new Error("The connection did not stand in time"));
  });
  try {
    await Promise.race([line.start(), late.promise, ended.promise.then(endedEarly)]);
  } finally {
    cancel();
  }
  return { line, ended: ended.promise };
}

/** Where Socket Mode is switched off, Slack says farewell before it says hello. */
function endedEarly(end: LineEnd): never {
  if (end.why === "farewell" && end.reason === "link_disabled") throw new LinkDisabled();
  throw new Error("The connection ended before it stood");
}
