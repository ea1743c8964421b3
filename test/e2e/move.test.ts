import { afterEach, describe, expect, it } from "vitest";
import { openArriving } from "../../src/adapters/redis/redis-pieces.ts";
import { openPieces } from "../../src/adapters/sqlite/sqlite-pieces.ts";
import { createSystemClock } from "../../src/adapters/system/system-clock.ts";
import type { Piece } from "../../src/core/ports/pieces.ts";
import { nameOf, Tally } from "../../src/core/storage/tally.ts";
import { type RedisServer, startRedis } from "../adapters/redis/redis-server.ts";
import { createSilentLog } from "../doubles/silent-log.ts";
import { hasRedis } from "../setup/redis.ts";
import { makeDataDir, type Program, runToEnd, startProgram } from "./program.ts";
import { findProposal, visit } from "./visitor.ts";

describe.runIf(hasRedis)("moving from SQLite to Redis", () => {
  const data = makeDataDir();
  let redis: RedisServer | undefined;
  let program: Program | undefined;
  afterEach(async () => {
    await program?.stop();
    await redis?.close();
    data.remove();
  });
  const move = (environment: Record<string, string>) => runToEnd(environment, ["bin/reverie.js", "move"]);

  it("brings everything along, by count and checksum, goes on where it died, and takes no Redis that holds something", async () => {
    redis = await startRedis();
    program = await startProgram({ DATA_DIR: data.path });
    const ana = visit(program.url, "ana");
    await ana.answerTo(await ana.say("general", "@reverie when can we deploy on Fridays?"));
    await ana.command("remember for the team: lunch is at noon");
    await ana.command("remember my cat is called Minka");
    await ana.command("set sensitive-topics salary");
    await ana.command("dream now");
    const freeze = await ana.until("the proposal", (seen) => findProposal(seen, /freeze deploys/u));
    const gone = await ana.say("general", "This goes again.");
    await ana.remove(gone);
    const settings = { DATA_DIR: data.path, REDIS_URL: redis.url };
    expect((await move(settings)).errors).toContain("Another Reverie is running");
    await program.stop();

    // It died on the way: some pieces are there, and nobody starts on them.
    const from = openPieces(data.path, Date.now());
    const some = [...(from.pieces() as Iterable<Piece>)].slice(0, 5);
    from.close();
    const first = await move({ ...settings, REDIS_URL: `${redis.url}/1` });
    expect(first.code).toBe(0);
    const to = await openArriving({ url: redis.url, clock: createSystemClock(), log: createSilentLog() });
    expect(await to.begin("another source")).toBe(true);
    await to.put(some);
    to.close();
    const half = await runToEnd(settings);
    expect(half.errors).toContain("has not come to its end");
    expect((await move(settings)).errors).toContain("something in this Redis already");

    const settled = { ...settings, REDIS_URL: `${redis.url}/1` };
    expect(first.output).toMatch(/^ +\d+ message {4}[0-9a-f]{16}$/mu);
    expect(first.output).toContain("All of it is in Redis.");
    expect((await move(settled)).errors).toContain("something in this Redis already");
    program = await startProgram(settled);
    const again = visit(program.url, "ana");
    const team = await again.command("memory team");
    expect(team.card?.sections.map(({ text }) => text)).toEqual(["lunch is at noon"]);
    const mine = await again.command("memory mine");
    expect(mine.card?.sections.map(({ text }) => text)).toEqual(["my cat is called Minka"]);
    expect((await again.command("settings")).text).toContain("salary");
    expect((await again.press(freeze.message.id, "reverie:approve", freeze.value)).text).toContain(
      "remembered for the team",
    );
    const answer = await again.answerTo(await again.say("general", "@reverie are deploys on Fridays fine?"));
    expect(answer.text).toContain("What is remembered about this");
    await again.command("dream now");
    await again.until("a quiet night", (seen) =>
      seen.find(({ text }) => text.includes("found nothing worth remembering")),
    );
  });

  it("goes on where it died", async () => {
    redis = await startRedis();
    program = await startProgram({ DATA_DIR: data.path });
    await visit(program.url, "ana").command("remember for the team: lunch is at noon");
    await program.stop();
    const settings = { DATA_DIR: data.path, REDIS_URL: redis.url };
    await redis.kill();
    expect((await move(settings)).errors).toContain("Redis does not answer");
    await redis.restart();
    const from = openPieces(data.path, Date.now());
    const pieces = [...(from.pieces() as Iterable<Piece>)];
    from.close();
    const tally = new Tally();
    for (const piece of pieces) tally.add(piece);
    const to = await openArriving({ url: redis.url, clock: createSystemClock(), log: createSilentLog() });
    expect(await to.begin(nameOf(tally.counts()))).toBe(true);
    await to.put(pieces.slice(0, pieces.length / 2));
    await to.put(pieces.slice(0, 3));
    to.close();
    expect(await move(settings)).toMatchObject({ code: 0, errors: "" });
  });
});
