import { startRedis } from "../../adapters/redis/redis-server.ts";
import { atLeast } from "../goal.ts";
import { rounded } from "../percentiles.ts";
import { openSlackFloor } from "./floors.ts";
import { startSlowModel } from "./slow-model.ts";
import { startReverie } from "./watched-program.ts";

/** Enough that the beginning and the end, in which not all slots are taken, count little. */
const questions = 400;

/** Questions all at once, by one replica and by two on one Redis, with answers that take two seconds. */
export async function measureReplicas() {
  const one = await answersPerSecond(1);
  const two = await answersPerSecond(2);
  return {
    questions,
    answersPerSecond: { oneReplica: rounded(one), twoReplicas: rounded(two) },
    throughputRatio: atLeast(two / one, 1.7),
  };
}

async function answersPerSecond(count: number): Promise<number> {
  await using open = new AsyncDisposableStack();
  const redis = await startRedis();
  open.defer(() => redis.close());
  const model = await startSlowModel(open, { answerMs: 2000, pieces: 20 });
  const floor = await openSlackFloor(open, 8);
  for (let replica = 0; replica < count; replica += 1)
    await startReverie(open, {
      REDIS_URL: redis.url,
      ANTHROPIC_BASE_URL: model.url,
      ...floor.environment,
    });
  await floor.connected(2 * count);
  await floor.ask(floor.channels[0] ?? "general");
  const answers = Array.from({ length: questions }, (_, index) =>
    floor.ask(floor.channels[index % floor.channels.length] ?? "general"),
  );
  const times = await Promise.all(answers);
  const from = Math.min(...times.map(({ sentAtMs }) => sentAtMs));
  const to = Math.max(...times.map(({ answeredAtMs }) => answeredAtMs));
  return (questions * 1000) / (to - from);
}
