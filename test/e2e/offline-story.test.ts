import { afterEach, describe, expect, it } from "vitest";
import { type RedisServer, startRedis } from "../adapters/redis/redis-server.ts";
import { hasRedis } from "../setup/redis.ts";
import { makeDataDir, type Program, startProgram } from "./program.ts";
import { findProposal, visit } from "./visitor.ts";

/** Where everything may be kept: SQLite by itself, and Redis where replicas share it. */
const stores = ["SQLite", ...(hasRedis ? ["Redis"] : [])];

describe.each(stores)("the story without a key on %s", (store) => {
  const data = makeDataDir();
  let redis: RedisServer | undefined;
  let program: Program | undefined;
  const start = async () => {
    if (store === "Redis") redis ??= await startRedis();
    return startProgram({ DATA_DIR: data.path, ...(redis ? { REDIS_URL: redis.url } : {}) });
  };
  afterEach(async () => {
    await program?.stop();
    await redis?.close();
    data.remove();
  });

  it("answers, dreams, asks people, remembers what they approve and nothing else", async () => {
    program = await start();
    const ana = visit(program.url, "ana");
    const ben = visit(program.url, "ben");
    const cleo = visit(program.url, "cleo");

    const first = await ana.answerTo(await ana.say("general", "@reverie when can we deploy on Fridays?"));
    expect(first.text).toContain("We decided to freeze deploys on Fridays");
    expect(first.text).toMatch(/\[\[\d+\]\]\(#\/general\/m\d+\)/u);
    expect(first.note).toContain("Offline model");

    expect((await ana.command("dream now")).text).toContain("dreaming");
    const freeze = await ana.until("the team's proposal", (seen) => findProposal(seen, /freeze deploys/u));
    const short = await ana.until("her own proposal", (seen) => findProposal(seen, /prefers short answers/u));
    expect(freeze.message.channel).toBe("general");
    expect(short.message.channel).toBe("dm-ana");
    const all = [...(await ana.messages()), ...(await ben.messages()), ...(await cleo.messages())];
    expect(new Set(all.flatMap(({ card }) => card?.actions.map(({ value }) => value) ?? [])).size).toBe(2);
    expect(freeze.section.quotes[0]).toMatchObject({
      text: expect.stringContaining("freeze deploys"),
      link: expect.stringMatching(/^#\/general\/m\d+$/u),
    });

    expect((await ben.press(freeze.message.id, "reverie:approve", freeze.value)).text).toContain(
      "Only administrators",
    );
    expect((await ben.press("", "reverie:approve", short.value)).text).toContain("nothing by that id");
    expect((await ana.press(freeze.message.id, "reverie:approve", freeze.value)).text).toContain("Approved");
    expect((await ana.press(freeze.message.id, "reverie:reject", freeze.value)).text).toContain(
      "Already approved by Ana",
    );
    expect((await ana.press(short.message.id, "reverie:reject", short.value)).text).toContain("Rejected");
    await ana.until("the decided card", (seen) => {
      const decided = seen.find(({ id }) => id === freeze.message.id)?.card;
      return decided?.actions.every(({ id }) => id === "reverie:undo") &&
        decided.sections[0]?.note.includes("Approved by Ana")
        ? decided
        : undefined;
    });

    const again = await ben.answerTo(await ben.say("general", "@reverie are deploys on Fridays fine?"));
    expect(again.text).toContain("What is remembered about this");
    const [used, good] = again.actions ?? [];
    expect(used).toMatchObject({ id: "reverie:memories", label: "Used 1 memory" });
    const given = await ben.press(again.id, "reverie:memories", used?.value ?? "");
    expect(given.card?.sections.map(({ text }) => text)).toEqual([freeze.section.text]);
    expect((await ana.press(again.id, "reverie:memories", used?.value ?? "")).text).toContain(
      "Only whoever asked",
    );
    expect((await ana.press(again.id, "reverie:good", good?.value ?? "")).text).toContain("next dream");

    await ana.command("dream now");
    await ana.until("word of a quiet night", (seen) =>
      seen.find(({ text }) => text.includes("found nothing worth remembering")),
    );
    expect(
      findProposal(
        (await ana.messages()).filter(({ id }) => id !== short.message.id),
        /prefers short answers/u,
      ),
    ).toBeUndefined();

    expect((await ana.command("memory team")).card?.sections.map(({ text }) => text)).toEqual([
      freeze.section.text,
    ]);
    expect((await cleo.command("memory team")).card).toBeUndefined();
    await ana.press(freeze.message.id, "reverie:undo", freeze.value);
    expect((await ana.command("memory team")).card?.sections).toEqual([]);
  });
});
