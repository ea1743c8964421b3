import { Hono } from "hono";
import { createSlack, type Slack } from "../../../src/adapters/slack/slack-platform.ts";
import { openHttpServer } from "../../../src/adapters/system/http-server.ts";
import { createSystemClock } from "../../../src/adapters/system/system-clock.ts";
import type { Clock } from "../../../src/core/ports/clock.ts";
import type { Model } from "../../../src/core/ports/model.ts";
import { type ChatHouse, openChatHouse } from "../../doubles/chat-house.ts";
import { type FakeSlack, type FakeSlackOptions, startFakeSlack } from "../../fakes/slack/fake-slack.ts";

/** The whole bot in this process, connected to a Slack on the loopback. */
export interface SlackHouse extends Omit<ChatHouse<Slack>, "platform"> {
  readonly fake: FakeSlack;
  readonly slack: Slack;
}

/** What a house is opened with. */
export interface SlackHouseOptions {
  /** By Socket Mode unless it says HTTP. */
  readonly way?: "socket" | "http";
  readonly model?: Model;
  /** The machine's own time without it. A manual clock is the fake's as well. */
  readonly clock?: Clock;
  readonly fake?: Omit<FakeSlackOptions, "pushUrl" | "time">;
}

/** Opens a house whose bot is not started yet. */
export async function openSlackHouse(options: SlackHouseOptions = {}): Promise<SlackHouse> {
  const clock = options.clock ?? createSystemClock();
  const ok = { state: "ok" as const, detail: "" };
  let slack: Slack | undefined;
  const entrance = new Hono();
  // Slack is told the address before the adapter is there.
  entrance.all("/slack/*", async (context) => {
    const [routes] = slack?.routes ?? [];
    return routes ? routes.fetch(context.req.raw) : context.notFound();
  });
  const server = await openHttpServer({
    host: "127.0.0.1",
    port: 0,
    readiness: () => ({ store: ok, model: ok, platforms: { slack: slack?.state() ?? ok } }),
    metrics: async () => "",
    routes: [entrance],
  });
  const isHttp = options.way === "http";
  const fake = await startFakeSlack({
    ...options.fake,
    ...(options.clock ? { time: options.clock } : {}),
    ...(isHttp ? { pushUrl: `${server.url}/slack/events` } : {}),
  });
  const { botToken, appToken, signingSecret, apiUrl } = fake;
  const way = isHttp ? ({ type: "http", signingSecret } as const) : ({ type: "socket", appToken } as const);
  const house = openChatHouse({
    clock,
    model: options.model,
    connect: (parts) => createSlack({ botToken, way, apiUrl }, parts),
  });
  slack = house.platform;
  return {
    ...house,
    fake,
    slack,
    async close() {
      // What the bot still says must find somebody to say it to.
      await house.bot.stop(1000);
      await server.close();
      await fake.close();
      await house.close();
    },
  };
}
