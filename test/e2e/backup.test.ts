import { mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { makeDataDir, type Program, runToEnd, startProgram } from "./program.ts";
import { visit } from "./visitor.ts";

const run = (command: string, environment: Record<string, string>, ...args: string[]) =>
  runToEnd(environment, ["bin/reverie.js", command, ...args]);

describe("a backup", () => {
  const data = makeDataDir();
  const folder = mkdtempSync(join(tmpdir(), "reverie-backup-"));
  const file = join(folder, "backup.db");
  let program: Program | undefined;
  afterEach(async () => {
    await program?.stop();
    data.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it("is taken while Reverie runs, and put into another folder brings all of it back", async () => {
    program = await startProgram({ DATA_DIR: data.path });
    const ana = visit(program.url, "ana");
    await ana.command("remember for the team: lunch is at noon");
    const [taken] = await Promise.all([
      run("backup", { DATA_DIR: data.path }, file),
      ...Array.from({ length: 20 }, (_, index) => ana.say("general", `Said meanwhile, ${index}.`)),
    ]);
    expect(taken).toMatchObject({ code: 0, output: expect.stringMatching(/messages, 1 memories/u) });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect((await run("backup", { DATA_DIR: data.path }, file)).errors).toContain("is there already");
    expect((await run("restore", { DATA_DIR: data.path }, file)).errors).toContain(
      "Another Reverie is running",
    );
    await program.stop();
    expect((await run("restore", { DATA_DIR: data.path }, file)).errors).toContain("a database in");

    const elsewhere = join(folder, "elsewhere");
    expect(await run("restore", { DATA_DIR: elsewhere }, file)).toMatchObject({
      code: 0,
      output: expect.stringContaining("1 memories"),
    });
    program = await startProgram({ DATA_DIR: elsewhere });
    const list = await visit(program.url, "ana").command("memory team");
    expect(list.card?.sections.map(({ text }) => text)).toEqual(["lunch is at noon"]);
    await program.stop();

    truncateSync(file, 8192);
    const ended = await run("restore", { DATA_DIR: join(folder, "third") }, file);
    expect(ended).toMatchObject({ code: 1, errors: expect.stringMatching(/damaged/u) });
    writeFileSync(join(folder, "not.db"), "not a database at all");
    const refused = await run("restore", { DATA_DIR: join(folder, "third") }, join(folder, "not.db"));
    expect(refused.errors).toContain("damaged or not a database");
    expect((await run("backup", { DATA_DIR: folder }, join(folder, "x.db"))).errors).toContain(
      "There is no database in",
    );
    expect((await run("backup", {})).errors).toContain("Usage:");
  });
});
