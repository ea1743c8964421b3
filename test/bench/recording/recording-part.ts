import { openSqliteStore } from "../../../src/adapters/sqlite/sqlite-store.ts";
import { createSystemClock } from "../../../src/adapters/system/system-clock.ts";
import type { Message } from "../../../src/core/message.ts";
import { createSilentLog } from "../../doubles/silent-log.ts";
import { chunksOf } from "../chunks.ts";
import { instantMs } from "../instant.ts";
import { median, rounded } from "../percentiles.ts";
import { officeHistory } from "../recall/office.ts";
import { chanceOf } from "../team-talk.ts";
import { openBareTable } from "./bare-table.ts";

const rounds = 5;
const messagesPerRound = 512;
const atOnce = 64;

/**
 * Recording with full durability against a bare table that commits each row, in the same folder. They take
 * turns, so that what else the disk does meets all of them.
 */
export async function measureRecording(dataDir: string) {
  const store = openSqliteStore({ dataDir, clock: createSystemClock(), log: createSilentLog() });
  const bare = openBareTable(dataDir);
  const total = 2 * rounds * messagesPerRound;
  const history = officeHistory(chanceOf(4), { from: 0, to: total, most: total, now: Date.now() });
  const batches = chunksOf(history, messagesPerRound).toArray();
  const record = (message: Message) => store.history.record(message);
  const alone: number[] = [];
  const together: number[] = [];
  const bareRows: number[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      const [first = [], second = []] = batches.splice(0, 2);
      alone.push(await perSecond(first, 1, record));
      together.push(await perSecond(second, atOnce, record));
      bareRows.push(await perSecond(second, 1, async (message) => bare.insert(message)));
    }
  } finally {
    bare.close();
    await store.close();
  }
  const bareRate = median(bareRows);
  return {
    messagesPerSecondOneAtATime: rounded(median(alone)),
    messagesPerSecond64AtATime: rounded(median(together)),
    bareRowsPerSecondOneAtATime: rounded(bareRate),
    ratioOneAtATimeToBare: rounded(median(alone) / bareRate),
    ratio64AtATimeToBare: rounded(median(together) / bareRate),
  };
}

async function perSecond(
  messages: readonly Message[],
  size: number,
  record: (message: Message) => Promise<unknown>,
): Promise<number> {
  const startedAtMs = instantMs();
  for (const some of chunksOf(messages, size)) await Promise.all(some.map(record));
  return (messages.length * 1000) / (instantMs() - startedAtMs);
}
