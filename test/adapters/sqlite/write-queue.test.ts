import { rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WriteQueue } from "../../../src/adapters/sqlite/write-queue.ts";
import { StoreError } from "../../../src/core/errors.ts";
import { makeTemporaryFolder } from "./open-temporary-store.ts";

/** A database that writes down its transactions. */
class WitnessedDatabase extends DatabaseSync {
  readonly transactions: string[] = [];

  override exec(sql: string): void {
    super.exec(sql);
    if (/^(BEGIN|COMMIT|ROLLBACK)/.test(sql)) this.transactions.push(sql);
  }
}

let folder: string;
let file: string;
let connection: WitnessedDatabase;
let queue: WriteQueue;

beforeEach(() => {
  folder = makeTemporaryFolder();
  file = join(folder, "queue.db");
  connection = new WitnessedDatabase(file, { timeout: 20 });
  connection.exec("PRAGMA journal_mode = WAL; CREATE TABLE items (name TEXT PRIMARY KEY NOT NULL)");
  queue = new WriteQueue(connection);
});

afterEach(() => {
  connection.close();
  rmSync(folder, { recursive: true });
});

function add(name: string | null): Promise<string> {
  return queue.write("items.add", () => {
    connection.prepare("INSERT INTO items VALUES (?)").run(name);
    return `added ${name}`;
  });
}

function items(): unknown[] {
  return connection
    .prepare("SELECT name FROM items ORDER BY name")
    .all()
    .map(({ name }) => name);
}

describe("writing", () => {
  it("puts the writes of one moment into one transaction", async () => {
    const results = await Promise.all([add("a"), add("b"), add("c")]);
    expect(results).toEqual(["added a", "added b", "added c"]);
    expect(connection.transactions).toEqual(["BEGIN IMMEDIATE", "COMMIT"]);
  });

  it("groups writers that know nothing of each other", async () => {
    const chain = async (name: string) => {
      for (let index = 0; index < 10; index += 1) await add(`${name}${index}`);
    };
    await Promise.all(["a", "b", "c", "d"].map(chain));
    expect(items()).toHaveLength(40);
    expect(connection.transactions).toHaveLength(20);
  });

  it("resolves only after the commit", async () => {
    const seen: (readonly string[])[] = [];
    await add("a").then(() => seen.push([...connection.transactions]));
    expect(seen).toEqual([["BEGIN IMMEDIATE", "COMMIT"]]);
  });

  it("undoes a write that fails, and it alone", async () => {
    const halfDone = queue.write("items.half", () => {
      connection.prepare("INSERT INTO items VALUES ('half')").run();
      throw new TypeError("no further");
    });
    const outcomes = await Promise.allSettled([add("a"), halfDone, add(null), add("a"), add("b")]);
    expect(outcomes.map(({ status }) => status)).toEqual([
      "fulfilled",
      "rejected",
      "rejected",
      "rejected",
      "fulfilled",
    ]);
    expect(items()).toEqual(["a", "b"]);
    await expect(halfDone).rejects.toMatchObject({
      name: "StoreError",
      operation: "items.half",
      cause: expect.any(TypeError),
    });
  });

  it("wraps a foreign error once", async () => {
    const inner = new StoreError("deep", new Error("inside"));
    const outer = queue.write("outer", () => {
      throw inner;
    });
    await expect(outer).rejects.toBe(inner);
  });

  it("A7: rejects every write of a group when the disk is full, and goes on when there is room", async () => {
    connection.exec("PRAGMA max_page_count = 4");
    const big = "x".repeat(20_000);
    const outcomes = await Promise.allSettled([add(`a${big}`), add(`b${big}`)]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    await expect(add(`c${big}`)).rejects.toBeInstanceOf(StoreError);
    expect(items()).toEqual([]);
    connection.exec("PRAGMA max_page_count = 1000");
    await add(`a${big}`);
    expect(items()).toHaveLength(1);
  });

  it("writes what waits when it is closed, and takes nothing more", async () => {
    const written = add("a");
    queue.close();
    expect(await written).toBe("added a");
    await expect(add("b")).rejects.toBeInstanceOf(StoreError);
    expect(items()).toEqual(["a"]);
  });
});

describe("a lock that another connection holds", () => {
  it("C5: fails the writes with a StoreError in bounded time, and loses none that come after", async () => {
    const other = new DatabaseSync(file);
    other.exec("BEGIN IMMEDIATE");
    const startedAt = performance.now();
    const outcomes = await Promise.allSettled([add("a"), add("b")]);
    expect(performance.now() - startedAt).toBeLessThan(1500);
    expect(outcomes.map((outcome) => outcome.status === "rejected" && outcome.reason)).toEqual([
      expect.any(StoreError),
      expect.any(StoreError),
    ]);
    other.exec("COMMIT");
    other.close();
    await add("c");
    expect(items()).toEqual(["c"]);
  });

  it("C5: waits for it without stopping the event loop, and then writes all", async () => {
    const other = new DatabaseSync(file);
    other.exec("BEGIN IMMEDIATE");
    const writes = Promise.all([add("a"), add("b")]);
    for (let turn = 0; turn < 3; turn += 1) await setImmediate();
    const late = add("late");
    other.exec("COMMIT");
    other.close();
    await Promise.all([writes, late]);
    expect(items()).toEqual(["a", "b", "late"]);
  });
});
