import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PlatformError, StoreError } from "../../src/core/errors.ts";
import { asId, type PersonId, type WorkspaceId } from "../../src/core/ids.ts";
import type { Json } from "../../src/core/ports/documents.ts";
import {
  type Job,
  type JobHandler,
  type JobRun,
  type Jobs,
  jobAttempts,
  jobMemoryMs,
  retryDelayMs,
} from "../../src/core/ports/jobs.ts";
import { deferred, Witness } from "./job-witness.ts";

/** Open Jobs on an empty store. */
export interface JobsHarness {
  readonly jobs: Jobs;
  now(): number;
  /** Lets this much time pass for the store, and what falls due in it be started. */
  advance(delayMs: number): Promise<void>;
  /** Ends the worker as a kill would, whatever it runs, and gives the jobs of a new one on the same store. */
  restart(): Promise<Jobs>;
  close(): Promise<void>;
}

/** What every Jobs promises. */
export function jobsContract(name: string, openStore: () => Promise<JobsHarness>): void {
  describe(`${name} as jobs`, () => {
    let harness: JobsHarness;
    let jobs: Jobs;

    beforeEach(async () => {
      harness = await openStore();
      jobs = harness.jobs;
    });

    afterEach(() => harness.close());

    const job = (id: string, overrides: Partial<Job> = {}): Job => ({
      id,
      kind: "work",
      key: `key of ${id}`,
      lane: "lane",
      at: harness.now(),
      data: null,
      ...overrides,
    });

    describe("running", () => {
      it("runs a job with all that it was enqueued with", async () => {
        const witness = new Witness();
        await jobs.run({ work: witness.handle }, 4);
        const wanted = job("a:b/c", { data: { odd: ["\ud800", ":base64:", "\u0000", null, 1.5] } });
        expect(await jobs.enqueue(wanted)).toBe(true);
        const run = await witness.run("a:b/c");
        expect(run).toMatchObject({ job: wanted, attempt: 1, last: false });
        expect(run.signal.aborted).toBe(false);
      });

      it("refuses data that would not come back exactly", async () => {
        const refused = jobs.enqueue(job("a", { data: { at: new Date(0) } as unknown as Json }));
        await expect(refused).rejects.toBeInstanceOf(StoreError);
        expect(await jobs.depth()).toBe(0);
      });

      it("runs what was enqueued before the worker came", async () => {
        await jobs.enqueue(job("early"));
        expect(await jobs.depth()).toBe(1);
        const witness = new Witness();
        await jobs.run({ work: witness.handle }, 4);
        await witness.run("early");
      });

      it("leaves jobs of other kinds waiting", async () => {
        const witness = new Witness();
        await jobs.run({ work: witness.handle }, 4);
        await jobs.enqueue(job("other", { kind: "unheard of" }));
        await jobs.enqueue(job("mine"));
        await witness.run("mine");
        await harness.advance(1000);
        expect(witness.started).toEqual(["mine"]);
        expect(await jobs.depth()).toBe(1);
      });

      it("starts a job at its instant and not before", async () => {
        const witness = new Witness();
        await jobs.run({ work: witness.handle }, 4);
        await jobs.enqueue(job("later", { at: harness.now() + 1000 }));
        await harness.advance(900);
        expect(witness.started).toEqual([]);
        await harness.advance(200);
        await witness.run("later");
      });

      it("runs at most as many at once as there are slots", async () => {
        const witness = new Witness({ holds: true });
        await jobs.run({ work: witness.handle }, 2);
        for (const id of ["a", "b", "c"]) await jobs.enqueue(job(id));
        await Promise.all([witness.run("a"), witness.run("b")]);
        await harness.advance(1000);
        expect(witness.started).toEqual(["a", "b"]);
        witness.end("a");
        await witness.run("c");
      });

      it("counts what waits and what runs", async () => {
        const witness = new Witness({ holds: true });
        await jobs.run({ work: witness.handle }, 1);
        for (const id of ["a", "b"]) await jobs.enqueue(job(id));
        await jobs.enqueue(job("later", { at: harness.now() + 60_000 }));
        await witness.run("a");
        expect(await jobs.depth()).toBe(3);
        witness.end("a");
        await witness.run("b");
        expect(await jobs.depth()).toBe(2);
      });
    });

    describe("order", () => {
      it("runs the jobs of one key one at a time, by their instant and then as they were enqueued", async () => {
        const at = harness.now();
        const key = "one";
        await jobs.enqueue(job("third", { key, at }));
        await jobs.enqueue(job("fourth", { key, at }));
        await jobs.enqueue(job("second", { key, at: at - 1 }));
        await jobs.enqueue(job("first", { key, at: at - 2 }));
        const witness = new Witness({ holds: true });
        await jobs.run({ work: witness.handle }, 4);
        for (const id of ["first", "second", "third", "fourth"]) {
          await witness.run(id);
          await harness.advance(100);
          expect(witness.running).toEqual([id]);
          witness.end(id);
        }
      });

      it("runs different keys at the same time", async () => {
        const witness = new Witness({ holds: true });
        await jobs.run({ work: witness.handle }, 4);
        await Promise.all(["a", "b", "c"].map((id) => jobs.enqueue(job(id))));
        await Promise.all(["a", "b", "c"].map((id) => witness.run(id)));
        expect(witness.running).toHaveLength(3);
      });

      it("does not let a job that is not due yet hold its key", async () => {
        const witness = new Witness();
        await jobs.run({ work: witness.handle }, 4);
        await jobs.enqueue(job("later", { key: "one", at: harness.now() + 60_000 }));
        await jobs.enqueue(job("now", { key: "one" }));
        await witness.run("now");
        expect(witness.started).toEqual(["now"]);
      });

      it("lets lanes take turns, so that a burst in one keeps no other waiting", async () => {
        for (let index = 0; index < 6; index += 1) await jobs.enqueue(job(`burst${index}`, { lane: "busy" }));
        await jobs.enqueue(job("calm0", { lane: "calm" }));
        await jobs.enqueue(job("calm1", { lane: "calm" }));
        const witness = new Witness();
        await jobs.run({ work: witness.handle }, 1);
        await witness.run("burst5");
        const calm = witness.started.filter((id) => id.startsWith("calm"));
        expect(calm).toEqual(["calm0", "calm1"]);
        expect(witness.started.indexOf("calm0")).toBeLessThan(3);
        expect(witness.started.indexOf("calm1")).toBeLessThan(5);
      });
    });

    describe("ids", () => {
      it("A1: runs a job once however often it is enqueued", async () => {
        const witness = new Witness();
        await jobs.run({ work: witness.handle }, 4);
        const outcomes = await Promise.all(Array.from({ length: 20 }, () => jobs.enqueue(job("a"))));
        expect(outcomes.filter(Boolean)).toHaveLength(1);
        await witness.run("a");
        await harness.advance(1000);
        expect(await jobs.enqueue(job("a"))).toBe(false);
        await harness.advance(jobMemoryMs - 2000);
        expect(await jobs.enqueue(job("a"))).toBe(false);
        expect(witness.started).toEqual(["a"]);
      });
    });

    describe("failing", () => {
      const failure = new PlatformError("slack", "channel_not_found", true, new Error("what people wrote"));

      it("tries again with back-off, and says which attempt it is and whether it is the last", async () => {
        const witness = new Witness({ fails: failure });
        await jobs.run({ work: witness.handle }, 4);
        await jobs.enqueue(job("a"));
        await witness.run("a");
        for (let attempt = 1; attempt < jobAttempts; attempt += 1) {
          await harness.advance(retryDelayMs(attempt) - 600);
          expect(witness.started).toHaveLength(attempt);
          await harness.advance(700);
          await witness.run("a", attempt + 1);
        }
        await harness.advance(60_000);
        expect(witness.runs.map(({ attempt, last }) => [attempt, last])).toEqual([
          [1, false],
          [2, false],
          [3, false],
          [4, false],
          [5, true],
        ]);
      });

      it("A13: puts a job that always fails among the dead letters while others flow", async () => {
        const poison = new Witness({ fails: failure });
        const witness = new Witness();
        await jobs.run({ work: witness.handle, poison: poison.handle }, 1);
        await jobs.enqueue(job("poison", { kind: "poison", data: { n: 1 } }));
        await jobs.enqueue(job("other"));
        await witness.run("other");
        for (let attempt = 1; attempt < jobAttempts; attempt += 1) {
          await poison.run("poison", attempt);
          await harness.advance(retryDelayMs(attempt) + 100);
        }
        await poison.run("poison", jobAttempts);
        await harness.advance(100);
        const [letter, ...more] = await jobs.deadLetters(9);
        expect(more).toEqual([]);
        expect(letter).toMatchObject({ job: { id: "poison", data: { n: 1 } }, attempts: jobAttempts });
        expect(letter?.error).toContain("PlatformError");
        expect(letter?.error).toContain("channel_not_found");
        expect(JSON.stringify(letter)).not.toContain("what people wrote");
        expect(await jobs.depth()).toBe(0);
        expect(await jobs.enqueue(job("poison"))).toBe(false);
      });

      it("holds the key while a job waits for its retry", async () => {
        const witness = new Witness({ fails: failure, times: 1 });
        await jobs.run({ work: witness.handle }, 4);
        await jobs.enqueue(job("first", { key: "one" }));
        await witness.run("first");
        await jobs.enqueue(job("second", { key: "one" }));
        await harness.advance(500);
        expect(witness.started).toEqual(["first"]);
        await harness.advance(1000);
        await witness.run("second");
        expect(witness.started).toEqual(["first", "first", "second"]);
      });

      it("takes a handler that throws at once for one that fails", async () => {
        let runs = 0;
        const again = deferred();
        await jobs.run(
          {
            work: () => {
              runs += 1;
              if (runs === 2) again.resolve();
              throw failure;
            },
          },
          1,
        );
        await jobs.enqueue(job("a"));
        await harness.advance(1100);
        await again.promise;
      });

      it("replays a dead letter with its attempts forgotten", async () => {
        const witness = new Witness({ fails: failure, times: jobAttempts });
        await jobs.run({ work: witness.handle }, 1);
        await jobs.enqueue(job("a", { data: { n: 1 } }));
        for (let attempt = 1; attempt < jobAttempts; attempt += 1) {
          await witness.run("a", attempt);
          await harness.advance(retryDelayMs(attempt) + 100);
        }
        await witness.run("a", jobAttempts);
        await harness.advance(100);
        expect(await jobs.replay("unknown")).toBe(false);
        expect(await jobs.replay("a")).toBe(true);
        expect(await witness.run("a", jobAttempts + 1)).toMatchObject({
          attempt: 1,
          job: { data: { n: 1 } },
        });
        await harness.advance(100);
        expect(await jobs.deadLetters(9)).toEqual([]);
        expect(await jobs.replay("a")).toBe(false);
      });

      it("gives dead letters newest first, at most so many", async () => {
        const witness = new Witness({ fails: failure });
        await jobs.run({ work: witness.handle }, 1);
        for (const id of ["a", "b", "c"]) {
          await jobs.enqueue(job(id));
          for (let attempt = 1; attempt <= jobAttempts; attempt += 1) {
            await witness.run(id, attempt);
            await harness.advance(retryDelayMs(attempt) + 100);
          }
        }
        expect((await jobs.deadLetters(2)).map((letter) => letter.job.id)).toEqual(["c", "b"]);
      });
    });

    describe("cancelling", () => {
      it("drops what waits under the key and aborts what runs", async () => {
        const witness = new Witness({ holds: true });
        await jobs.run({ work: witness.handle }, 4);
        await jobs.enqueue(job("running", { key: "one" }));
        await jobs.enqueue(job("waiting", { key: "one" }));
        await jobs.enqueue(job("later", { key: "one", at: harness.now() + 1000 }));
        await jobs.enqueue(job("apart", { key: "two" }));
        const run = await witness.run("running");
        await witness.run("apart");
        expect(await jobs.cancel("one")).toBe(3);
        expect(run.signal.aborted).toBe(true);
        expect(await jobs.cancel("nobody's")).toBe(0);
        await harness.advance(5000);
        expect(witness.started.toSorted()).toEqual(["apart", "running"]);
        expect(witness.running).toEqual(["apart"]);
        expect(await jobs.depth()).toBe(1);
        expect(await jobs.deadLetters(9)).toEqual([]);
      });

      it("remembers the ids of what it dropped", async () => {
        await jobs.enqueue(job("a", { key: "one" }));
        await jobs.cancel("one");
        expect(await jobs.enqueue(job("a", { key: "one" }))).toBe(false);
      });

      it("gives the key to whoever comes after", async () => {
        const witness = new Witness({ holds: true });
        await jobs.run({ work: witness.handle }, 4);
        await jobs.enqueue(job("old", { key: "one" }));
        await witness.run("old");
        await jobs.cancel("one");
        await jobs.enqueue(job("new", { key: "one" }));
        await witness.run("new");
      });

      it("does not bring back a job that fails as it is cancelled", async () => {
        const witness = new Witness({ holds: true });
        await jobs.run({ work: witness.handle }, 4);
        for (const id of ["before", "after"]) await jobs.enqueue(job(id));
        await Promise.all([witness.run("before"), witness.run("after")]);
        witness.fail("before", new Error("no"));
        const cancelled = [jobs.cancel("key of before"), jobs.cancel("key of after")];
        witness.fail("after", new Error("no"));
        await Promise.all(cancelled);
        await harness.advance(60_000);
        expect(witness.started.toSorted()).toEqual(["after", "before"]);
        expect(await jobs.depth()).toBe(0);
        expect(await jobs.deadLetters(9)).toEqual([]);
      });

      it("drops a job that waits for its retry", async () => {
        const witness = new Witness({ fails: new Error("no") });
        await jobs.run({ work: witness.handle }, 4);
        await jobs.enqueue(job("a", { key: "one" }));
        await witness.run("a");
        await harness.advance(100);
        expect(await jobs.cancel("one")).toBe(1);
        await harness.advance(5000);
        expect(witness.started).toEqual(["a"]);
      });
    });

    describe("stopping", () => {
      it("waits for what runs, and starts nothing more", async () => {
        const witness = new Witness({ holds: true });
        await jobs.run({ work: witness.handle }, 1);
        await jobs.enqueue(job("a"));
        await jobs.enqueue(job("b"));
        await witness.run("a");
        const drained = jobs.drain(5000);
        await harness.advance(1000);
        witness.end("a");
        expect(await drained).toBe(0);
        await harness.advance(1000);
        expect(witness.started).toEqual(["a"]);
        const next = new Witness();
        await (await harness.restart()).run({ work: next.handle }, 1);
        await next.run("b");
        expect(next.started).toEqual(["b"]);
      });

      it("A12: cuts off what does not end by the deadline, to be run again at the next start", async () => {
        const witness = new Witness({ holds: true });
        await jobs.run({ work: witness.handle }, 2);
        await jobs.enqueue(job("a"));
        await jobs.enqueue(job("b"));
        const [a] = await Promise.all([witness.run("a"), witness.run("b")]);
        const drained = jobs.drain(5000);
        await harness.advance(4000);
        expect(a.signal.aborted).toBe(false);
        await harness.advance(1100);
        expect(await drained).toBe(2);
        expect(a.signal.aborted).toBe(true);
        const next = new Witness();
        await (await harness.restart()).run({ work: next.handle }, 2);
        const runs = await Promise.all([next.run("a"), next.run("b")]);
        expect(runs.map(({ attempt }) => attempt)).toEqual([1, 1]);
      });

      it("drains at once when nothing runs", async () => {
        await jobs.run({}, 1);
        expect(await jobs.drain(5000)).toBe(0);
      });

      it("keeps what is enqueued meanwhile for the next start", async () => {
        const witness = new Witness();
        await jobs.run({ work: witness.handle }, 1);
        await jobs.drain(1000);
        expect(await jobs.enqueue(job("a"))).toBe(true);
        await harness.advance(1000);
        expect(witness.started).toEqual([]);
        const next = new Witness();
        await (await harness.restart()).run({ work: next.handle }, 1);
        await next.run("a");
      });
    });

    describe("erasing what names a person", () => {
      const workspace = asId<WorkspaceId>("small:one");
      const person = asId<PersonId>("U0ANA");
      const erase = (except: string | null = null) => jobs.eraseNaming(workspace, person, except);

      it("forgets the jobs that hold the id as a whole word, wherever they hold it, and no other", async () => {
        const lane = `${workspace} general`;
        await jobs.enqueue(job("preview U0ANA 5", { lane }));
        await jobs.enqueue(job("by key", { lane, key: "trial U0ANA" }));
        await jobs.enqueue(job("by data", { lane, data: { person: "U0ANA" } }));
        await jobs.enqueue(job("later", { lane, key: "later U0ANA", at: 1e15 }));
        await jobs.enqueue(job("excepted", { lane, data: { person: "U0ANA" } }));
        const kept = ["xU0ANA", "U0ANAS", "U0_ANA", "general"];
        for (const id of kept) await jobs.enqueue(job(id, { lane, key: id, data: { id } }));
        await jobs.enqueue(job("of another U0ANA", { lane: "small:two" }));
        expect(await erase("excepted")).toBe(4);
        expect(await erase("excepted")).toBe(0);
        const witness = new Witness();
        await jobs.run({ work: witness.handle }, 9);
        await harness.advance(1000);
        expect(witness.started.toSorted()).toEqual([...kept, "excepted", "of another U0ANA"].toSorted());
        expect(await jobs.depth()).toBe(0);
      });

      it("lets what runs go on to its end, and frees the keys of what waits for its retry", async () => {
        const holds = new Witness({ holds: true });
        const fails = new Witness({ fails: new Error("no"), times: 1 });
        await jobs.run({ work: holds.handle, failing: fails.handle }, 4);
        await jobs.enqueue(job("runs for U0ANA", { lane: workspace, key: "one" }));
        await jobs.enqueue(job("behind", { lane: workspace, key: "one" }));
        await jobs.enqueue(job("fails for U0ANA", { lane: workspace, kind: "failing", key: "two" }));
        await fails.run("fails for U0ANA");
        await harness.advance(100);
        const { signal } = await holds.run("runs for U0ANA");
        expect(await erase()).toBe(2);
        expect(signal.aborted).toBe(false);
        expect(holds.started).toEqual(["runs for U0ANA"]);
        holds.end("runs for U0ANA");
        await holds.run("behind");
        holds.end("behind");
        await jobs.enqueue(job("other", { kind: "failing", key: "two" }));
        await fails.run("other");
        await harness.advance(60_000);
        expect(fails.started).toEqual(["fails for U0ANA", "other"]);
        expect(await jobs.depth()).toBe(0);
      });

      it("forgets ended jobs and dead letters, so that no id is left", async () => {
        const witness = new Witness({ fails: new Error("no"), times: jobAttempts });
        await jobs.run({ work: witness.handle }, 4);
        await jobs.enqueue(job("dead U0ANA", { lane: workspace }));
        await harness.advance(60_000);
        await jobs.enqueue(job("ended U0ANA", { lane: workspace }));
        await harness.advance(100);
        expect(await erase()).toBe(1);
        expect(await jobs.deadLetters(9)).toEqual([]);
        expect(await jobs.enqueue(job("ended U0ANA", { lane: workspace }))).toBe(true);
      });
    });

    describe("erasing a workspace", () => {
      const workspace = asId<WorkspaceId>("small:one");
      const erase = (except: string | null) => jobs.eraseWorkspace(workspace, except);

      it("E10: forgets the jobs of its lanes and runs them no more; those of others run", async () => {
        await jobs.enqueue(job("own", { lane: workspace }));
        await jobs.enqueue(job("of a channel", { lane: `${workspace} general` }));
        await jobs.enqueue(job("excepted", { lane: workspace }));
        const others = ["small:one2", "small:on", "dream small:one", "small:one!", "small:One x"];
        for (const lane of others) await jobs.enqueue(job(lane, { lane }));
        expect(await erase("excepted")).toBe(2);
        expect(await erase("excepted")).toBe(0);
        const witness = new Witness();
        await jobs.run({ work: witness.handle }, 9);
        await harness.advance(1000);
        expect(witness.started.toSorted()).toEqual(["excepted", ...others].toSorted());
      });

      it("E10: aborts what runs, drops what waits for its retry, and frees their keys", async () => {
        const holds = new Witness({ holds: true });
        const fails = new Witness({ fails: new Error("no"), times: 1 });
        await jobs.run({ work: holds.handle, failing: fails.handle }, 4);
        await jobs.enqueue(job("running", { lane: workspace, key: "one" }));
        await jobs.enqueue(job("behind", { lane: workspace, key: "one" }));
        await jobs.enqueue(job("failing", { lane: workspace, kind: "failing", key: "two" }));
        const { signal } = await holds.run("running");
        await fails.run("failing");
        await harness.advance(100);
        expect(await erase(null)).toBe(3);
        expect(signal.aborted).toBe(true);
        await jobs.enqueue(job("next", { key: "one" }));
        await holds.run("next");
        holds.end("next");
        await jobs.enqueue(job("other", { kind: "failing", key: "two" }));
        await fails.run("other");
        await harness.advance(60_000);
        expect(holds.started).toEqual(["running", "next"]);
        expect(fails.started).toEqual(["failing", "other"]);
        expect(await jobs.depth()).toBe(0);
      });

      it("E10: forgets ended jobs and dead letters, so that their ids are free", async () => {
        const witness = new Witness({ fails: new Error("no"), times: jobAttempts });
        await jobs.run({ work: witness.handle }, 4);
        await jobs.enqueue(job("dead", { lane: workspace }));
        await harness.advance(60_000);
        await jobs.enqueue(job("ended", { lane: workspace }));
        await harness.advance(100);
        expect(await jobs.deadLetters(9)).toHaveLength(1);
        expect(await erase(null)).toBe(1);
        expect(await jobs.deadLetters(9)).toEqual([]);
        expect(await jobs.enqueue(job("ended", { lane: workspace }))).toBe(true);
      });

      it("E10: may be done by a job of the workspace, which ends and hides no later job", async () => {
        const later = new Witness({ holds: true });
        const leave: JobHandler = async () => {
          await erase(null);
          // Whatever name or number the store gives it, the end of this run is not the end of that job.
          await jobs.enqueue(job("later", { kind: "later" }));
        };
        await jobs.run({ leave, later: later.handle }, 4);
        await jobs.enqueue(job("leave", { kind: "leave", lane: workspace, key: "leave" }));
        await later.run("later");
        await harness.advance(100);
        expect(await jobs.depth()).toBe(1);
        later.end("later");
        await harness.advance(100);
        expect(await jobs.depth()).toBe(0);
        expect(await jobs.enqueue(job("leave", { kind: "leave", key: "leave", lane: workspace }))).toBe(true);
      });
    });

    describe("dying", () => {
      /** A worker's death is noticed within two seconds of another being there. */
      const takeOver = async (handlers: Parameters<Jobs["run"]>[0]) => {
        const next = await harness.restart();
        await next.run(handlers, 4);
        await harness.advance(2000);
        return next;
      };

      it("A4: runs again what a worker died in, and counts no failure", async () => {
        const witness = new Witness({ holds: true });
        await jobs.run({ work: witness.handle }, 4);
        await jobs.enqueue(job("a"));
        await witness.run("a");
        const next = new Witness();
        await takeOver({ work: next.handle });
        expect(await next.run("a")).toMatchObject({ attempt: 1, last: false });
        expect(next.started).toEqual(["a"]);
      });

      it("remembers failures over a death", async () => {
        const witness = new Witness({ fails: new Error("no") });
        await jobs.run({ work: witness.handle }, 4);
        await jobs.enqueue(job("a", { key: "one" }));
        await jobs.enqueue(job("b", { key: "one" }));
        await witness.run("a");
        await harness.advance(100);
        const next = new Witness();
        await takeOver({ work: next.handle });
        await next.run("b");
        expect(next.runs.map((run: JobRun) => [run.job.id, run.attempt])).toEqual([
          ["a", 2],
          ["b", 1],
        ]);
      });

      it("does not run again what had ended or was cancelled", async () => {
        const witness = new Witness({ holds: true });
        await jobs.run({ work: witness.handle }, 4);
        await jobs.enqueue(job("done"));
        await jobs.enqueue(job("cancelled"));
        await witness.run("done");
        await witness.run("cancelled");
        witness.end("done");
        await jobs.cancel("key of cancelled");
        await harness.advance(100);
        const next = new Witness();
        const taken = await takeOver({ work: next.handle });
        await taken.enqueue(job("fresh"));
        await next.run("fresh");
        expect(next.started).toEqual(["fresh"]);
        expect(await taken.enqueue(job("done"))).toBe(false);
      });
    });
  });
}
