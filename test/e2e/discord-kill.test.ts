import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Failure } from "../fakes/discord/faults.ts";
import { type MessagesServer, startMessagesServer } from "../fakes/messages-server/messages-server.ts";
import { type Piece, text } from "../fakes/messages-server/reply.ts";
import { blocksOf, isReflection } from "./model-requests.ts";
import { buttonOf, type Said, sectionOf } from "./office/chat-office.ts";
import { type DiscordChat, openDiscordChat } from "./office/discord-chat.ts";
import { freeze, freezeDream } from "./office/freeze-dream.ts";
import { idle } from "./office/idle.ts";
import type { Program } from "./program.ts";

/** Discord does what it was asked, and the program never learns of it. */
const unheard: Failure = { type: "hang", delayMs: null };
/** Discord does nothing, and the program cannot know. */
const undone: Failure = { type: "reset" };

const forever = new Promise<never>(() => undefined);
const posting = "POST /channels/:channel/messages";
const editing = "PATCH /channels/:channel/messages/:message";

describe("a program on Discord that is killed", () => {
  let server: MessagesServer;
  let pieces: readonly Piece[];
  let office: DiscordChat;
  beforeEach(async () => {
    pieces = ["The whole answer."];
    server = await startMessagesServer({
      script: (body) => (isReflection(body) ? freezeDream(blocksOf(body).join("")) : text(pieces)),
    });
    office = await openDiscordChat({ modelUrl: server.url });
  });
  afterEach(async () => {
    await office.close();
    await server.close();
    expect(office.fake.world.records.ownFaults).toEqual([]);
  });

  const ask = (channel = "general") =>
    office.say({ person: "ana", channel, text: "@reverie are you there?" });
  const unheardCall = (route: string) =>
    office.until(`a call of ${route} without an answer`, () =>
      office.fake.world.records.calls.find(
        ({ method, route: path, status }) => `${method} ${path}` === route && status === null,
      ),
    );
  /** Kills the program, heals Discord, starts the program again and lets it do what is left. */
  const restart = async (program: Program) => {
    await program.kill();
    office.fake.faults.heal();
    pieces = ["The whole answer."];
    const next = await office.start();
    await idle(next);
    return next;
  };
  const expectOneAnswer = async (question: Said) => {
    const standing = await office.until("the whole answer", async () => {
      const found = await office.answersTo(question);
      return found.some(({ words, isDraft }) => words.includes("The whole answer.") && !isDraft)
        ? found
        : undefined;
    });
    expect(standing).toHaveLength(1);
    expect(standing[0]?.words).not.toContain("Half");
  };

  it("A4: answers once after a kill between the record and the answer", async () => {
    pieces = [forever];
    const first = await office.start();
    const question = await ask();
    await server.received(1);
    const second = await restart(first);
    await expectOneAnswer(question);
    // Nothing is left that a further start would say again.
    await restart(second);
    await expectOneAnswer(question);
    expect(server.asked).toHaveLength(2);
  });

  it("A4, A16: answers once what was said while no program was there", async () => {
    const first = await office.start();
    const before = await ask("dm-ana");
    await expectOneAnswer(before);
    await idle(first);
    await first.kill();
    const root = await office.say({ person: "ben", channel: "engineering", text: "Which logo?" });
    const questions = [
      await ask(),
      await ask("core-team"),
      await ask("dm-ana"),
      await office.thread(root, "dora", "@reverie are you there?"),
    ];
    const second = await restart(first);
    for (const question of questions) await expectOneAnswer(question);
    await restart(second);
    for (const question of questions) await expectOneAnswer(question);
    expect(server.asked).toHaveLength(5);
  });

  it("A6: answers once when it dies before it hears of its post", async () => {
    const first = await office.start();
    office.fake.faults.failNext({ route: posting, as: unheard, times: null });
    const question = await ask();
    await unheardCall(posting);
    await restart(first);
    await expectOneAnswer(question);
  });

  it("A5: completes an answer that was killed in the middle, in the same message", async () => {
    pieces = ["Half an answer ", forever];
    const first = await office.start();
    const question = await ask();
    const half = await office.until("half an answer", async () =>
      (await office.answersTo(question)).find(({ isDraft }) => isDraft),
    );
    await restart(first);
    await expectOneAnswer(question);
    expect((await office.answersTo(question))[0]?.id).toBe(half.id);
  });

  it.each([
    [posting, false],
    [editing, true],
  ])("A6: finds its draft again when it dies before it hears of %s", async (route, isAtEnd) => {
    const gate = Promise.withResolvers<void>();
    pieces = ["Half an answer ", isAtEnd ? gate.promise : forever, "and the rest"];
    const first = await office.start();
    office.fake.faults.failNext({ route, as: unheard });
    const question = await ask();
    await office.until("half an answer", async () => (await office.answersTo(question))[0]);
    gate.resolve();
    await unheardCall(route);
    await restart(first);
    await expectOneAnswer(question);
  });

  it.each([
    ["B1: posts a digest once when it dies before Discord has it", undone],
    ["B2: lets a digest be decided when it dies between Discord's word and its own", unheard],
  ])("%s", async (_name, as) => {
    const first = await office.start();
    const ana = office.person("ana");
    await ana.command("engineering", "set listen here all");
    await ana.command("engineering", "set review-channel general");
    await office.heard(await office.say({ person: "ben", channel: "engineering", text: freeze }));
    office.fake.faults.failNext({ route: posting, as, times: null });
    await ana.command("engineering", "dream now");
    await office.until("a call for the card", () =>
      office.fake.world.records.calls.find(
        ({ method, route, status }) => `${method} ${route}` === posting && status === null,
      ),
    );
    await restart(first);
    const cards = async () =>
      (await office.messages("general")).filter(({ words }) => words.includes("I dreamt"));
    const [card] = await office.until("the card", async () => {
      const found = await cards();
      return found.length > 0 ? found : undefined;
    });
    if (!card) throw new Error("There is no card");
    const approve = buttonOf(sectionOf(card, /frozen/u), "approve");
    expect((await ana.press(card, approve)).words).toContain("Approved");
    await office.until("the decided card", async () =>
      (await cards()).find(({ words }) => words.includes("All decided.")),
    );
    expect(await cards()).toHaveLength(1);
  });
});
