import { inRounds } from "../chat/rounds.ts";
import { atMost } from "../goal.ts";
import { median, rounded, spreadOf } from "../percentiles.ts";
import { type MeasuredTask, openTeamHouse, type WorkTimes } from "./team-house.ts";

const warmUpWorks = 20;
const rounds = 20;

/** The time of the slowest of three independent tasks, in milliseconds: short beside a real one, which flatters nobody. */
const slowestMs = 500;

const task = (modelMs: number, ...dependsOn: number[]): MeasuredTask => ({ modelMs, dependsOn });

/** Six tasks one after the other by a model that takes no time: all of it is Reverie's own. */
const chain = [task(0), task(0, 1), task(0, 2), task(0, 3), task(0, 4), task(0, 5)];
const alone = [task(slowestMs)];
const three = [task(slowestMs * 0.8), task(slowestMs), task(slowestMs * 0.9)];

/** What a team takes beyond its model, and three tasks side by side against the slowest of them alone. */
export async function measureTeam() {
  await using open = new AsyncDisposableStack();
  const house = await openTeamHouse(open);
  for (let work = 0; work < warmUpWorks; work += 1) await house.work(chain);
  const plans = [chain, alone, three].map((plan) => ({ plan, times: [] as WorkTimes[] }));
  await inRounds(rounds, plans, async ({ plan, times }) => {
    times.push(await house.work(plan));
  });
  const [ofChain = [], ofOne = [], ofThree = []] = plans.map(({ times }) => times);
  const tasksMs = (times: readonly WorkTimes[]) => median(times.map((each) => each.tasksMs));
  return {
    team: {
      ownTimePerTask: spreadOf(ofChain.map((each) => each.tasksMs / chain.length)),
      ownTimeOfWorkPerTask: spreadOf(ofChain.map((each) => each.wholeMs / chain.length)),
      threeTasksMs: rounded(tasksMs(ofThree)),
      slowestAloneMs: rounded(tasksMs(ofOne)),
      threeToSlowestAlone: atMost(tasksMs(ofThree) / tasksMs(ofOne), 1.2),
      threeToSlowestModelTime: atMost(tasksMs(ofThree) / slowestMs, 1.2),
    },
  };
}
