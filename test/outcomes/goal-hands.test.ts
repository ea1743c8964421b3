import { describe, expect, it } from "vitest";
import { asId } from "../../src/core/ids.ts";
import { deliveryOf } from "../../src/core/platforms.ts";
import { criterionUnits } from "../../src/outcomes/goal/goal.ts";
import { workspace } from "../laws/memory-platform.ts";
import { criteria, openGoalWorld, result, verdicts } from "./goal-world.ts";

const asksAtEachGate = {
  criteria: criteria.map(({ text }) => text).join("\n"),
  rounds: "4",
  dollars: "1",
  asks: ["plan", "round", "result"],
};

describe("hands on a goal", () => {
  it("approve the gate that they saw and no later one", async () => {
    const goal = await openGoalWorld();
    await goal.begin();
    await goal.press("edit", "ben", asksAtEachGate);
    const first = goal.yes();
    await goal.press("approve");
    expect(goal.section("It waits for you")).toContain("the way to go about it");
    const again = await goal.world.press("ben", "goal-approve", first);
    await goal.world.settle(2);
    expect(again.text).toContain("Nothing changed");
    expect(goal.section("It waits for you")).toContain("the way to go about it");
    expect(goal.makes).toHaveLength(1);
  });

  it("add a criterion once, and no longer than one is", async () => {
    const goal = await openGoalWorld();
    const gate = Promise.withResolvers<string>();
    goal.script.results.push(gate.promise);
    await goal.begin();
    await goal.press("approve");
    const [known = ""] = goal.rubric();
    expect(await goal.press("add", "ben", { text: known })).toContain("Nothing changed");
    expect(await goal.press("add", "ben", { text: `It ${"rhymes ".repeat(100)}` })).toContain(
      `at most ${criterionUnits} characters`,
    );
    expect(await goal.press("add", "ben", { text: "It rhymes" })).toContain("Taken");
    gate.resolve(result);
    await goal.world.settle(2);
    expect(goal.rubric()).toEqual([...criteria.map(({ text }) => text), "It rhymes"]);
  });

  it("are heard while it plans: what they say reaches the round", async () => {
    const goal = await openGoalWorld();
    const plan = Promise.withResolvers<string>();
    goal.script.results.push(plan.promise);
    await goal.begin();
    await goal.press("edit", "ben", asksAtEachGate);
    await goal.press("approve");
    expect(goal.title()).toBe("Goal · planning");
    await goal.press("comment", "ben", { text: "name the xylophone" });
    plan.resolve("1. Write it");
    await goal.world.settle(2);
    await goal.press("approve");
    expect(
      goal.makes
        .at(-1)
        ?.blocks.map(({ text }) => text)
        .join(),
    ).toContain("name the xylophone");
  });

  it("cannot say anything for a round that may not come", async () => {
    const goal = await openGoalWorld();
    goal.script.verdicts.push(verdicts("", "", ""));
    await goal.begin();
    await goal.press("edit", "ben", { ...asksAtEachGate, asks: ["round", "result"], rounds: "1" });
    await goal.press("approve");
    expect(goal.section("It waits for you")).toContain("Is this the result");
    for (const verb of ["comment", "add"])
      expect(await goal.press(verb, "ben", { text: "name the xylophone" })).toContain("Nothing changed");
    await goal.press("approve");
    expect(goal.title()).toBe("Goal · out of rounds");
  });

  it("are heard below the card in the name of whoever asked, once, as evidence for the next dream", async () => {
    const goal = await openGoalWorld();
    const gate = Promise.withResolvers<string>();
    goal.script.results.push(gate.promise);
    goal.script.verdicts.push(verdicts("", "", ""));
    await goal.begin();
    await goal.press("approve");
    await goal.press("comment", "ben", { text: "name the xylophone" });
    await goal.press("add", "ben", { text: "It rhymes" });
    const thread = goal.card();
    expect(goal.world.said()).toContain("Ben says on the card: name the xylophone");
    expect(goal.world.said().split("Ben says on the card").length - 1).toBe(2);
    const { history } = goal.world.parts;
    const kept = await history.conversation(workspace, asId(`general/${thread}`), 20);
    const ofBen = kept.filter(({ author }) => author === "ben");
    expect(ofBen.map(({ text, authorRole }) => [text, authorRole])).toEqual([
      ["name the xylophone", "member"],
      ["It rhymes", "member"],
    ]);
    gate.resolve(result);
    await goal.world.settle(3);
    // The round after is given it once, however it was said.
    const told =
      goal.makes
        .at(-1)
        ?.blocks.map(({ text }) => text)
        .join() ?? "";
    expect(told.split("name the xylophone").length - 1).toBe(1);
    await goal.world.command("ben", "privacy erase");
    await goal.world.settle(3);
    expect(JSON.stringify(goal.world.standing())).not.toContain("xylophone");
    expect(await history.idsSaidBy(workspace, asId("ben"))).toEqual([]);
  });

  it("teach the next dream: it proposes what they said, with the run's own conversation as receipt", async () => {
    const goal = await openGoalWorld();
    const gate = Promise.withResolvers<string>();
    goal.script.results.push(gate.promise);
    await goal.begin();
    await goal.press("approve");
    await goal.press("comment", "ben", { text: "We decided that such notes name the day first." });
    gate.resolve(result);
    await goal.world.settle(3);
    expect(goal.title()).toBe("Goal · met");
    await goal.world.dream("ana");
    const proposed = goal.world.sections().find(({ text }) => text.includes("name the day first"));
    expect(proposed?.quotes).toMatchObject([
      { text: "We decided that such notes name the day first.", by: expect.stringContaining("Ben") },
    ]);
  });

  it("say nothing below the card that somebody asked before more people could read the place", async () => {
    const goal = await openGoalWorld();
    const gate = Promise.withResolvers<string>();
    goal.script.results.push(gate.promise);
    await goal.world.command("ben", "goal a short note on when we deploy", "core-team");
    await goal.world.settle(2);
    await goal.press("approve");
    goal.world.reaches.set("core-team", "public");
    await goal.press("comment", "ben", { text: "name the xylophone" });
    expect(goal.world.said()).not.toContain("xylophone");
    gate.resolve(result);
    await goal.world.settle(3);
  });

  it("stop what still runs where a Stop before that died on its way", async () => {
    const goal = await openGoalWorld();
    goal.script.results.push(new Promise<string>(() => undefined));
    await goal.begin();
    await goal.press("approve");
    expect(goal.title()).toBe("Goal · at work");
    const id = goal.id();
    goal.world.failOnce("jobs.cancel", new RegExp(id, "u"));
    await goal.world.press("ben", "goal-stop", id);
    await goal.world.press("ben", "goal-stop", id);
    await goal.world.settle(2);
    expect(goal.title()).toBe("Goal · stopped");
    expect(goal.world.said()).toContain("It was stopped.");
  });

  it("are shown by the card as it is last, also where an older one was slow to be drawn", async () => {
    const goal = await openGoalWorld();
    await goal.begin();
    await goal.press("edit", "ben", { ...asksAtEachGate, asks: ["plan"] });
    const delivery = deliveryOf(goal.world.parts, workspace);
    const post = delivery.post.bind(delivery);
    const slow = Promise.withResolvers<void>();
    let isFirst = true;
    Reflect.set(delivery, "post", async (...given: Parameters<typeof post>) => {
      const isSlow = isFirst;
      isFirst = false;
      if (isSlow) await slow.promise;
      return post(...given);
    });
    const yes = goal.yes();
    const editing = goal.world.fill("ben", "goal-edit", goal.id(), { ...asksAtEachGate, asks: [] });
    await goal.world.settle(1);
    await goal.world.press("ben", "goal-approve", yes);
    await goal.world.settle(4);
    slow.resolve();
    await editing;
    await goal.world.settle(4);
    expect(goal.title()).toBe("Goal · met");
  });

  it("are not waited for where the channel was left out: no reminder comes there", async () => {
    const goal = await openGoalWorld();
    await goal.begin();
    await goal.world.command("ana", "set exclude-channels general");
    for (let hour = 0; hour < 26; hour += 1) await goal.world.clock.advance(60 * 60 * 1000);
    await goal.world.settle(2);
    expect(goal.world.said()).not.toContain("still waits");
  });
});

describe("what goals may cost together", () => {
  it.each([
    ["1", true],
    ["0.1", false],
  ])("uses the web only where its searches and pages can be paid: with $%s", async (dollars, web) => {
    const goal = await openGoalWorld();
    await goal.world.command("ana", "set web on");
    await goal.begin();
    await goal.press("edit", "ben", { ...asksAtEachGate, asks: [], dollars });
    await goal.press("approve");
    expect(goal.makes.map((request) => request.web)).toEqual([web]);
    expect(goal.title()).toBe("Goal · met");
  });

  it.each([
    ["the workspace's budget", "set budget 0.12"],
    ["a channel's own budget", "set budget here 0.12"],
    ["a person's quota", "set quota 0.12"],
  ])("is held in %s while they are asked", async (_name, command) => {
    const goal = await openGoalWorld();
    await goal.world.command("ana", command);
    const gates = [1, 2].map(() => Promise.withResolvers<string>());
    goal.script.results.push(...gates.map(({ promise }) => promise));
    await goal.begin();
    const first = goal.yes();
    await goal.begin("another note on when we deploy");
    await goal.world.press("ben", "goal-approve", first);
    await goal.world.settle(2);
    await goal.press("approve");
    const most = goal.makes.map(({ maxTokens }) => maxTokens);
    expect(most).toHaveLength(2);
    const [one = 0, two = 0] = most;
    expect(two).toBeLessThan(one);
    for (const { resolve } of gates) resolve(result);
    await goal.world.settle(3);
  });
});
