import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type MessagesServer, startMessagesServer } from "../fakes/messages-server/messages-server.ts";
import { type Piece, text } from "../fakes/messages-server/reply.ts";
import type { Failure } from "../fakes/slack/faults.ts";
import { app } from "../fakes/slack/world/identity.ts";
import { blocksOf, isReflection } from "./model-requests.ts";
import { freeze, freezeDream } from "./office/freeze-dream.ts";
import type { Program } from "./program.ts";
import { openSlackOffice, type SlackOffice } from "./slack-office.ts";
import { personIn } from "./slack-person.ts";
import { buttonsIn, wordsOf } from "./slack-reader.ts";

/** Slack does what it was asked, and the program never learns of it. */
const unheard: Failure = { type: "hang", delayMs: null };
/** Slack does nothing, and the program cannot know. */
const undone: Failure = { type: "reset" };

const forever = new Promise<never>(() => undefined);

describe("a program on Slack that is killed", () => {
  let server: MessagesServer;
  let pieces: readonly Piece[];
  let office: SlackOffice;
  beforeEach(async () => {
    pieces = ["The whole answer."];
    server = await startMessagesServer({
      script: (body) => (isReflection(body) ? freezeDream(blocksOf(body).join("")) : text(pieces)),
    });
    // What was not acknowledged comes again when the test says so, and not after Slack's minute.
    office = await openSlackOffice({ modelUrl: server.url, fake: { isManual: true } });
  });
  afterEach(async () => {
    await office.close();
    await server.close();
  });

  const ask = () => office.mention({ person: "ana", channel: "general", text: "are you there?" });
  const unheardCall = (method: string) =>
    office.until(`a call of ${method} without an answer`, () =>
      office.fake.world.records.calls.find((call) => call.method === method && call.outcome === "hanging"),
    );
  /** Kills the program, heals Slack, starts the program again and lets it do what is left. */
  const restart = async (program: Program) => {
    await program.kill();
    office.fake.faults.heal();
    pieces = ["The whole answer."];
    const next = await office.start();
    office.fake.outbox.redeliver();
    await office.fake.outbox.settled();
    await office.idle(next);
    return next;
  };
  const expectOneAnswer = (thread: string) => {
    const standing = office.fake.world
      .messages({ channel: "general", thread })
      .filter(({ user }) => user === app.userId);
    expect(
      standing.map((message) => [wordsOf(message).includes("The whole answer."), message.streaming]),
    ).toEqual([[true, expect.not.stringMatching(/in_progress|errored/u)]]);
    expect(wordsOf(standing[0] ?? { text: "", blocks: [] })).not.toContain("Half");
  };

  it("A4: answers once after a kill between the acknowledgement and the answer", async () => {
    pieces = [forever];
    const first = await office.start();
    const question = ask();
    await server.received(1);
    await office.fake.outbox.settled();
    const second = await restart(first);
    expectOneAnswer(question);
    // Nothing is left that a further start would say again.
    await restart(second);
    expectOneAnswer(question);
    expect(server.asked).toHaveLength(2);
  });

  it("A4: answers once what was said while no program was there, and what is told again after it", async () => {
    const first = await office.start();
    await first.kill();
    const said = office.fake.world.say({
      person: "ana",
      channel: "general",
      text: `<@${app.userId}> are you there?`,
    });
    const next = await restart(first);
    expectOneAnswer(said.ts);
    for (const event of said.events) office.fake.outbox.repeat(event, 3, 1);
    await office.fake.outbox.settled();
    await office.idle(next);
    expectOneAnswer(said.ts);
    expect(server.asked).toHaveLength(1);
  });

  it.each([
    ["A4", "users.info"],
    ["A4", "users.conversations"],
    ["A6", "chat.postMessage"],
  ])("%s: answers once when it dies before it hears of %s", async (_fault, method) => {
    const first = await office.start();
    office.fake.faults.failNext({ method, as: unheard, times: null });
    const question = ask();
    await unheardCall(method);
    await restart(first);
    expectOneAnswer(question);
  });

  it("A5: completes an answer that was killed in the middle, in the same message", async () => {
    pieces = ["Half an answer ", forever];
    const first = await office.start();
    const question = ask();
    const half = await office.until("half an answer", () =>
      office.fake.world
        .messages({ channel: "general", thread: question })
        .find(({ streaming }) => streaming === "in_progress"),
    );
    await restart(first);
    expectOneAnswer(question);
    expect(office.answers("general", question)[0]?.ts).toBe(half.ts);
  });

  it.each([
    ["chat.startStream", { isStreamed: true, isAtEnd: false }],
    ["chat.stopStream", { isStreamed: true, isAtEnd: true }],
    ["chat.postMessage", { isStreamed: false, isAtEnd: false }],
    ["chat.update", { isStreamed: false, isAtEnd: true }],
  ])(
    "A6: finds its words again when it dies before it hears of %s",
    async (method, { isStreamed, isAtEnd }) => {
      if (!isStreamed) office.fake.world.configure({ streamError: "feature_not_enabled" });
      const gate = Promise.withResolvers<void>();
      pieces = ["Half an answer ", isAtEnd ? gate.promise : forever, "and the rest"];
      const first = await office.start();
      office.fake.faults.failNext({ method, as: unheard });
      const question = ask();
      await office.until("half an answer", () =>
        office.fake.world
          .messages({ channel: "general", thread: question })
          .find(({ user }) => user === app.userId),
      );
      gate.resolve();
      await unheardCall(method);
      await restart(first);
      expectOneAnswer(question);
    },
  );

  it.each([
    ["B1: posts a digest once when it dies before Slack has it", undone],
    ["B2: lets a digest be decided when it dies between Slack's word and its own", unheard],
  ])("%s", async (_name, as) => {
    const first = await office.start();
    const ana = personIn(office, "ana");
    await ana.command("engineering", "set listen here all");
    await ana.command("engineering", "set review-channel general");
    office.fake.world.say({ person: "ben", channel: "engineering", text: freeze });
    await office.fake.outbox.settled();
    office.fake.faults.failNext({ method: "chat.postMessage", as, times: null });
    await ana.command("engineering", "dream now");
    await office.until("a call for the card", () =>
      office.fake.world.records.calls.find(
        ({ method, outcome }) =>
          method === "chat.postMessage" && (outcome === "hanging" || outcome === "reset"),
      ),
    );
    await restart(first);
    const cards = () =>
      office.fake.world
        .messages({ channel: "general" })
        .filter((message) => wordsOf(message).includes("I dreamt"));
    expect(cards()).toHaveLength(1);
    const [card = { channel: "", ts: "", blocks: [] }] = cards();
    const approve = buttonsIn(card.blocks).find(({ action }) => action === "reverie:approve");
    expect(await ana.press(card, "reverie:approve", approve?.value ?? "")).toContain("Approved");
    await office.until("the decided card", () =>
      cards().find((each) => wordsOf(each).includes("All decided.")),
    );
    expect(cards()).toHaveLength(1);
  });
});
