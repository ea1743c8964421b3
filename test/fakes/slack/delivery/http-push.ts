import { createHmac } from "node:crypto";
import { isObject, type JsonObject } from "../../messages-server/json-value.ts";
import { parseBody } from "../../messages-server/received-request.ts";
import type { SlackState } from "../world/state.ts";
import type { Carrier, DeliveryResult, Envelope } from "./envelope.ts";

const answerWithinMs = 3000;

/** A request that is made to measure. */
export interface CraftedRequest {
  readonly body: string;
  readonly contentType?: string;
  /** Whose secret signs it: the app's, another, none at all, or no signature of any form. */
  readonly signature?: "valid" | "wrong" | "none" | "garbled";
  /** How old the timestamp is; a negative age lies in the future. */
  readonly ageSeconds?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the app answered. */
export interface PushAnswer {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Signed requests to the URL of the app. */
export class HttpPush implements Carrier {
  readonly #state: SlackState;
  readonly #open = new Set<AbortController>();
  /** Where requests go. */
  url: string;

  constructor(state: SlackState, url: string) {
    this.#state = state;
    this.url = url;
  }

  send(envelope: Envelope, report: (result: DeliveryResult) => void): void {
    const { body, contentType } = encoded(envelope);
    const retry: Record<string, string> =
      envelope.retryAttempt > 0
        ? { "x-slack-retry-num": String(envelope.retryAttempt), "x-slack-retry-reason": "http_timeout" }
        : {};
    this.craft({ body, contentType, headers: retry }).then(
      ({ status, text, headers }) => {
        const isTaken = status >= 200 && status < 300;
        if (isTaken) report({ type: "acknowledged", payload: payloadOf(text), connection: "http" });
        else report({ type: "failed", reason: "http_error", mayRetry: headers["x-slack-no-retry"] !== "1" });
      },
      () => report({ type: "failed", reason: "connection_failed", mayRetry: true }),
    );
  }

  /** Asks the URL to prove itself, as Slack does when it is entered. */
  verifyUrl(challenge: string): Promise<PushAnswer> {
    const body = JSON.stringify({ token: "loopback", challenge, type: "url_verification" });
    return this.craft({ body, contentType: "application/json" });
  }

  /** Sends a request made to measure. Rejects when nothing answers in 3 s of the fake's time. */
  async craft(request: CraftedRequest): Promise<PushAnswer> {
    const { body, contentType = "application/json", signature = "valid", ageSeconds = 0 } = request;
    const timestamp = String(Math.floor(this.#state.time.now() / 1000) - ageSeconds);
    const abort = new AbortController();
    this.#open.add(abort);
    const cancel = this.#state.time.after(answerWithinMs, () => abort.abort());
    try {
      const response = await fetch(this.url, {
        method: "POST",
        body,
        signal: abort.signal,
        headers: {
          "content-type": contentType,
          "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
          "x-slack-request-timestamp": timestamp,
          ...this.#signatureHeader(signature, timestamp, body),
          ...request.headers,
        },
      });
      const text = await response.text();
      return { status: response.status, text, headers: Object.fromEntries(response.headers) };
    } finally {
      cancel();
      this.#open.delete(abort);
    }
  }

  close(): void {
    for (const abort of this.#open) abort.abort();
  }

  #signatureHeader(
    signature: NonNullable<CraftedRequest["signature"]>,
    timestamp: string,
    body: string,
  ): Record<string, string> {
    if (signature === "none") return {};
    if (signature === "garbled") return { "x-slack-signature": "v0" };
    const { signingSecret } = this.#state.tokens;
    const secret = signature === "wrong" ? `${signingSecret}0` : signingSecret;
    const digest = createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex");
    return { "x-slack-signature": `v0=${digest}` };
  }
}

function encoded({ type, payload }: Envelope): { readonly body: string; readonly contentType: string } {
  if (type === "events_api") return { body: JSON.stringify(payload), contentType: "application/json" };
  const fields = type === "interactive" ? { payload: JSON.stringify(payload) } : payload;
  const form = new URLSearchParams(
    Object.entries(fields).map(([key, value]): [string, string] => [key, String(value)]),
  );
  return { body: form.toString(), contentType: "application/x-www-form-urlencoded" };
}

function payloadOf(text: string): JsonObject {
  const body = parseBody(text);
  if (isObject(body)) return body;
  return text === "" ? {} : { text };
}
