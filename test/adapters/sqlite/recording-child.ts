import { openSqliteStore } from "../../../src/adapters/sqlite/sqlite-store.ts";
import { sampleMessage } from "../../contracts/sample-message.ts";
import { createManualClock } from "../../doubles/manual-clock.ts";
import { createSilentLog } from "../../doubles/silent-log.ts";

// A program for tests: opens the store in the given folder, then records message after message and
// writes each id once it is durable, until it is killed. Writes one sentence where it cannot open.

const [, , dataDir = ""] = process.argv;

async function recordForever(): Promise<void> {
  const store = openSqliteStore({ dataDir, clock: createManualClock(0), log: createSilentLog() });
  for (let index = 0; ; index += 1) {
    await store.history.record(sampleMessage(`m${index}`, { text: `Words number ${index}` }));
    process.stdout.write(`m${index}\n`);
  }
}

await recordForever().catch((error: unknown) => {
  process.stdout.write(`${error}\n`);
});
