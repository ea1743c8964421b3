import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type MessagesServer, startMessagesServer } from "../fakes/messages-server/messages-server.ts";
import { type Piece, text } from "../fakes/messages-server/reply.ts";
import { makeDataDir, type Program, startProgram } from "./program.ts";
import { findProposal, visit } from "./visitor.ts";

describe("a program that is killed", () => {
  let data: ReturnType<typeof makeDataDir>;
  let server: MessagesServer;
  let pieces: readonly Piece[];
  const programs: Program[] = [];
  const start = async () => {
    const program = await startProgram({ DATA_DIR: data.path, ANTHROPIC_BASE_URL: server.url });
    programs.push(program);
    return program;
  };
  beforeEach(async () => {
    data = makeDataDir();
    pieces = ["The answer."];
    server = await startMessagesServer({ script: () => text(pieces) });
  });
  afterEach(async () => {
    for (const program of programs.splice(0)) await program.stop();
    await server.close();
    data.remove();
  });

  it("A4: answers once after a kill between the arrival of a mention and its answer", async () => {
    pieces = [new Promise(() => undefined)];
    const first = await start();
    const question = await visit(first.url, "ana").say("general", "@reverie are you there?");
    await server.received(1);
    await first.kill();
    pieces = ["Still here."];
    const startedAt = performance.now();
    const second = await start();
    const ana = visit(second.url, "ana");
    expect((await ana.answerTo(question)).text).toBe("Still here.");
    expect(performance.now() - startedAt).toBeLessThan(3000);
    await second.stop();
    const third = await start();
    const answers = (await visit(third.url, "ana").messages()).filter(({ author }) => author === "reverie");
    expect(answers.map(({ text: said }) => said)).toEqual(["Still here."]);
    expect(server.asked).toHaveLength(2);
  });

  it("A5: completes an answer that was killed in the middle, in the same message", async () => {
    pieces = ["Half an answer ", new Promise(() => undefined)];
    const first = await start();
    const ana = visit(first.url, "ana");
    await ana.say("dm-ana", "tell me");
    const half = await ana.until("half an answer", (seen) =>
      seen.find(({ streaming }) => streaming === true),
    );
    await first.kill();
    pieces = ["The whole answer."];
    const second = await start();
    const whole = await visit(second.url, "ana").until("the whole answer", (seen) =>
      seen.find(({ author, streaming }) => author === "reverie" && streaming !== true),
    );
    expect(whole).toMatchObject({ id: half.id, text: "The whole answer." });
  });

  it("keeps what was approved, and lets a card be decided after a restart", async () => {
    await server.close();
    const offline = () => startProgram({ DATA_DIR: data.path });
    const first = await offline();
    programs.push(first);
    const ana = visit(first.url, "ana");
    await ana.command("dream now");
    const freeze = await ana.until("a proposal", (seen) => findProposal(seen, /freeze deploys/u));
    const short = await ana.until("a proposal of her own", (seen) => findProposal(seen, /short answers/u));
    await ana.press(freeze.message.id, "reverie:approve", freeze.value);
    await first.kill();
    const second = await offline();
    programs.push(second);
    const again = visit(second.url, "ana");
    expect((await again.command("memory team")).card?.sections.map(({ text: said }) => said)).toEqual([
      freeze.section.text,
    ]);
    expect((await again.press(short.message.id, "reverie:approve", short.value)).text).toContain("Approved");
    expect((await again.command("memory mine")).card?.sections).toHaveLength(1);
  });
});
