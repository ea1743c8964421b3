import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "../../../src/adapters/sqlite/database.ts";
import { migrations } from "../../../src/adapters/sqlite/migrations.ts";
import { openSqliteStore } from "../../../src/adapters/sqlite/sqlite-store.ts";
import { StartError } from "../../../src/core/errors.ts";
import { asId } from "../../../src/core/ids.ts";
import { sampleMessage, sampleSaidAt, sampleWorkspace } from "../../contracts/sample-message.ts";
import { createManualClock } from "../../doubles/manual-clock.ts";
import { createSilentLog } from "../../doubles/silent-log.ts";
import { startRecordingChild } from "./child-process.ts";
import { makeTemporaryFolder } from "./open-temporary-store.ts";

let dataDir: string;
let file: string;

beforeEach(() => {
  dataDir = makeTemporaryFolder();
  file = join(dataDir, "reverie.db");
});

afterEach(() => {
  chmodSync(dataDir, 0o700);
  rmSync(dataDir, { recursive: true, force: true });
});

/** The sentence with which opening is refused. */
function refusal(folder = dataDir): string {
  try {
    openDatabase(folder).close();
  } catch (error) {
    expect(error).toBeInstanceOf(StartError);
    return (error as StartError).message;
  }
  throw new Error("It was opened");
}

/** Runs statements in the file behind the back of whoever has it open. */
function tamper(sql: string): void {
  const connection = new DatabaseSync(file);
  connection.exec(sql);
  connection.close();
}

function fillAndClose(): void {
  const { connection, close } = openDatabase(dataDir);
  const insert = connection.prepare("INSERT INTO documents (key, value) VALUES (?, ?)");
  for (let index = 0; index < 2000; index += 1) insert.run(`key ${index}`, "x".repeat(100));
  close();
}

describe("opening a database", () => {
  it("makes the folder, readable by its owner only", () => {
    const nested = join(dataDir, "deep", "data");
    openDatabase(nested).close();
    expect(statSync(nested).mode & 0o777).toBe(0o700);
    expect(statSync(join(nested, "reverie.db")).mode & 0o777).toBe(0o600);
  });

  it("is durable at each commit and overwrites what is deleted", () => {
    const { connection, close } = openDatabase(dataDir);
    const setting = (name: string) => Object.values(connection.prepare(`PRAGMA ${name}`).get() ?? {})[0];
    expect(setting("journal_mode")).toBe("wal");
    expect(setting("synchronous")).toBe(2);
    expect(setting("secure_delete")).toBe(1);
    expect(setting("foreign_keys")).toBe(1);
    close();
  });

  it("brings an empty file to the newest form, and leaves it there", () => {
    for (let times = 0; times < 2; times += 1) {
      const { connection, close } = openDatabase(dataDir);
      expect(connection.prepare("PRAGMA user_version").get()).toEqual({ user_version: migrations.length });
      close();
    }
  });

  it("keeps the messages of a file of before there were attached files", async () => {
    const old = new DatabaseSync(file);
    old.exec(migrations[0] ?? "");
    old.exec(`
      INSERT INTO workspaces VALUES (1, '${sampleWorkspace}', 1);
      INSERT INTO places VALUES (1, 1, 'general');
      INSERT INTO messages VALUES (4294967296, 1, 1, 'm1', 1, 1, NULL, 'general/m1', 'ana', 'Ana', 'member',
        'Words of m1', ${sampleSaidAt}, ${sampleSaidAt}, NULL, NULL);
      PRAGMA user_version = 1;
    `);
    old.close();
    const store = openSqliteStore({ dataDir, clock: createManualClock(0), log: createSilentLog() });
    const { sequence, ...message } = (await store.history.get(sampleWorkspace, [asId("m1")]))[0] ?? {};
    await store.close();
    expect(message).toEqual(sampleMessage("m1"));
    expect(sequence).toBe(1);
  });

  it("says what to do when the folder cannot be made", () => {
    writeFileSync(join(dataDir, "taken"), "");
    expect(refusal(join(dataDir, "taken", "data"))).toContain("DATA_DIR");
    expect(refusal(join(dataDir, "taken"))).toContain("DATA_DIR");
  });

  it("says what to do when the file cannot be opened", () => {
    mkdirSync(file);
    expect(refusal()).toContain(file);
  });

  it("says that the file is damaged, and changes nothing in it", () => {
    const content = "This is no database at all. ".repeat(100);
    writeFileSync(file, content);
    expect(refusal()).toMatch(/reverie\.db is damaged or not a database.*backup/);
    expect(readFileSync(file, "utf8")).toBe(content);
  });

  it("C8: refuses to start on damaged pages, and names the file and the backup", () => {
    fillAndClose();
    const bytes = readFileSync(file);
    bytes.fill(0xa5, 4096 * 30, 4096 * 60);
    writeFileSync(file, bytes);
    expect(refusal()).toMatch(/reverie\.db is damaged.*backup/);
    expect(readFileSync(file)).toEqual(bytes);
  });

  it("C8: refuses to start on a file that was cut short", () => {
    fillAndClose();
    writeFileSync(file, readFileSync(file).subarray(0, 4096 * 20 + 100));
    expect(refusal()).toContain("backup");
  });

  it("C9: refuses a file that a newer Reverie wrote, and leaves it as it is", () => {
    openDatabase(dataDir).close();
    tamper(`PRAGMA user_version = ${migrations.length + 1}`);
    expect(refusal()).toMatch(/newer Reverie/);
    const connection = new DatabaseSync(file);
    expect(connection.prepare("PRAGMA user_version").get()).toEqual({ user_version: migrations.length + 1 });
    connection.close();
  });

  it("gives the folder free when it is refused", () => {
    writeFileSync(file, "no database ".repeat(1000));
    refusal();
    rmSync(file);
    openDatabase(dataDir).close();
  });
});

describe("one process for one folder", () => {
  it("C11: refuses a second opening in the same process", () => {
    const { close } = openDatabase(dataDir);
    expect(refusal()).toBe(
      `Another Reverie is running on ${dataDir}. Stop it first, or set DATA_DIR to a folder of this one's own.`,
    );
    close();
    openDatabase(dataDir).close();
  });

  it("C11: refuses a second process at once", async () => {
    const { close } = openDatabase(dataDir);
    const child = startRecordingChild(dataDir);
    expect(await child.line(() => true)).toContain(`Another Reverie is running on ${dataDir}`);
    await child.kill();
    close();
  });

  it("C11: is refused while another process has the folder, and opens once that was killed", async () => {
    const child = startRecordingChild(dataDir);
    await child.line((line) => line === "m0");
    expect(refusal()).toContain("Another Reverie is running");
    await child.kill();
    openDatabase(dataDir).close();
  });
});
