import type { MessageCreateParams } from "@anthropic-ai/sdk/resources/messages/messages";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type RedisServer, startRedis } from "../adapters/redis/redis-server.ts";
import { type MessagesServer, startMessagesServer } from "../fakes/messages-server/messages-server.ts";
import { json, type Reply, text } from "../fakes/messages-server/reply.ts";
import { hasRedis } from "../setup/redis.ts";
import { blocksOf, isReflection } from "./model-requests.ts";
import { buttonOf, type ChatOffice, type SeenMessage } from "./office/chat-office.ts";
import { openReplicated, replicatedPlatforms } from "./office/open-replicated.ts";

const words = ["Find the day", "Find who decides", "Find what went wrong"];
const tasks = words.map((task) => ({ specialist: "researcher", task, dependsOn: [] }));
const result = "We deploy on Mondays before noon.";
const verdict = { number: 1, met: true, quote: "We deploy on Mondays", why: "It says so." };

/** What a request is for: its task, or one of rubric, plan, answer and verdict. */
function purposeOf(body: MessageCreateParams): string {
  const blocks = blocksOf(body);
  const content = blocks.join("");
  if (!isReflection(body)) return words.find((each) => blocks.at(-1)?.includes(each)) ?? "answer";
  if (content.includes("<specialists>")) return "plan";
  return content.startsWith("<goal>") ? "rubric" : "verdict";
}

function replyTo(purpose: string): Reply {
  switch (purpose) {
    case "plan":
      return json({ tasks });
    case "rubric":
      return json({ criteria: [{ text: "It names the day", how: "read" }] });
    case "verdict":
      return json({ criteria: [verdict] });
    default:
      return text(result);
  }
}

describe.runIf(hasRedis).each(replicatedPlatforms)("work of two replicas on %s", (platform) => {
  let redis: RedisServer;
  let server: MessagesServer;
  let office: ChatOffice;
  /** The requests that were made, each by the words of its task or by what it is for. */
  let asked: string[];
  let gate: PromiseWithResolvers<void>;
  beforeEach(async () => {
    asked = [];
    gate = Promise.withResolvers();
    redis = await startRedis();
    server = await startMessagesServer({
      script: (body) => {
        const purpose = purposeOf(body);
        asked.push(purpose);
        return words.includes(purpose) ? text([gate.promise, `Found: ${purpose}.`]) : replyTo(purpose);
      },
    });
    office = await openReplicated(platform, server.url, redis.url);
  });
  afterEach(async () => {
    await office.close();
    await server.close();
    await redis.close();
  });

  it("goes on at one where the other is killed with its team at work, and is said once", async () => {
    const first = await office.start();
    await office.start();
    const ana = office.person("ana");
    const cardThat = (says: string) =>
      office.until(`a card that says ${says}`, async () =>
        (await office.messages("general")).find(
          (message) => message.words.includes("Goal ·") && message.words.includes(says),
        ),
      );
    await ana.command("general", "goal a short note on when we deploy");
    const drafted = await cardThat("waits for you");
    await ana.press(drafted, buttonOf(drafted, "goal-edit"));
    await ana.submit({ criteria: "It names the day", rounds: "2", dollars: "2", asks: [], team: true });
    await ana.press(await cardThat("A team of specialists"), buttonOf(drafted, "goal-approve"));
    await office.until("three at work", async () =>
      words.every((task) => asked.includes(task)) ? true : undefined,
    );
    await first.kill();
    gate.resolve();
    await cardThat("Goal · met");
    const isEnd = (message: SeenMessage) => message.words.includes("Every criterion is met.");
    await office.until("the end", async () => (await office.messages("general")).find(isEnd));
    const ends = (await office.messages("general")).filter(isEnd);
    expect(ends).toHaveLength(1);
    expect(ends[0]?.words).toContain(result);
    const countOf = (what: string) => asked.filter((each) => each === what).length;
    for (const once of ["rubric", "plan", "answer", "verdict"])
      expect([once, countOf(once)]).toEqual([once, 1]);
    // What the killed one had asked for is asked for again, and nothing else.
    for (const task of words) expect(countOf(task)).toBeLessThanOrEqual(2);
  });
});
