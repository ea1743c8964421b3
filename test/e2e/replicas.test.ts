import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type RedisServer, startRedis } from "../adapters/redis/redis-server.ts";
import { type MessagesServer, startMessagesServer } from "../fakes/messages-server/messages-server.ts";
import { text } from "../fakes/messages-server/reply.ts";
import { hasRedis } from "../setup/redis.ts";
import { blocksOf, isReflection } from "./model-requests.ts";
import { buttonOf, type ChatOffice, type Said, sectionOf } from "./office/chat-office.ts";
import { freeze, freezeDream } from "./office/freeze-dream.ts";
import { openReplicated, replicatedPlatforms } from "./office/open-replicated.ts";

const questions = 24;

describe.runIf(hasRedis).each(replicatedPlatforms)("two replicas on %s over one Redis", (platform) => {
  let redis: RedisServer;
  let server: MessagesServer;
  let office: ChatOffice;
  beforeEach(async () => {
    redis = await startRedis();
    server = await startMessagesServer({
      script: (body) =>
        isReflection(body) ? freezeDream(blocksOf(body).join("")) : text(["The whole answer."]),
    });
    office = await openReplicated(platform, server.url, redis.url);
  });
  afterEach(async () => {
    await office.close();
    await server.close();
    await redis.close();
  });

  const ask = async (from: number, count: number): Promise<Said[]> => {
    const said: Said[] = [];
    for (let number = from; number < from + count; number += 1) {
      const person = ["ana", "ben", "dora"][number % 3] ?? "ana";
      const channel = ["general", "engineering"][number % 2] ?? "general";
      said.push(await office.say({ person, channel, text: `@reverie question ${number}, are you there?` }));
    }
    return said;
  };
  const expectOneAnswerEach = async (asked: readonly Said[]) => {
    for (const question of asked) {
      await office.until(`the answer to ${question.id}`, async () =>
        (await office.answersTo(question)).find(
          ({ words, isDraft }) => words.includes("The whole answer.") && !isDraft,
        ),
      );
      expect(await office.answersTo(question)).toHaveLength(1);
    }
  };

  it("A1, A4: answer each question once, also when one of them is killed in the middle", async () => {
    const first = await office.start();
    await office.start();
    const before = await ask(0, questions);
    await expectOneAnswerEach(before);
    const during = await ask(questions, questions);
    await first.kill();
    const after = await ask(2 * questions, questions);
    await expectOneAnswerEach([...before, ...during, ...after]);
  });

  it("A12: lose and repeat nothing when one after the other is restarted under load", async () => {
    const replicas = [await office.start(), await office.start()];
    const asked: Said[] = [];
    const isOver = new AbortController();
    const load = (async () => {
      while (!isOver.signal.aborted) {
        asked.push(...(await ask(asked.length, 1)));
        // Twenty a second.
        await setTimeout(50);
      }
    })();
    for (const replica of replicas) {
      expect(await replica.stop()).toBe(0);
      await office.start();
    }
    isOver.abort();
    await load;
    expect(asked.length).toBeGreaterThan(questions);
    await expectOneAnswerEach(asked);
  });

  it("B3: propose once, and take each click once, whichever of them it reaches", async () => {
    await office.start();
    await office.start();
    const ana = office.person("ana");
    await ana.command("engineering", "set listen here all");
    await ana.command("engineering", "set review-channel general");
    await office.say({ person: "ben", channel: "engineering", text: freeze });
    // What was said before a question that is answered is kept by then.
    await expectOneAnswerEach(await ask(1, 1));
    await ana.command("engineering", "dream now");
    const cards = async () =>
      (await office.messages("general")).filter(({ words }) => words.includes("I dreamt"));
    const card = await office.until("the card", async () => (await cards())[0]);
    const approve = buttonOf(sectionOf(card, /freeze/iu), "approve");
    const answers = await ana.pressTwice(card, approve);
    const told = answers.map(({ words }) => words);
    expect(told.filter((words) => words.includes("remembered for the team"))).toHaveLength(1);
    expect(told.filter((words) => words.includes("Already approved"))).toHaveLength(1);
    await office.until("the decided card", async () =>
      (await cards()).find(({ words }) => words.includes("All decided.")),
    );
    expect(await cards()).toHaveLength(1);
    const list = await ana.command("general", "memory team");
    expect(list.words.match(/freeze/giu)?.length).toBeGreaterThan(0);
  });
});
