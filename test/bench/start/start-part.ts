import { startChild } from "../child-program.ts";
import { atMost } from "../goal.ts";
import { instantMs } from "../instant.ts";
import { median } from "../percentiles.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const starts = 5;
const goalMs = 1000;

/** How long a start took, in milliseconds from the spawn. */
interface Start {
  readonly toAddressMs: number;
  readonly toReadyMs: number;
}

/** Measures the start with nothing stored, and with what is stored in the folder. */
export async function measureStart(filledDataDir: string) {
  await using open = new AsyncDisposableStack();
  const empty: Start[] = [];
  const filled: Start[] = [];
  for (let start = 0; start < starts; start += 1) {
    empty.push(await startOnce(temporaryFolder(open)));
    filled.push(await startOnce(filledDataDir));
  }
  return { starts, withNothingStored: describe(empty), withAMillionMessagesStored: describe(filled) };
}

async function startOnce(dataDir: string): Promise<Start> {
  await using open = new AsyncDisposableStack();
  const program = await startChild(open, ["bin/reverie.js"], { DATA_DIR: dataDir, PORT: "0" });
  for (;;) {
    const { status } = await fetch(`${program.url}/readyz`);
    if (status === 200) break;
  }
  return { toAddressMs: program.startMs, toReadyMs: instantMs() - program.spawnedAtMs };
}

function describe(measured: readonly Start[]) {
  return {
    medianToAddressMs: atMost(median(measured.map(({ toAddressMs }) => toAddressMs)), goalMs),
    medianToReadyMs: atMost(median(measured.map(({ toReadyMs }) => toReadyMs)), goalMs),
  };
}
