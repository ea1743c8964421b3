import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Entry, JobBoard } from "../../../src/adapters/sqlite/job-board.ts";

const kinds = new Set(["work"]);

function entry(number: number, overrides: Partial<Entry["job"]> = {}): Entry {
  const job = { id: `job${number}`, kind: "work", key: `key${number}`, lane: "lane", at: 0, data: null };
  return { number, job: { ...job, ...overrides }, failures: 0, retryAt: null };
}

describe("the board of jobs", () => {
  it("gives nothing of other kinds, and says when the next job falls due", () => {
    const board = new JobBoard();
    board.add(entry(1, { kind: "other" }));
    board.add(entry(2, { at: 500 }));
    board.add(entry(3, { at: 300 }));
    expect(board.take(299, kinds)).toBeUndefined();
    expect(board.nextDueAt(299)).toBe(300);
    expect(board.take(300, kinds)?.number).toBe(3);
    expect(board.nextDueAt(300)).toBe(500);
  });

  it("does not let a job of another kind hold its key", () => {
    const board = new JobBoard();
    board.add(entry(1, { kind: "other", key: "one" }));
    board.add(entry(2, { key: "one" }));
    expect(board.take(0, kinds)?.number).toBe(2);
  });

  it("keeps the key for a job that failed, and gives it first when its time has come", () => {
    const board = new JobBoard();
    board.add(entry(1, { key: "one" }));
    board.add(entry(2, { key: "one" }));
    const first = board.take(0, kinds);
    if (first) board.retry(first, 1, 1000);
    expect(board.take(999, kinds)).toBeUndefined();
    expect(board.nextDueAt(999)).toBe(1000);
    expect(board.take(1000, kinds)).toBe(first);
  });

  it("runs one job of a key at a time, by instant and number, and each once", () => {
    const jobs = fc.array(
      fc.record({ key: fc.constantFrom("a", "b", "c"), at: fc.nat(3), lane: fc.constantFrom("x", "y") }),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(jobs, fc.infiniteStream(fc.nat(2)), (list, choices) => {
        const board = new JobBoard();
        list.forEach((job, index) => {
          board.add(entry(index, job));
        });
        const running: Entry[] = [];
        const started: Entry[] = [];
        for (;;) {
          const next = board.take(3, kinds);
          if (next) {
            expect(running.map(({ job }) => job.key)).not.toContain(next.job.key);
            running.push(next);
            started.push(next);
            continue;
          }
          const [ended] = running.splice((choices.next().value ?? 0) % Math.max(1, running.length), 1);
          if (!ended) break;
          board.end(ended);
        }
        expect(started).toHaveLength(list.length);
        for (const key of ["a", "b", "c"]) {
          const order = started.filter(({ job }) => job.key === key);
          const sorted = order.toSorted(
            (one, other) => one.job.at - other.job.at || one.number - other.number,
          );
          expect(order).toEqual(sorted);
        }
      }),
    );
  });

  it("lets no lane wait for more turns than there are lanes", () => {
    const board = new JobBoard();
    const lanes = ["a", "b", "c", "d"];
    for (let number = 0; number < 200; number += 1) board.add(entry(number, { lane: "a" }));
    for (let number = 200; number < 230; number += 1)
      board.add(entry(number, { lane: lanes[number % 4] ?? "a" }));
    const served: string[] = [];
    for (let taken = board.take(0, kinds); taken; taken = board.take(0, kinds)) {
      served.push(taken.job.lane);
      board.end(taken);
    }
    expect(served).toHaveLength(230);
    for (const lane of ["b", "c", "d"]) {
      const turns = served.flatMap((each, index) => (each === lane ? [index] : []));
      turns.forEach((turn, index) => {
        expect(turn - (turns[index - 1] ?? -1)).toBeLessThanOrEqual(lanes.length);
      });
    }
  });
});
