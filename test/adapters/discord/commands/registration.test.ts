import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createKnownServers } from "../../../../src/adapters/discord/directory/known-servers.ts";
import type { CommandDescription } from "../../../../src/core/ports/platform.ts";
import { type FakeDiscord, startFakeDiscord } from "../../../fakes/discord/fake-discord.ts";
import { openDiscordHouse } from "../discord-house.ts";
import { createListener } from "./listening-house.ts";

const help: CommandDescription = { words: "help", parameters: [], usage: "", summary: "what I can do" };
const route = "PUT /applications/:application/commands";

/** A Discord and a folder that outlive the programs that run on them. */
async function openPlace(guilds: readonly string[] = ["Example"]) {
  const fake = await startFakeDiscord({ settings: { guilds } });
  const dataDir = mkdtempSync(join(tmpdir(), "reverie-"));
  onTestFinished(async () => {
    await fake.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  return { fake, dataDir };
}

/** One life of a program, up to where it knows its servers. Gives what it logged. */
async function run(
  place: { readonly fake: FakeDiscord; readonly dataDir: string },
  {
    commands,
    commandScope,
  }: {
    readonly commands?: readonly CommandDescription[];
    readonly commandScope?: "everywhere" | "in-each-server";
  } = {},
) {
  const house = await openDiscordHouse({ ...place, ...(commandScope ? { commandScope } : {}) });
  try {
    await house.discord.start(createListener(commands).handler);
    const known = createKnownServers(house.parts.documents, () => house.fake.applicationId);
    const { length } = await house.discord.directory.workspaces();
    await house.until(async () => (await known.all()).length === length, "the servers");
  } finally {
    await house.close();
  }
  return house.log.entries;
}

const registered = ({ fake }: { readonly fake: FakeDiscord }) =>
  fake.world.records.registrations.map(({ guild, commands }) => [guild, commands.length]);

const example = "100000000000000001";
const other = "100000000000000002";

describe("commands are registered", () => {
  it("in one call for all servers, not again while they are the same, and again when they changed", async () => {
    const place = await openPlace();
    await run(place);
    expect(registered(place)).toEqual([[null, 2]]);
    await run(place);
    expect(registered(place)).toEqual([[null, 2]]);
    await run(place, { commands: [help] });
    expect(registered(place)).toEqual([
      [null, 2],
      [null, 2],
    ]);
    expect(place.fake.world.records.calls.filter(({ method }) => method === "PUT")).toHaveLength(2);
  });

  it("in each server in development, also in one that was known before, and nowhere else", async () => {
    const place = await openPlace(["Example", "Other"]);
    await run(place, { commandScope: "in-each-server", commands: [help] });
    expect(registered(place).toSorted()).toEqual([
      [example, 2],
      [other, 2],
    ]);
    await run(place, { commandScope: "in-each-server", commands: [help] });
    expect(registered(place)).toHaveLength(2);
    await run(place, { commandScope: "in-each-server" });
    expect(registered(place).slice(2).toSorted()).toEqual([
      [example, 2],
      [other, 2],
    ]);
  });

  it("everywhere once development is over: none is left beside them in a server", async () => {
    const place = await openPlace(["Example", "Other"]);
    await run(place, { commandScope: "in-each-server" });
    await run(place);
    expect(registered(place).slice(2)).toEqual([
      [null, 2],
      [example, 0],
      [other, 0],
    ]);
    await run(place);
    expect(registered(place)).toHaveLength(5);
  });

  it("later where Discord refuses them now, and Reverie hears all the same", async () => {
    const place = await openPlace();
    place.fake.faults.failNext({ route, as: { type: "error", code: 20012 } });
    const entries = await run(place);
    expect(entries.map(({ event }) => event)).toContain("commands-not-registered");
    expect(registered(place)).toEqual([]);
    await run(place);
    expect(registered(place)).toEqual([[null, 2]]);
  });

  it("where one server refuses them, in all others", async () => {
    const place = await openPlace(["Example", "Other"]);
    const inGuild = "PUT /applications/:application/guilds/:guild/commands";
    place.fake.faults.failNext({ route: inGuild, as: { type: "error", code: 50001 } });
    const entries = await run(place, { commandScope: "in-each-server" });
    expect(entries.map(({ event }) => event)).toContain("commands-refused");
    expect(registered(place)).toHaveLength(1);
    // It is known for all that, and its turn comes with the next start.
    await run(place, { commandScope: "in-each-server" });
    expect(registered(place).toSorted()).toEqual([
      [example, 2],
      [other, 2],
    ]);
  });
});
