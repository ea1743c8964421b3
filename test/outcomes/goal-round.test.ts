import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Goal, openCriteria } from "../../src/outcomes/goal/goal.ts";
import {
  approved,
  commented,
  ended,
  judged,
  revised,
  teamMoved,
} from "../../src/outcomes/goal/goal-moves.ts";
import { isWithTeam, workOf } from "../../src/outcomes/goal/round-work.ts";
import { held, released } from "../../src/outcomes/shared-budget.ts";
import { taskHolder } from "../../src/outcomes/team/holders.ts";
import type { Task } from "../../src/outcomes/team/work.ts";
import * as team from "../../src/outcomes/team/work-moves.ts";
import { anyChoices, anyTasks, applied, askedFor, happenings } from "./team-happenings.ts";

const rubric: Goal = {
  ...askedFor,
  id: "g",
  step: 0,
  stage: "waiting",
  gate: { kind: "rubric", task: null, openedAt: 0 },
  ending: null,
  remark: "",
  criteria: openCriteria([{ text: "It is short", how: "" }]),
  roundsAtMost: 3,
  dollarsAtMost: 1,
  asksBefore: { plan: false, round: false, result: false },
  isForTeam: true,
  team: null,
  round: 0,
  dollars: 0,
  holds: {},
  plan: "",
  result: "",
  comments: ["be kind"],
  heard: 0,
  corrections: [],
  lessons: [],
};

/** A goal whose team has its plan. */
function plannedWith(tasks: readonly Task[]): Goal {
  const begun = applied(rubric, approved(rubric));
  return applied(
    begun,
    teamMoved(begun, 1, (work) => team.planned(work, tasks, 1)),
  );
}

describe("the team of a goal's round", () => {
  it("moves as any team does, and the round is made with its answer, whatever happens", () => {
    fc.assert(
      fc.property(anyTasks, anyChoices, (tasks, choices) => {
        let goal = plannedWith(tasks);
        let left = 400;
        while (workOf(goal, 1).stage === "running") {
          left -= 1;
          expect(left).toBeGreaterThan(0);
          const work = workOf(goal, 1);
          const possible = happenings(work);
          const happening = possible[Number(choices.next().value) % possible.length];
          const alone = applied(work, happening?.());
          goal = applied(
            goal,
            teamMoved(goal, 1, () => happening?.()),
          );
          // As part of the goal it is what it would be alone, until it is over and the goal's.
          if (alone.stage !== "ended") expect(workOf(goal, 1)).toEqual(alone);
          else expect([goal.stage, goal.ending, goal.remark]).toEqual(["ended", alone.ending, alone.remark]);
        }
        if (goal.stage === "ended") return;
        goal = applied(
          goal,
          teamMoved(goal, 1, (work) => team.concluded(work, "The answer")),
        );
        expect([goal.stage, goal.result, goal.gate]).toEqual(["judging", "The answer", null]);
      }),
    );
  });

  it("is given what was said before, and leaves the next round what is said meanwhile", () => {
    const begun = applied(rubric, approved(rubric));
    const meanwhile = applied(begun, commented(begun, "be brief"));
    expect([meanwhile.heard, workOf(meanwhile, 1).comments]).toEqual([1, ["be kind"]]);
    // What is said about its plan is the team's, whatever is said meanwhile.
    const asking = applied(
      meanwhile,
      teamMoved(meanwhile, 1, (work) => team.planned({ ...work, asksFirst: true }, [], 1)),
    );
    const revisedPlan = applied(asking, revised(asking, "be quick"));
    expect(workOf(revisedPlan, 1).comments).toEqual(["be kind", "be quick"]);
    expect([revisedPlan.comments, revisedPlan.heard]).toEqual([["be kind", "be quick", "be brief"], 2]);
  });

  it("changes nothing in a later round but what it spent", () => {
    fc.assert(
      fc.property(anyTasks, (tasks) => {
        const first = plannedWith(tasks);
        const made = { ...first, stage: "judging" as const };
        const second = applied(made, judged(made, openCriteria(rubric.criteria), 1));
        expect([second.stage, second.round, isWithTeam(second)]).toEqual(["making", 2, true]);
        const planned = applied(
          second,
          teamMoved(second, 2, (work) => team.planned(work, tasks, 1)),
        );
        expect(workOf(planned, 1).stage).toBe("ended");
        const late = [
          teamMoved(planned, 1, (work) => team.started(work, 1)),
          teamMoved(planned, 1, (work) => team.finished(work, 1, 1, "late")),
          teamMoved(planned, 1, (work) => team.failed(work, 1, 1, "late")),
          teamMoved(planned, 1, (work) => team.concluded(work, "late")),
          teamMoved(planned, 1, (work) => team.planned(work, tasks, 1)),
          teamMoved(planned, 1, (work) => team.ended(work, "failed", "late")),
        ];
        expect(late.every((move) => move === undefined)).toBe(true);
        const spent = teamMoved(planned, 1, (work) =>
          released(held(work, taskHolder(1), 0.2), taskHolder(1), 0.1),
        );
        expect(spent).toEqual({ ...planned, dollars: 0.1 });
      }),
    );
  });

  it("changes nothing any more once the goal has ended", () => {
    fc.assert(
      fc.property(anyTasks, (tasks) => {
        const goal = plannedWith(tasks);
        const over = applied(goal, ended(goal, "stopped", ""));
        expect(teamMoved(over, 1, (work) => team.started(work, 1))).toBeUndefined();
        expect(approved(over)).toBeUndefined();
        expect(revised(over, "more")).toBeUndefined();
      }),
    );
  });
});
