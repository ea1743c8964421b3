import * as fc from "fast-check";
import { readPlan } from "../../src/outcomes/team/plan.ts";
import { startable, toAskBefore, undecided } from "../../src/outcomes/team/schedule.ts";
import type { Task, Work } from "../../src/outcomes/team/work.ts";
import * as moves from "../../src/outcomes/team/work-moves.ts";

/** Who asked for what, where and when. */
export const askedFor = {
  workspace: "small:world",
  person: "ben",
  personName: "Ben",
  channel: "general",
  reach: "public" as const,
  card: null,
  text: "a note",
  message: null,
  askedAt: 0,
};

export const workWith = (tasks: Task[]): Work => ({
  ...askedFor,
  id: "w",
  step: 0,
  stage: "running",
  gate: null,
  ending: null,
  remark: "",
  dollarsAtMost: 1,
  dollars: 0,
  holds: {},
  asksFirst: false,
  comments: [],
  refusedPlan: "",
  atOnce: 3,
  tasks,
  answer: "",
});

/** Plans that hold: each task depends on earlier ones, in any order of their numbers; some ask before they begin. */
export const anyTasks = fc
  .tuple(
    fc.array(fc.array(fc.nat({ max: 5 }), { maxLength: 3 }), { minLength: 1, maxLength: 6 }),
    fc.array(fc.integer({ min: 1, max: 6 })),
  )
  .map(([before, marks]) => {
    const tasks = before.map((earlier, index) => ({
      specialist: "drafter",
      task: `Task ${index}`,
      dependsOn: earlier.filter((each) => each < index).map((each) => each + 1),
    }));
    const plan = readPlan({ tasks }, ["drafter"], 6);
    if ("problem" in plan) throw new Error(plan.problem);
    return plan.tasks.map((task) => ({ ...task, isMarked: marks.includes(task.id) }));
  });

/** What happens next, of what may happen. */
export const anyChoices = fc.infiniteStream(fc.nat({ max: 1000 }));

export function applied<Kept>(work: Kept, move: Kept | undefined): Kept {
  if (!move) throw new Error(`That does not fit ${JSON.stringify(work)}`);
  return move;
}

/** Everything that may happen to the work as it stands. */
export function happenings(work: Work): (() => Work | undefined)[] {
  const running = work.tasks.filter(({ state }) => state === "running");
  const failed = undecided(work);
  return [
    ...startable(work).map((id) => () => moves.started(work, id)),
    ...running.flatMap(({ id, tries, isAlone }) => [
      () => moves.finished(work, id, tries, "found"),
      () => moves.failed(work, id, tries, "It failed."),
      // Whoever is alone is put back only where somebody else holds something, which nobody does.
      ...(isAlone ? [] : [() => moves.unpaid(work, id, tries, true)]),
    ]),
    ...(failed
      ? [
          () => moves.decided(work, failed.id, { type: "without" }, 1),
          () => moves.decided(work, failed.id, { type: "another way", task: "Otherwise" }, 1),
          () => moves.decided(work, failed.id, { type: "ask" }, 1),
        ]
      : []),
    ...(toAskBefore(work) ? [() => moves.asked(work, 1)] : []),
    ...(work.gate ? [() => moves.approved(work)] : []),
    // Whoever is asked about a failure in other words for ever is asked for ever.
    ...(work.gate?.kind === "before" ? [() => moves.revised(work, "In other words")] : []),
  ];
}
