import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { outageSentence } from "../../src/core/conversation/outage-notice.ts";
import { type RedisServer, startRedis } from "../adapters/redis/redis-server.ts";
import { type MessagesServer, startMessagesServer } from "../fakes/messages-server/messages-server.ts";
import { text } from "../fakes/messages-server/reply.ts";
import { hasRedis } from "../setup/redis.ts";
import type { ChatOffice, Said } from "./office/chat-office.ts";
import { openDiscordChat } from "./office/discord-chat.ts";
import { idle } from "./office/idle.ts";
import { openSlackChat } from "./office/slack-chat.ts";
import { wordsIn } from "./slack-reader.ts";

/** How long somebody may be left without a word, in milliseconds. */
const toldWithinMs = 2000;

/** An office, what somebody was told since they asked, and the platform's telling again what was not taken. */
interface Opened {
  readonly office: ChatOffice;
  told(asked: Said, person: string): Promise<readonly string[]>;
  tellAgain(): void;
}

const open = {
  async Slack(modelUrl: string, environment: Record<string, string>): Promise<Opened> {
    const office = await openSlackChat({ modelUrl, environment, fake: {} });
    const { fake } = office;
    return {
      office,
      tellAgain: () => fake.outbox.redeliver(),
      told: async (asked, person) => [
        ...fake.world.ephemerals({ person }).map(({ blocks }) => wordsIn(blocks)),
        ...(await office.answersTo(asked)).map(({ words }) => words),
      ],
    };
  },
  async Discord(modelUrl: string, environment: Record<string, string>): Promise<Opened> {
    const office = await openDiscordChat({ modelUrl, environment });
    return {
      office,
      // Discord tells once: the program itself tries again.
      tellAgain: () => undefined,
      told: async (asked) => (await office.answersTo(asked)).map(({ words }) => words),
    };
  },
} as const;

describe.runIf(hasRedis).each(["Slack", "Discord"] as const)("a store that is away, on %s", (platform) => {
  let redis: RedisServer;
  let server: MessagesServer;
  let opened: Opened;
  beforeEach(async () => {
    redis = await startRedis();
    server = await startMessagesServer({ script: () => text(["The whole answer."]) });
    opened = await open[platform](server.url, { REDIS_URL: redis.url });
  });
  afterEach(async () => {
    await opened.office.close();
    await server.close();
    await redis.close();
  });

  it("C2: tells whoever asks within two seconds, once, and answers when it is back", async () => {
    const { office, told, tellAgain } = opened;
    const program = await office.start();
    const first = await office.say({ person: "ben", channel: "general", text: "@reverie are you there?" });
    await office.until("the answer", async () =>
      (await office.answersTo(first)).find(({ words }) => words.includes("The whole answer.")),
    );
    await idle(program);
    await redis.kill();
    const asked = [
      {
        person: "ben",
        said: await office.say({ person: "ben", channel: "general", text: "@reverie and now?" }),
      },
      { person: "ana", said: await office.say({ person: "ana", channel: "dm-ana", text: "and here?" }) },
    ];
    const saidAt = Date.now();
    for (const { said, person } of asked) {
      await office.until(`the notice to ${person}`, async () =>
        (await told(said, person)).find((words) => words.includes(outageSentence)),
      );
    }
    expect(Date.now() - saidAt).toBeLessThan(toldWithinMs);
    const requests = server.requests.length;
    await redis.restart();
    await office.until("a bot that is ready", async () =>
      (await fetch(`${program.url}/readyz`)).ok ? true : undefined,
    );
    tellAgain();
    for (const { said, person } of asked) {
      await office.until(`the answer to ${person}`, async () =>
        (await office.answersTo(said)).find(({ words }) => words.includes("The whole answer.")),
      );
      const notices = (await told(said, person)).filter((words) => words.includes(outageSentence));
      expect(notices).toHaveLength(1);
    }
    expect(server.requests.length).toBe(requests + asked.length);
  });
});
