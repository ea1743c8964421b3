import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dollarsFor, held, released } from "../../src/outcomes/shared-budget.ts";
import { taskHolder } from "../../src/outcomes/team/holders.ts";
import { startable, toAskBefore } from "../../src/outcomes/team/schedule.ts";
import { openTask, type Work } from "../../src/outcomes/team/work.ts";
import * as moves from "../../src/outcomes/team/work-moves.ts";
import { anyChoices, anyTasks, applied, happenings, workWith } from "./team-happenings.ts";

/** No more run than may, none before what it depends on, and none that was marked before whoever asked was asked. */
function checkRunning({ tasks, atOnce }: Work, asked: ReadonlySet<number | null>): void {
  const running = tasks.filter(({ state }) => state === "running");
  expect(running.length).toBeLessThanOrEqual(atOnce);
  const before = running.flatMap(({ dependsOn }) => dependsOn);
  expect(
    tasks.filter(({ id, state }) => before.includes(id) && state !== "done" && state !== "dropped"),
  ).toEqual([]);
  expect(tasks.filter(({ id, tries, isMarked }) => tries > 0 && isMarked && !asked.has(id))).toEqual([]);
}

describe("what runs next", () => {
  it("is never more than may run, never before what it depends on, and ends for every plan", () => {
    fc.assert(
      fc.property(anyTasks, anyChoices, fc.integer({ min: 1, max: 6 }), (tasks, choices, atOnce) => {
        let work: Work = { ...workWith(tasks), atOnce };
        let left = 400;
        const asked = new Set<number | null>();
        while (work.stage === "running") {
          left -= 1;
          expect(left).toBeGreaterThan(0);
          const possible = happenings(work);
          expect(possible).not.toEqual([]);
          const choice = Number(choices.next().value);
          work = applied(work, possible[choice % possible.length]?.());
          if (work.gate?.kind === "before") asked.add(work.gate.task);
          checkRunning(work, asked);
        }
        const isAnyDone = work.tasks.some(({ state }) => state === "done");
        expect(work.stage).toBe(isAnyDone ? "concluding" : "ended");
      }),
    );
  });

  it("asks again before a task that was marked where the director says it in other words", () => {
    const [task] = [openTask({ id: 1, specialist: "drafter", task: "Draft it", dependsOn: [] })];
    let work = workWith([{ ...task, isMarked: true }]);
    expect([startable(work), toAskBefore(work)?.id]).toEqual([[], 1]);
    work = applied(work, moves.asked(work, 1));
    expect(moves.asked(work, 2)).toBeUndefined();
    work = applied(work, moves.approved(work));
    for (const attempt of [1, 2]) {
      expect(startable(work)).toEqual([1]);
      work = applied(work, moves.started(work, 1));
      work = applied(work, moves.failed(work, 1, attempt, "It failed."));
    }
    work = applied(work, moves.decided(work, 1, { type: "another way", task: "Otherwise" }, 1));
    expect([startable(work), toAskBefore(work)?.task]).toEqual([[], "Otherwise"]);
    work = applied(work, moves.asked(work, 3));
    expect(startable(applied(work, moves.revised(work, "In their own words")))).toEqual([1]);
  });

  it("is started once, however many start it", () => {
    const [task] = [openTask({ id: 1, specialist: "drafter", task: "Draft it", dependsOn: [] })];
    const work = applied(workWith([task]), moves.started(workWith([task]), 1));
    expect(moves.started(work, 1)).toBeUndefined();
    // What an earlier try brings late counts for nothing.
    const again = applied(work, moves.failed(work, 1, 1, "It failed."));
    const second = applied(again, moves.started(again, 1));
    expect(moves.finished(second, 1, 1, "late")).toBeUndefined();
    expect(moves.finished(second, 1, 2, "in time")?.tasks[0]?.result).toBe("in time");
  });

  it("ends for want of money only where nobody else is at work", () => {
    const tasks = [1, 2].map((id) =>
      openTask({ id, specialist: "drafter", task: "Draft it", dependsOn: [] }),
    );
    const one = applied(workWith(tasks), moves.started(workWith(tasks), 1));
    const both = applied(one, moves.started(one, 2));
    const left = applied(both, moves.unpaid(both, 1, 1, false));
    expect([left.stage, left.tasks[0]?.state, startable(left)]).toEqual(["running", "waiting", []]);
    const after = applied(left, moves.finished(left, 2, 1, "found"));
    expect(startable(after)).toEqual([1]);
    const again = applied(after, moves.started(after, 1));
    expect(moves.unpaid(again, 1, 2, false)?.ending).toBe("out of budget");
  });

  it("changes nothing any more once the work has ended", () => {
    const task = openTask({ id: 1, specialist: "drafter", task: "Draft it", dependsOn: [] });
    const running = applied(workWith([task]), moves.started(workWith([task]), 1));
    const work = applied(running, moves.ended(running, "stopped", ""));
    const late = [
      moves.finished(work, 1, 1, "late"),
      moves.failed(work, 1, 1, "late"),
      moves.unpaid(work, 1, 1, false),
      moves.decided(work, 1, { type: "without" }, 1),
      moves.planned(work, [task], 1),
      moves.unplanned(work, "It does not hold."),
      moves.concluded(work, "late"),
      moves.approved(work),
      moves.revised(work, "late"),
      moves.ended(work, "failed", ""),
    ];
    expect(late.every((move) => move === undefined)).toBe(true);
  });
});

/** The work after somebody asks for a request or has its answer, which costs a share of what was set aside. */
function spent(work: Work, name: string, act: "ask" | "answer", wanted: number, share: number): Work {
  const holding = work.holds[name];
  if (act === "answer") return holding === undefined ? work : released(work, name, share * holding);
  // Asking again without an answer is what a run does whose last one died.
  const left = dollarsFor(work, name);
  return left > 0 ? held(work, name, Math.min(wanted, left)) : work;
}

describe("the shared budget", () => {
  it("is never overrun, whoever asks and dies in whatever order", () => {
    const anyAct = fc.record({
      holder: fc.nat({ max: 3 }),
      wanted: fc.double({ min: 0.001, max: 0.6, noNaN: true }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      act: fc.constantFrom<("ask" | "answer")[]>("ask", "ask", "answer"),
    });
    fc.assert(
      fc.property(fc.array(anyAct, { maxLength: 60 }), (acts) => {
        let work = workWith([]);
        for (const { holder, wanted, share, act } of acts) {
          work = spent(work, taskHolder(holder), act, wanted, share);
          const atMost = work.dollars + Object.values(work.holds).reduce((sum, each) => sum + each, 0);
          expect(atMost).toBeLessThanOrEqual(1 + 1e-9);
        }
      }),
    );
  });
});
