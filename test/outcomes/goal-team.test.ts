import { describe, expect, it } from "vitest";
import { ModelError } from "../../src/core/errors.ts";
import { noUsage } from "../../src/core/prices.ts";
import { workspace } from "../laws/memory-platform.ts";
import { criteria, type GoalWorld, openGoalWorld, result, verdicts } from "./goal-world.ts";
import { planned, resultOf } from "./scripted-team.ts";

const never = () => new Promise<string>(() => undefined);
const later = () => Promise.withResolvers<string>();
const busy = () => new ModelError("busy", true);
const blocksOf = ({ blocks }: { readonly blocks: readonly { readonly text: string }[] } = { blocks: [] }) =>
  blocks.map(({ text }) => text).join("\n");

const rubric = criteria.map(({ text }) => text).join("\n");

/** Sets a goal as Ben in general, and gives it to a team. */
async function openTeamGoal(fields: Record<string, string | readonly string[]> = {}): Promise<GoalWorld> {
  const goal = await openGoalWorld();
  await goal.begin();
  const all = { criteria: rubric, rounds: "4", dollars: "1", team: "true", ...fields };
  expect(await goal.press("edit", "ben", all)).toContain("Changed");
  return goal;
}

/** Presses, and lets the team work. */
async function start(goal: GoalWorld): Promise<void> {
  await goal.press("approve");
  await goal.world.settle(6);
}

describe("a goal that is given to a team", () => {
  it("says so before anything is spent, and what it is likely to cost", async () => {
    const alone = await openGoalWorld();
    await alone.begin();
    const together = await openTeamGoal();
    const costOf = (goal: GoalWorld) =>
      Number(
        /about \$(\d+\.\d+)/u.exec(
          goal.world.cards().findLast(({ card }) => card.title.startsWith("Goal"))?.card.body ?? "",
        )?.[1],
      );
    expect(JSON.stringify(together.sections())).toContain("A team of specialists makes each round");
    expect(costOf(together)).toBeGreaterThan(costOf(alone));
    expect(together.team.plans).toEqual([]);
  });

  it("is made by its director and specialists, judged, and made again until it is met, on one card", async () => {
    const goal = await openTeamGoal();
    const cards = goal.world.cards().length;
    goal.team.script.answers.push("Too vague, at first.", result);
    goal.script.verdicts.push(verdicts("", "", ""));
    await start(goal);
    expect(goal.title()).toBe("Goal · met");
    expect(goal.world.cards()).toHaveLength(cards);
    expect(goal.makes).toEqual([]);
    expect(goal.judges).toHaveLength(2);
    expect(goal.team.plans).toHaveLength(2);
    expect(goal.team.tries).toHaveLength(8);
    expect(goal.team.answers).toHaveLength(2);
    // Each of the team knows the rubric; in the second round also what was made, and what is missing in it.
    const [first, , , last] = goal.team.tries;
    for (const told of [goal.team.plans[0]?.content ?? "", blocksOf(first), blocksOf(goal.team.answers[0])])
      expect(told).toContain("It names the day");
    expect(blocksOf(last)).toContain(`| ${resultOf("Find when we deploy")}`);
    const again = [
      goal.team.plans[1]?.content ?? "",
      blocksOf(goal.team.tries[4]),
      blocksOf(goal.team.answers[1]),
    ];
    for (const told of again) {
      expect(told).toContain("Nothing says so.");
      expect(told).toContain("| Too vague, at first.");
    }
    // The judge sees the result and nothing of how it was made.
    expect(goal.judges[1]?.content).not.toContain("Result of");
    expect(goal.world.said()).toContain(result);
    expect(goal.world.said()).not.toContain("Result of");
    expect(goal.world.said()).toContain("After 2 rounds");
    expect(goal.tasks().match(/✓ Task/gu)).toHaveLength(4);
  });

  it("shows three at work side by side, and each result to whoever asked alone", async () => {
    const goal = await openTeamGoal();
    const gate = later();
    goal.team.script.results["Find who decides"] = [gate.promise];
    goal.team.script.results["Find what went wrong"] = [gate.promise];
    await start(goal);
    expect(goal.title()).toBe("Goal · at work");
    expect(goal.section("Now")).toBe("The team is at work.");
    expect(goal.team.mostAtOnce()).toBe(2);
    expect(goal.tasks().match(/◐/gu)).toHaveLength(2);
    expect(goal.labels()).toEqual(["Comment", "Add a criterion", "Stop", "See 1"]);
    expect(await goal.press("see-1")).toContain(resultOf("Find when we deploy"));
    expect(await goal.press("see-1", "ana")).toContain("for Ben, who asked for it, alone");
    expect(await goal.press("see-2")).toContain("no result of that task yet");
    expect(await goal.press("see")).toContain("no result yet");
    gate.resolve("Found");
    await goal.world.settle(12);
    expect(goal.title()).toBe("Goal · out of rounds");
    expect(await goal.press("see-1")).toContain(resultOf("Find when we deploy"));
  });

  it("has the next round read what was said while it was made", async () => {
    const goal = await openTeamGoal();
    const gate = later();
    goal.team.script.results["Draft the note"] = [gate.promise];
    goal.team.script.answers.push("Too vague, at first.", result);
    goal.script.verdicts.push(verdicts("", "", ""));
    await start(goal);
    await goal.press("comment", "ben", { text: "name the xylophone" });
    expect(JSON.stringify(goal.sections())).toContain("One comment reaches the next round.");
    gate.resolve("A note");
    await goal.world.settle(6);
    expect(goal.title()).toBe("Goal · met");
    expect(blocksOf(goal.team.answers[0])).not.toContain("xylophone");
    expect(goal.team.plans[1]?.content).toContain("name the xylophone");
    expect(blocksOf(goal.team.tries[4])).toContain("name the xylophone");
    expect(blocksOf(goal.team.answers[1])).toContain("name the xylophone");
  });

  it("asks about the plan of each round, takes another, and asks before the tasks that were marked", async () => {
    const goal = await openTeamGoal({ asks: ["plan", "result"] });
    goal.team.script.answers.push(result);
    await start(goal);
    expect(goal.title()).toBe("Goal · waits for you");
    expect(goal.labels()).toEqual(["Approve", "Revise", "Ask me first", "Stop"]);
    expect(goal.team.tries).toEqual([]);
    await goal.press("revise", "ben", { text: "Leave out what went wrong" });
    expect(goal.team.plans[1]?.content).toContain("Leave out what went wrong");
    expect(await goal.press("mark")).toBe("form Ask me first");
    expect(await goal.press("mark", "ana", { tasks: ["1"] })).toContain("alone");
    expect(await goal.press("mark", "ben", { tasks: ["2", "4"] })).toContain("before tasks 2, 4");
    expect(goal.tasks()).toContain("○ Task 2 · researcher: waits, asks you first");
    await start(goal);
    expect(goal.title()).toBe("Goal · waits for you");
    expect(goal.section("It waits for you")).toContain("Shall task 2 begin?");
    // The others go on meanwhile.
    expect(goal.team.tries.map(({ asked }) => asked)).toEqual([
      "Find when we deploy",
      "Find what went wrong",
    ]);
    const first = goal.yes();
    await start(goal);
    expect(goal.section("It waits for you")).toContain("Shall task 4 begin?");
    const late = await goal.world.press("ben", "goal-approve", first);
    expect(late.text).toContain("Nothing changed");
    await goal.press("revise", "ben", { text: "Draft it in verse" });
    await goal.world.settle(4);
    expect(goal.team.tries.at(-1)?.asked).toBe("Draft it in verse");
    expect(goal.section("It waits for you")).toContain("Is this the result?");
    expect(goal.labels()).toContain("See the result");
    expect(await goal.press("see")).toBe(result);
    expect(await goal.press("see", "ana")).toContain("alone");
    await goal.press("approve");
    expect(goal.title()).toBe("Goal · met");
  });

  it("asks where a task fails for good and the director cannot tell", async () => {
    const goal = await openTeamGoal();
    goal.team.script.results["Find who decides"] = [busy(), busy()];
    goal.team.script.decisions.push({ decision: "ask", task: "" });
    goal.team.script.answers.push(result);
    await start(goal);
    expect(goal.title()).toBe("Goal · waits for you");
    expect(goal.labels()).toEqual(["Go on without it", "Revise", "Stop", "See 1", "See 3"]);
    expect(goal.section("It waits for you")).toContain("Task 2 failed twice");
    expect(await goal.press("approve", "ana")).toContain("alone");
    await start(goal);
    expect(goal.title()).toBe("Goal · met");
    expect(goal.tasks()).toContain("– Task 2 · researcher: left out");
  });

  it("reminds once where its team asks, and expires with what there is", async () => {
    const goal = await openTeamGoal({ asks: ["plan"] });
    await start(goal);
    const day = 24 * 60 * 60 * 1000;
    for (const days of [1, 1, 5]) {
      goal.world.clock.jump(days * day);
      await goal.world.settle(61);
    }
    expect(goal.world.said().split("still waits for you").length - 1).toBe(1);
    expect(goal.title()).toBe("Goal · expired");
    expect(goal.team.tries).toEqual([]);
  });

  it("stops its team within a second, with what the specialists brought", async () => {
    const goal = await openTeamGoal();
    goal.team.script.results["Find who decides"] = [never()];
    goal.team.script.results["Find what went wrong"] = [never()];
    await start(goal);
    const answer = await goal.world.press("ana", "goal-stop", goal.id());
    await goal.world.settle(1);
    expect(answer.text).toContain("Stopped");
    expect(goal.title()).toBe("Goal · stopped");
    expect(goal.world.said()).toContain("It was stopped. By an administrator.");
    expect(goal.world.said()).toContain(resultOf("Find when we deploy"));
    expect(goal.tasks()).toContain("– Task 2 · researcher: not done");
    // What reminds of the rubric's gate and what expires it come later, and find nothing.
    expect(await goal.world.parts.jobs.depth()).toBeLessThanOrEqual(2);
    expect(goal.team.answers).toEqual([]);
  });

  it.each([
    ["a plan that does not hold, twice", { plans: [{ tasks: [] }, { tasks: [planned("wizard", "Do it")] }] }],
    ["no result at all", { plans: [{ tasks: [planned("drafter", "Draft it")] }] }],
  ])("ends in a sentence with %s", async (_name, { plans }) => {
    const goal = await openTeamGoal();
    goal.team.script.plans.push(...plans);
    goal.team.script.results["Draft it"] = [busy(), busy()];
    await start(goal);
    expect(goal.title()).toBe("Goal · failed");
    expect(goal.world.said()).toMatch(/could not make a plan that holds|None of the specialists brought/u);
  });

  it("keeps within one cap, the goal's own, in mid-round", async () => {
    const goal = await openTeamGoal({ dollars: "0.25" });
    // 3,000 tokens of Sonnet's answer are three cents, and each request may take four of a specialist's.
    goal.script.usage = { ...noUsage, outputTokens: 3000 };
    goal.script.verdicts.push(verdicts("", "", ""));
    await start(goal);
    await goal.world.settle(4);
    expect(goal.title()).toBe("Goal · out of budget");
    const spent = Number(/for \$(\d+\.\d+)\./u.exec(goal.world.said())?.[1]);
    expect(spent).toBeGreaterThan(0.1);
    expect(spent).toBeLessThanOrEqual(0.25);
  });

  it("goes with whoever asked, also while its team works: nothing is said after that", async () => {
    const goal = await openTeamGoal();
    const gate = later();
    goal.team.script.results["Find who decides"] = [gate.promise];
    await start(goal);
    const id = goal.id();
    await goal.world.command("ben", "privacy erase");
    await goal.world.settle(5);
    expect(await goal.world.parts.documents.get({ workspace, kind: "goal", name: id })).toBeUndefined();
    gate.resolve("Ana decides");
    await goal.world.settle(5);
    expect(goal.team.answers).toEqual([]);
    expect(goal.title()).toBe("");
  });

  it("shows nothing of what its team read where more people can read the place by then", async () => {
    const goal = await openGoalWorld();
    await goal.world.command("ben", "goal a short note on when we deploy", "core-team");
    await goal.world.settle(2);
    await goal.press("edit", "ben", { criteria: rubric, rounds: "4", dollars: "1", team: "true" });
    goal.team.script.plans.push({ tasks: [planned("researcher", "Find the zeppelinfest")] });
    goal.team.script.results["Find the zeppelinfest"] = [never()];
    await start(goal);
    expect(goal.tasks()).toContain("zeppelinfest");
    goal.world.reaches.set("core-team", "public");
    await goal.press("stop");
    await goal.world.settle(1);
    expect(JSON.stringify(goal.world.standing())).not.toContain("zeppelinfest");
  });

  it("lets a form that was left open, or comes twice, open no other gate", async () => {
    const goal = await openTeamGoal({ asks: ["plan"] });
    const tasks = [planned("researcher", "Find it"), planned("drafter", "Publish it", 1)];
    goal.team.script.plans.push({ tasks: [planned("drafter", "Rhyme")] }, { tasks });
    await start(goal);
    const [revise, mark] = [goal.carried("revise"), goal.carried("mark")];
    await goal.press("revise", "ben", { text: "Otherwise" });
    await goal.press("mark", "ben", { tasks: ["1", "2"] });
    // The windows that stood open at the first plan are submitted now, the words also once more.
    const late = [
      await goal.world.fill("ben", "goal-mark", mark, { tasks: [] }),
      await goal.world.fill("ben", "goal-revise", revise, { text: "Otherwise" }),
    ];
    await start(goal);
    expect(goal.section("It waits for you")).toContain("Shall task 1 begin?");
    const before = goal.carried("revise");
    const words = { text: "Find it in the archive" };
    await goal.world.fill("ben", "goal-revise", before, words);
    await goal.world.settle(4);
    late.push(await goal.world.fill("ben", "goal-revise", before, words));
    await goal.world.settle(4);
    for (const { text } of late) expect(text).toContain("Nothing changed");
    expect(goal.section("It waits for you")).toContain("Shall task 2 begin?");
    expect(goal.team.tries.map(({ asked }) => asked)).toEqual(["Find it in the archive"]);
    expect(goal.team.plans).toHaveLength(2);
  });

  it.each([
    ["a number that was not offered", ["2", "x", "99"], "before task 2,"],
    ["a text", "2", "incomplete"],
  ])("loses no mark where its form comes back with %s", async (_name, sent, words) => {
    const goal = await openTeamGoal({ asks: ["plan"] });
    await start(goal);
    await goal.press("mark", "ben", { tasks: ["2"] });
    expect(await goal.press("mark", "ben", { tasks: sent })).toContain(words);
    expect(goal.tasks()).toContain("Task 2 · researcher: waits, asks you first");
  });

  it.each([
    ["wants nothing kept any more", "ben", "privacy off"],
    ["asked in a channel that is left out by then", "ana", "set exclude-channels general"],
  ])("asks nothing more for somebody who %s, and says why", async (_name, person, command) => {
    const goal = await openTeamGoal();
    const gate = later();
    const tasks = [planned("researcher", "Find it"), planned("drafter", "Draft it", 1)];
    goal.team.script.plans.push({ tasks });
    goal.team.script.results["Find it"] = [gate.promise];
    await start(goal);
    await goal.world.command(person, command);
    gate.resolve("Found");
    await goal.world.settle(6);
    expect(goal.team.tries.map(({ asked }) => asked)).toEqual(["Find it"]);
    expect(goal.team.answers).toEqual([]);
    expect(goal.title()).toBe("Goal · stopped");
  });

  it("says its end though the run of the task that came to it died right after", async () => {
    const goal = await openTeamGoal({ dollars: "0.05" });
    const gate = later();
    goal.script.usage = { ...noUsage, outputTokens: 6000 };
    goal.team.script.plans.push({ tasks: [planned("researcher", "Find it")] });
    goal.team.script.results["Find it"] = [
      { id: "c", name: "search_history", input: { query: "deploy" } },
      gate.promise,
    ];
    let isStored = false;
    let hasDied = false;
    goal.world.onCall((operation, detail) => {
      if (isStored && !hasDied) {
        hasDied = true;
        throw new Error("The process dies");
      }
      isStored ||= operation === "documents.swap" && detail.includes('"ending":"out of budget"');
    });
    await start(goal);
    await goal.world.settle(60);
    expect(hasDied).toBe(true);
    expect(goal.title()).toBe("Goal · out of budget");
    expect(goal.world.said()).toContain("What it may spend is used up.");
  });
});
