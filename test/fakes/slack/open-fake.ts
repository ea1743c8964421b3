import { type Logger, LogLevel, SocketModeClient } from "@slack/socket-mode";
import { type WebAPICallResult, WebClient } from "@slack/web-api";
import { onTestFinished } from "vitest";
import { createManualClock, type ManualClock } from "../../doubles/manual-clock.ts";
import { type FakeSlack, type FakeSlackOptions, startFakeSlack } from "./fake-slack.ts";

/** A fake whose time stands still, with the vendor's client for it. It closes when the test is over. */
export async function openFake(
  options: Omit<FakeSlackOptions, "time"> = {},
): Promise<{ readonly fake: FakeSlack; readonly client: WebClient; readonly clock: ManualClock }> {
  const clock = createManualClock(Date.UTC(2026, 10, 22, 12));
  const fake = await startFakeSlack({ ...options, time: clock });
  onTestFinished(() => fake.close());
  return { fake, client: clientOf(fake, fake.botToken), clock };
}

/** The vendor's client, which tries once and says nothing. */
export function clientOf(fake: FakeSlack, token: string): WebClient {
  return new WebClient(token, {
    slackApiUrl: fake.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silentLogger,
  });
}

const nothing = (): void => undefined;
const silentLogger: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  setName: nothing,
  getLevel: () => LogLevel.ERROR,
};

/** The code that a call is refused with, or `ok`. */
export async function outcomeOf(call: Promise<WebAPICallResult>): Promise<string> {
  try {
    await call;
    return "ok";
  } catch (error) {
    return (error as { data?: { error?: string } }).data?.error ?? String(error);
  }
}

/** What comes through the vendor's Socket Mode client. */
export interface Arrival {
  readonly ack: (payload?: object) => Promise<void>;
  readonly envelope_id: string;
  readonly type: string;
  readonly body: { readonly event_id: string; readonly event: { readonly type: string } } & Record<
    string,
    unknown
  >;
  readonly retry_num: number;
}

/** Opens a connection with the vendor's Socket Mode client. It closes when the test is over. */
export async function connect(
  fake: FakeSlack,
  onArrival: (arrival: Arrival) => void,
): Promise<SocketModeClient> {
  const socket = new SocketModeClient({
    appToken: fake.appToken,
    logger: silentLogger,
    clientOptions: { slackApiUrl: fake.apiUrl },
  });
  socket.on("slack_event", onArrival);
  await socket.start();
  onTestFinished(() => socket.disconnect());
  return socket;
}
