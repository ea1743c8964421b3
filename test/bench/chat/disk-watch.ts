import { instantMs } from "../instant.ts";
import { officeHistory } from "../recall/office.ts";
import { openBareTable } from "../recording/bare-table.ts";
import { chanceOf } from "../team-talk.ts";

const commitsPerRound = 50;

/** Measures what the disk asks of anybody: rows committed one by one to a bare table. */
export interface DiskWatch {
  /** How long each commit of one more round took, in milliseconds, a list a round. */
  readonly commitsMs: (readonly number[])[];
  measure(): void;
}

/** Opens a bare table in the folder for so many rounds, to be closed with what else is open. */
export function openDiskWatch(open: AsyncDisposableStack, folder: string, rounds: number): DiskWatch {
  const table = openBareTable(folder);
  open.defer(() => table.close());
  const commits = rounds * commitsPerRound;
  const history = officeHistory(chanceOf(6), { from: 0, to: commits, most: commits, now: Date.now() });
  const messages = history.toArray();
  const commitsMs: number[][] = [];
  return {
    commitsMs,
    measure() {
      const round = messages.splice(0, commitsPerRound);
      commitsMs.push(
        round.map((message) => {
          const startedAtMs = instantMs();
          table.insert(message);
          return instantMs() - startedAtMs;
        }),
      );
    },
  };
}
