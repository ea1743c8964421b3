import { rmSync } from "node:fs";
import { expect, it, onTestFinished } from "vitest";
import { openDatabase } from "../../../src/adapters/sqlite/database.ts";
import { SqliteHistory } from "../../../src/adapters/sqlite/sqlite-history.ts";
import { createProbe } from "../../../src/adapters/sqlite/write-probe.ts";
import { WriteQueue } from "../../../src/adapters/sqlite/write-queue.ts";
import { StoreError } from "../../../src/core/errors.ts";
import { asId } from "../../../src/core/ids.ts";
import { sampleMessage, sampleWorkspace } from "../../contracts/sample-message.ts";
import { createManualClock } from "../../doubles/manual-clock.ts";
import { createSilentLog } from "../../doubles/silent-log.ts";
import { makeTemporaryFolder } from "./open-temporary-store.ts";

it("C6: a full disk refuses what is written, keeps what there is, says so, and is well again with room", async () => {
  const folder = makeTemporaryFolder();
  const { connection, close } = openDatabase(folder);
  onTestFinished(() => {
    close();
    rmSync(folder, { recursive: true, force: true });
  });
  const history = new SqliteHistory(connection, new WriteQueue(connection), createSilentLog());
  const clock = createManualClock(Date.UTC(2026, 0, 5, 9));
  const state = createProbe(connection, clock);
  await history.record(sampleMessage("first"));
  // The same code as from a disk without room (https://www.sqlite.org/rescode.html#full).
  const { page_count: pages } = connection.prepare("PRAGMA page_count").get() as { page_count: number };
  connection.exec(`PRAGMA max_page_count = ${pages}`);
  const long = sampleMessage("long", { text: "many words ".repeat(10_000) });
  const refusal = await history.record(long).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(StoreError);
  const read = await history.get(sampleWorkspace, [asId("first"), asId("long")]);
  expect(read.map(({ id }) => id)).toEqual(["first"]);
  connection.exec("PRAGMA max_page_count = 1000000");
  expect(await history.record(long)).toBe(true);
  await clock.advance(1000);
  expect(state()).toEqual({ state: "ok", detail: "The database can be written." });
});
