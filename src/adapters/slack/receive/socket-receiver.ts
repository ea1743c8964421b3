import type { App } from "@slack/bolt";
import { StartError } from "../../../core/errors.ts";
import type { Clock } from "../../../core/ports/clock.ts";
import type { PartState } from "../../../core/ports/platform.ts";
import { within } from "../../../core/waiting-time.ts";
import { callFailureOf } from "../web/call-failure.ts";
import { type Delivered, processDurably } from "./delivery.ts";
import { openLine, type StandingLine } from "./open-line.ts";
import type { SlackReceiver } from "./receiver.ts";
import type { LineOptions, SocketLine } from "./socket-line.ts";
import { isRefusal, LinkDisabled, socketCode, socketSentence } from "./socket-trouble.ts";

/** How many connections stand side by side, so that the end of one leaves no hole. */
const linesWanted = 2;

/** How long a line may take to stand, in milliseconds. */
const openingMs = 15_000;

/** How long a line that Slack said farewell to may still acknowledge, in milliseconds. */
const farewellMs = 4000;

/** A line is opened again no sooner after it was opened than this, in milliseconds. */
const steadyMs = 500;

/** How long a stop waits for what is being taken, and for Slack's goodbye, in milliseconds. */
const stopMs = 3000;

/** The pauses before a line is opened again after failures, in milliseconds; the last one stays. */
const pausesMs = [500, 1000, 2000, 5000, 15_000, 30_000] as const;

/** The pause where only somebody at the app's settings can help, in milliseconds. */
const refusedPauseMs = 60_000;

/**
 * Receives by Socket Mode over two connections. When Slack says farewell to one, its successor is opened
 * first. A refusal after the start never ends the process: it is said in the state and in the log, and tried
 * again slowly.
 */
export function createSocketReceiver(options: LineOptions, clock: Clock): SlackReceiver {
  const { log } = options;
  const standing = new Set<SocketLine>();
  const working = new Set<Promise<void>>();
  let app: App | undefined;
  let isStopping = false;
  let refusal: string | undefined;
  const stopped = Promise.withResolvers<void>();

  const deliver = (delivered: Delivered) => {
    // What comes while we stop is not acknowledged: Slack tells it again, to whoever is there then.
    if (!app || isStopping) return;
    const work = processDurably(app, delivered)
      .catch((error: unknown) => log.warn("event-not-taken", { platform: "slack" }, error))
      .finally(() => working.delete(work));
    working.add(work);
  };

  const open = async (): Promise<StandingLine> => {
    const opened = await openLine(options, clock, deliver, openingMs);
    const { line } = opened;
    standing.add(line);
    // Also after a farewell: what is gone does not count as standing.
    line.once("disconnected", () => standing.delete(line));
    refusal = undefined;
    // Whoever stopped meanwhile has not seen it.
    if (isStopping) await close(line);
    return opened;
  };

  const close = async (line: SocketLine) => {
    standing.delete(line);
    await line.disconnect();
  };

  /** Stays with a line until it ends, or until the stop. */
  const follow = async ({ line, ended }: StandingLine): Promise<void> => {
    const end = await Promise.race([ended, stopped.promise]);
    if (end?.why !== "farewell") return;
    // Until Slack closes it, what is under way can still be acknowledged.
    clock.after(farewellMs, () => void close(line));
    if (end.reason === "link_disabled") throw new LinkDisabled();
  };

  /** Keeps one line standing until the stop. Never rejects. */
  const keep = async (first?: StandingLine): Promise<void> => {
    let failures = 0;
    let next = first;
    while (!isStopping) {
      try {
        const current = next ?? (await open());
        next = undefined;
        const stoodAt = clock.now();
        failures = 0;
        await follow(current);
        // Slack takes ten connections: a line that ends as it comes is not opened without a breath between.
        if (clock.now() - stoodAt < steadyMs) await breathe(steadyMs - (clock.now() - stoodAt));
      } catch (error) {
        failures += 1;
        await waitAfter(error, failures);
      }
    }
  };

  /** Waits, though not past the stop. */
  const breathe = (longMs: number) => within(clock, longMs, stopped.promise);

  const waitAfter = async (error: unknown, failures: number): Promise<void> => {
    const code = socketCode(error);
    if (isRefusal(code)) refusal = code;
    log.error("slack-connection-failed", { code, failures }, error);
    await breathe(pauseAfter(error, code, failures));
  };

  return {
    routes: [],
    init(next) {
      app = next;
    },
    async start() {
      const first = await open().catch((error: unknown) => {
        throw new StartError(socketSentence(socketCode(error)), { cause: error });
      });
      void keep(first);
      for (let line = 1; line < linesWanted; line += 1) void keep();
    },
    async stop() {
      isStopping = true;
      stopped.resolve();
      // What is being taken may still be acknowledged; what takes too long is told again.
      await within(clock, stopMs, Promise.allSettled([...working]));
      await within(clock, stopMs, Promise.all([...standing].map(close)));
    },
    state: () => stateOf(standing.size, refusal),
  };
}

function pauseAfter(error: unknown, code: string, failures: number): number {
  if (isRefusal(code)) return refusedPauseMs;
  const failure = callFailureOf(error);
  const usualMs = pausesMs[Math.min(failures, pausesMs.length) - 1] ?? refusedPauseMs;
  return failure?.type === "limited" ? Math.max(usualMs, failure.retryAfterMs) : usualMs;
}

function stateOf(lines: number, refusal: string | undefined): PartState {
  if (lines > 0)
    return {
      state: "ok",
      detail: `Connected by Socket Mode, ${Math.min(lines, linesWanted)} of ${linesWanted} connections.`,
    };
  return {
    state: "down",
    detail: refusal === undefined ? "Connecting to Slack again." : socketSentence(refusal),
  };
}
