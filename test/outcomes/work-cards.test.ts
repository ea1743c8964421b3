import { describe, expect, it } from "vitest";
import { messageBody } from "../../src/adapters/discord/render/message-body.ts";
import { cardBlocks } from "../../src/adapters/slack/render/card-blocks.ts";
import type { Card } from "../../src/core/card.ts";
import { plainContent } from "../../src/core/ports/delivery.ts";
import type { Goal } from "../../src/outcomes/goal/goal.ts";
import { goalCard } from "../../src/outcomes/goal/goal-card.ts";
import { teamCard } from "../../src/outcomes/team/team-card.ts";
import { openTask, type Work } from "../../src/outcomes/team/work.ts";
import { hosts } from "../adapters/slack/render/hostile-markdown.ts";

const long = "deploy on Mondays before noon ".repeat(66);

const shared = {
  id: "abcdefghjk",
  workspace: "small:world",
  person: "ben",
  personName: "Ben",
  channel: "general",
  reach: "public" as const,
  card: "m1",
  text: long,
  message: null,
  askedAt: 0,
  step: 9,
  ending: null,
  remark: "",
  dollarsAtMost: 1,
  dollars: 0.4,
};

const work: Work = {
  ...shared,
  stage: "running",
  gate: { kind: "ask", task: 6, openedAt: 0 },
  holds: {},
  asksFirst: true,
  comments: [],
  refusedPlan: "",
  answer: "",
  atOnce: 3,
  tasks: Array.from({ length: 6 }, (_, index) => ({
    ...openTask({ id: index + 1, specialist: "researcher", task: long, dependsOn: [] }),
    state: index < 5 ? "done" : "failed",
    result: long,
  })),
};

const goal: Goal = {
  ...shared,
  stage: "waiting",
  gate: { kind: "plan", task: null, openedAt: 0 },
  criteria: Array.from({ length: 10 }, () => ({
    text: long,
    how: long,
    verdict: "not met",
    quote: "",
    why: long,
  })),
  roundsAtMost: 4,
  holds: {},
  asksBefore: { plan: true, round: true, result: true },
  isForTeam: true,
  team: null,
  round: 2,
  plan: long,
  result: long,
  comments: [],
  heard: 0,
  corrections: [],
  lessons: [],
};

/** The same with its team, at the end of its round. */
const goalOfTeam: Goal = {
  ...goal,
  stage: "making",
  gate: { kind: "ask", task: 6, openedAt: 0 },
  plan: "",
  team: { stage: "running", refusedPlan: "", atOnce: 3, tasks: work.tasks },
};

/** What the buttons of a card say on each platform. */
function labelsOf(card: Card): string[][] {
  const drawn = [
    JSON.stringify(messageBody({ ...plainContent(""), card }, hosts)),
    JSON.stringify(cardBlocks(card, 50, hosts)),
  ];
  const labels = card.sections.flatMap(({ actions }) => actions.map(({ label }) => label));
  return drawn.map((json) => labels.filter((label) => json.includes(`"${label}"`)));
}

describe("the longest card of work", () => {
  it.each([
    ["a team", teamCard(work, { dollarsPerTask: 0.02 })],
    ["a goal", goalCard(goal, { dollarsPerRound: 0.02 })],
    ["a goal of a team", goalCard(goalOfTeam, { dollarsPerRound: 0.02 })],
  ])("has all its buttons on each platform: %s", (_name, card) => {
    const labels = card.sections.flatMap(({ actions }) => actions.map(({ label }) => label));
    expect(labels.length).toBeGreaterThan(2);
    expect(labelsOf(card)).toEqual([labels, labels]);
    expect(card.body.length).toBeLessThan(1000);
  });
});
