import { fileURLToPath } from "node:url";
import { startRedis } from "../../adapters/redis/redis-server.ts";
import { measureAcknowledged, measureAlone, measureTogether, startContestant } from "../chat/contestant.ts";
import { order } from "../chat/order.ts";
import { describeContestant } from "../chat/report.ts";
import { inRounds } from "../chat/rounds.ts";
import { acknowledged, alone, together, warmUp } from "../chat/work.ts";
import { median, rounded } from "../percentiles.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { startModel } from "../turn/measured-model.ts";

const fake = new URL("../slack/slack-program.ts", import.meta.url);
const peer = fileURLToPath(new URL("../slack/peer-program.ts", import.meta.url));

/** Reverie on SQLite and on Redis, and plain Bolt, which keeps nothing, by turns on Slack with the same model. */
export async function measureStores() {
  await using open = new AsyncDisposableStack();
  const redis = await startRedis();
  open.defer(() => redis.close());
  const model = await startModel(open);
  const environment = { ANTHROPIC_API_KEY: "no-real-key", ANTHROPIC_BASE_URL: model.url };
  const reverie = (store: Readonly<Record<string, string>>) =>
    startContestant(open, {
      fake,
      command: ["bin/reverie.js"],
      connections: 2,
      environment: { ...environment, ...store, PORT: "0" },
    });
  const onSqlite = await reverie({ DATA_DIR: temporaryFolder(open) });
  const onRedis = await reverie({ REDIS_URL: redis.url });
  const plainBolt = await startContestant(open, { fake, command: [peer], connections: 1, environment });
  const all = [onSqlite, onRedis, plainBolt];
  for (const each of all) await order(each, "together", warmUp);
  await inRounds(alone.rounds, all, (each) => measureAlone(each, model, alone));
  await inRounds(together.rounds, all, (each) => measureTogether(each, together));
  for (const each of [onSqlite, onRedis]) await order(each, "command", { text: "set listen all" });
  await inRounds(acknowledged.rounds, all, (each) => measureAcknowledged(each, acknowledged));
  const speed = ({ turnsPerSecond }: (typeof all)[number]) => median(turnsPerSecond);
  return {
    stores: {
      throughput: {
        redisToSqlite: rounded(speed(onRedis) / speed(onSqlite)),
        sqliteToPlainBolt: rounded(speed(onSqlite) / speed(plainBolt)),
        redisToPlainBolt: rounded(speed(onRedis) / speed(plainBolt)),
      },
      sqlite: describeContestant(onSqlite),
      redis: describeContestant(onRedis),
      plainBolt: describeContestant(plainBolt),
    },
  };
}
