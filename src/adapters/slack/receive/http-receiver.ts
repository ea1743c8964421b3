import { type App, verifySlackRequest } from "@slack/bolt";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Clock } from "../../../core/ports/clock.ts";
import type { Log } from "../../../core/ports/log.ts";
import type { PartState } from "../../../core/ports/platform.ts";
import { within } from "../../../core/waiting-time.ts";
import { requestPath } from "../manifest/names.ts";
import { processDurably } from "./delivery.ts";
import type { SlackReceiver } from "./receiver.ts";

/** The largest request that is read, in bytes: Slack's own are far smaller. */
const bodyBytes = 4 * 1024 * 1024;

/** How often requests that are not signed are told of, in milliseconds. */
const warnPauseMs = 60_000;

/** How long a stop waits for what is being taken, in milliseconds. */
const stopMs = 3000;

/** How far a request's time may be from ours, in seconds, in either direction. */
const skewSeconds = 5 * 60;

/** Takes Slack's signed requests. What is not from Slack has no effect, and nothing of it is logged. */
export function createHttpReceiver(signingSecret: string, clock: Clock, log: Log): SlackReceiver {
  let app: App | undefined;
  let isOpen = false;
  let hasHeard = false;
  let warnedAt = Number.NEGATIVE_INFINITY;
  const working = new Set<Promise<unknown>>();
  /** Once a minute: whoever set another app's secret finds it, and nobody fills the log. */
  const warnOfUnsigned = () => {
    if (clock.now() - warnedAt < warnPauseMs) return;
    warnedAt = clock.now();
    log.warn("request-not-signed", {
      platform: "slack",
      next: "compare SLACK_SIGNING_SECRET with the app's page",
    });
  };
  const routes = new Hono();

  routes.post(
    requestPath,
    bodyLimit({ maxSize: bodyBytes, onError: (context) => context.body(null, 413) }),
    async (context) => {
      const raw = await context.req.text();
      const contentType = context.req.header("content-type") ?? "";
      // Slack asks unsigned whether the address has a certificate; nothing else in such a request counts.
      if (isCertificateCheck(raw, contentType)) return context.body(null, 200);
      if (!isSigned(context.req.header(), raw, signingSecret, clock.now())) {
        warnOfUnsigned();
        return context.body(null, 401);
      }
      hasHeard = true;
      const body = readBody(raw, contentType);
      if (!body) return context.body(null, 400);
      if (body.type === "url_verification" && typeof body.challenge === "string")
        return context.json({ challenge: body.challenge });
      if (!app || !isOpen) return context.body(null, 503);
      const { status, answer } = await taken(app, body, context.req.header());
      return answer === undefined ? context.body(null, status) : context.json(answer as object, status);
    },
  );

  async function taken(current: App, body: Record<string, unknown>, headers: Record<string, string>) {
    const answered = Promise.withResolvers<unknown>();
    const work = processDurably(current, {
      body,
      retryNumber: Number(headers["x-slack-retry-num"]) || undefined,
      retryReason: headers["x-slack-retry-reason"],
      acknowledge: async (answer) => answered.resolve(answer),
    }).finally(() => working.delete(work));
    working.add(work);
    work.catch((error: unknown) => {
      log.warn("event-not-taken", { platform: "slack" }, error);
      answered.reject(error);
    });
    const outcome: { status: ContentfulStatusCode; answer: unknown } = await answered.promise.then(
      (answer) => ({ status: 200 as const, answer }),
      // Slack tells it again, after a minute and after five.
      () => ({ status: 503 as const, answer: undefined }),
    );
    return outcome;
  }

  return {
    routes: [routes],
    init(next) {
      app = next;
    },
    async start() {
      isOpen = true;
    },
    async stop() {
      isOpen = false;
      await within(clock, stopMs, Promise.allSettled([...working]));
    },
    state: () => stateOf(isOpen, hasHeard),
  };
}

function stateOf(isOpen: boolean, hasHeard: boolean): PartState {
  if (!isOpen) return { state: "down", detail: "Slack's requests are not taken." };
  const heard = hasHeard ? "" : " None that is signed has come yet.";
  return { state: "ok", detail: `Slack's requests are taken at ${requestPath}.${heard}` };
}

function isSigned(
  headers: Record<string, string>,
  body: string,
  signingSecret: string,
  nowMs: number,
): boolean {
  const signature = headers["x-slack-signature"];
  const timestamp = headers["x-slack-request-timestamp"];
  if (!signature || !timestamp || !/^\d{1,12}$/u.test(timestamp)) return false;
  // Bolt refuses the past alone.
  if (Math.abs(nowMs / 1000 - Number(timestamp)) > skewSeconds) return false;
  try {
    verifySlackRequest({
      signingSecret,
      body,
      headers: { "x-slack-signature": signature, "x-slack-request-timestamp": Number(timestamp) },
      nowMilliseconds: nowMs,
    });
    return true;
  } catch {
    return false;
  }
}

function isCertificateCheck(raw: string, contentType: string): boolean {
  return (
    contentType.startsWith("application/x-www-form-urlencoded") &&
    new URLSearchParams(raw).get("ssl_check") === "1"
  );
}

/** Events come as JSON, interactions as JSON in a form's field, commands as the fields themselves. */
function readBody(raw: string, contentType: string): Record<string, unknown> | undefined {
  if (!contentType.startsWith("application/x-www-form-urlencoded")) return readObject(raw);
  const fields = new URLSearchParams(raw);
  const payload = fields.get("payload");
  return payload === null ? Object.fromEntries(fields) : readObject(payload);
}

function readObject(raw: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
