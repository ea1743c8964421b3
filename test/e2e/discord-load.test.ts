import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type MessagesServer, startMessagesServer } from "../fakes/messages-server/messages-server.ts";
import { type Reply, text } from "../fakes/messages-server/reply.ts";
import type { Said } from "./office/chat-office.ts";
import { type DiscordChat, openDiscordChat } from "./office/discord-chat.ts";
import { untilFound } from "./office/patience.ts";

/** Who may ask where. */
const places = [
  ["general", "owen"],
  ["general", "dora"],
  ["engineering", "ben"],
  ["engineering", "ana"],
  ["core-team", "ben"],
] as const;

/** How long a load may take on a machine that does other things as well, in milliseconds. */
const patienceMs = 60_000;

/** The most questions that wait for their answers at once. */
const openAtMost = 60;

describe("a program on Discord under load", { timeout: 120_000 }, () => {
  let server: MessagesServer;
  let office: DiscordChat;
  let answer: () => Reply | PromiseLike<Reply>;
  beforeEach(async () => {
    answer = () => text("Here you are.");
    server = await startMessagesServer({ script: () => answer() });
    office = await openDiscordChat({ modelUrl: server.url });
  });
  afterEach(async () => {
    await office.close();
    await server.close();
    const { ownFaults, appFaults, invalidRequests } = office.fake.world.records;
    expect({ ownFaults, appFaults, invalidRequests }).toEqual({
      ownFaults: [],
      appFaults: [],
      invalidRequests: [],
    });
  });

  /** Somebody asks in a place of their own; Discord tells of it so many times more. */
  const ask = async (index: number, copies: number): Promise<Said> => {
    const [channel, person] = places[index % places.length] ?? places[0];
    const said = await office.say({ person, channel, text: `@reverie question ${index}: when?` });
    if (copies > 0) office.fake.gateway.repeat(undefined, copies);
    return said;
  };
  /** What Reverie said in reply, by the id of the question. */
  const replies = () => {
    const counts = new Map<string, number>();
    for (const channel of ["general", "engineering", "core-team"]) {
      for (const { isByBot, replyTo } of office.fake.world.messages({ channel })) {
        if (isByBot && replyTo !== null) counts.set(replyTo, (counts.get(replyTo) ?? 0) + 1);
      }
    }
    return counts;
  };
  const finish = (count: number) =>
    untilFound(`${count} answers`, () => replies().size >= count || undefined, patienceMs);
  const expectEachAnsweredOnce = (questions: readonly Said[]) => {
    const counts = replies();
    expect(questions.filter(({ id }) => counts.get(id) !== 1)).toEqual([]);
    expect(counts.size).toBe(questions.length);
  };

  it("A1: answers each of two hundred questions once, however often they are told", async () => {
    await office.start();
    const questions: Said[] = [];
    for (let index = 0; index < 200; index += 1) {
      questions.push(await ask(index, index % 5));
      await untilFound(
        "room for another question",
        () => questions.length - replies().size < openAtMost || undefined,
        patienceMs,
      );
    }
    await finish(200);
    expectEachAnsweredOnce(questions);
  });

  it("A12: loses nothing and says nothing twice when it is stopped under load and started again", async () => {
    const first = await office.start();
    const questions: Said[] = [];
    for (let index = 0; index < 60; index += 1) questions.push(await ask(index, 0));
    await untilFound("answers", () => replies().size > 0 || undefined);
    const stopping = first.stop();
    // People go on asking while it stops, and when it is gone.
    for (let index = 60; index < 100; index += 1) questions.push(await ask(index, 0));
    expect(await stopping).toBe(0);
    for (let index = 100; index < 120; index += 1) questions.push(await ask(index, 0));
    expect(replies().size).toBeLessThan(120);
    await office.start();
    await finish(120);
    expectEachAnsweredOnce(questions);
    expect(first.log()).not.toContain('"level":50');
  });

  it("A19: takes a burst of two hundred, and lets a lone question of another channel pass it", async () => {
    const program = await office.start();
    const gate = Promise.withResolvers<void>();
    answer = async () => {
      await gate.promise;
      return text("Here you are.");
    };
    const before = await memoryOf(program.url);
    const questions: Said[] = [];
    for (let index = 0; index < 200; index += 1) {
      const [channel, person] = places[index % 4] ?? places[0];
      questions.push(await office.say({ person, channel, text: `@reverie question ${index}: when?` }));
    }
    const lone = await office.say({ person: "ben", channel: "core-team", text: "@reverie is it Friday?" });
    await office.heard(lone);
    expect(replies().size).toBe(0);
    const grownBytes = (await memoryOf(program.url)) - before;
    process.stdout.write(`A19: grown by ${Math.round(grownBytes / 2 ** 20)} MiB\n`);
    expect(grownBytes).toBeLessThan(150 * 2 ** 20);
    gate.resolve();
    await finish(201);
    expectEachAnsweredOnce([...questions, lone]);
    const order = office.fake.world.records.calls.flatMap(({ method, route, body, status }) =>
      method === "POST" && route === "/channels/:channel/messages" && status === 200
        ? [JSON.stringify(body)]
        : [],
    );
    // Those that ran already go first, then each channel has its turn.
    expect(order.findIndex((body) => body.includes(lone.id))).toBeLessThan(60);
  });
});

/** The program's resident memory, in bytes. */
async function memoryOf(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)$/mu.exec(metrics)?.[1]);
}
