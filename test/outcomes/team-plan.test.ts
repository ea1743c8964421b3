import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPlan } from "../../src/outcomes/team/plan.ts";
import type { Task } from "../../src/outcomes/team/work.ts";
import { planned } from "./scripted-team.ts";

const known = ["researcher", "drafter", "reviewer"];
const read = (...tasks: unknown[]) => readPlan({ tasks }, known, 6);
const problem = (...tasks: unknown[]) => {
  const plan = read(...tasks);
  return "problem" in plan ? plan.problem : "";
};

/** Plans as a model may write them, some of which hold. */
const anyPlan = fc.record({
  tasks: fc.array(
    fc.record({
      specialist: fc.constantFrom(...known, ...known, "Drafter ", "wizard"),
      task: fc.constantFrom("Find it", "Draft it", "Draft it", " "),
      dependsOn: fc.array(fc.integer({ min: 0, max: 7 }), { maxLength: 3 }),
    }),
    { maxLength: 8 },
  ),
});

/** What is left when what depends on nothing that is left is taken away, again and again. */
function circular(tasks: readonly Task[]): Task[] {
  const isFree = (left: readonly Task[], { dependsOn }: Task) =>
    dependsOn.every((id) => left.every((each) => each.id !== id));
  return tasks.reduce((left) => left.filter((task) => !isFree(left, task)), [...tasks]);
}

describe("a plan", () => {
  it("gets its numbers by its order", () => {
    const plan = read(planned("Researcher", " Find it "), planned("drafter", "Draft it", 1, 1));
    expect("tasks" in plan && plan.tasks.map(({ id, task, dependsOn }) => [id, task, dependsOn])).toEqual([
      [1, "Find it", []],
      [2, "Draft it", [1]],
    ]);
  });

  it.each([
    ["no task", []],
    ["itself", [planned("drafter", "Draft it", 1)]],
    ["there is none", [planned("drafter", "Draft it", 2)]],
    ["says nothing", [planned("drafter", "​ ")]],
    ["there is not", [planned("wizard", "Draft it")]],
    ["7 tasks", Array.from({ length: 7 }, () => planned("drafter", "Draft it"))],
    ["circle", [planned("drafter", "One", 3), planned("drafter", "Two", 1), planned("drafter", "Three", 2)]],
    ["could not be read", ["Draft it"]],
  ])("does not hold with %s", (words, tasks) => {
    expect(problem(...tasks)).toContain(words);
  });

  it("reads anything: it holds in every way, or says in a sentence why not", () => {
    fc.assert(
      fc.property(fc.oneof(anyPlan, fc.jsonValue()), (output) => {
        const plan = readPlan(output, known, 6);
        if ("problem" in plan) {
          expect(plan.problem).toMatch(/^[A-Z].*\.$/u);
          return;
        }
        const { tasks } = plan;
        expect(tasks.map(({ id }) => id)).toEqual(tasks.map((_, index) => index + 1));
        expect(tasks.length).toBeLessThanOrEqual(6);
        for (const { id, specialist, dependsOn } of tasks) {
          expect(known).toContain(specialist);
          expect(dependsOn).not.toContain(id);
        }
        expect(circular(tasks)).toEqual([]);
      }),
    );
  });
});
