import { setTimeout } from "node:timers/promises";
import { atPace } from "../chat/pace.ts";
import { atMost } from "../goal.ts";
import { percentile, rounded, spreadOf } from "../percentiles.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import type { Asked } from "../turn-book.ts";
import { openDiscordFloor, openSlackFloor } from "./floors.ts";
import { judgeCounts } from "./judge-counts.ts";
import { startSlowModel } from "./slow-model.ts";
import { startReverie } from "./watched-program.ts";

const eventsPerSecond = 50;
/** One event of so many is a question; the others are talk that is kept. */
const eventsPerQuestion = 10;
const answerMs = 2000;
const pieces = 20;
/** How often the program is asked how it is, in milliseconds. */
const lookEveryMs = 15_000;

/** Events at a steady pace over both platforms, with answers that take their time. */
export async function measureSteady(minutes: number) {
  await using open = new AsyncDisposableStack();
  const model = await startSlowModel(open, { answerMs, pieces });
  const floors = [await openSlackFloor(open, 8), await openDiscordFloor(open, 8)];
  const reverie = await startReverie(open, {
    DATA_DIR: temporaryFolder(open),
    ANTHROPIC_BASE_URL: model.url,
    ...Object.assign({}, ...floors.map(({ environment }) => environment)),
  });
  await Promise.all(floors.map((floor, index) => floor.connected(index === 0 ? 2 : 1)));
  for (const floor of floors) await floor.listen();
  for (const floor of floors) await floor.ask(floor.channels[0] ?? "general");
  for (const floor of floors) floor.acknowledgedAfterMs();

  const looks: { readonly lagP99Ms: number; readonly mebibytes: number }[] = [];
  await reverie.look();
  const isOver = new AbortController();
  const looking = (async () => {
    while (!isOver.signal.aborted) {
      await setTimeout(lookEveryMs, undefined, { signal: isOver.signal }).catch(() => undefined);
      looks.push(await reverie.look());
    }
  })();
  const asked: Promise<Asked>[] = [];
  await atPace(eventsPerSecond, minutes * 60, (done) => {
    const floor = floors[done % floors.length];
    const channel = floor?.channels[Math.floor(done / floors.length) % floor.channels.length] ?? "general";
    if (Math.floor(done / floors.length) % eventsPerQuestion === 0) {
      const answer = floor?.ask(channel);
      if (answer) asked.push(answer);
    } else floor?.talk(channel);
    return 1;
  });
  isOver.abort();
  await looking;
  const times = await Promise.all(asked);
  for (const floor of floors) await floor.settled();
  await reverie.idle();

  const spent = await reverie.spent();
  const answers = floors.flatMap((floor) => floor.answersPerQuestion());
  const acknowledged = floors.flatMap((floor) => floor.acknowledgedAfterMs());
  // What is held after the first half is compared with what is held at the end.
  const middle = looks[Math.floor(looks.length / 2)]?.mebibytes ?? Number.NaN;
  const last = looks.at(-1)?.mebibytes ?? Number.NaN;
  return {
    minutes,
    events: eventsPerSecond * 60 * minutes,
    questions: answers.length,
    ...judgeCounts(answers),
    acknowledgementP99Ms: atMost(percentile(acknowledged, 0.99), 50),
    eventLoopLagP99Ms: atMost(Math.max(...looks.map(({ lagP99Ms }) => lagP99Ms)), 30),
    mebibytes: atMost(Math.max(...looks.map(({ mebibytes }) => mebibytes)), 300),
    growthSinceTheMiddle: atMost(last / middle, 1.1),
    perAnswer: {
      tokensIn: rounded(spent.tokensIn / answers.length),
      tokensOut: rounded(spent.tokensOut / answers.length),
      dollars: rounded(spent.dollars / answers.length),
    },
    answerAfter: spreadOf(times.map(({ sentAtMs, answeredAtMs }) => answeredAtMs - sentAtMs)),
    looks: looks.map(({ lagP99Ms, mebibytes }) => ({
      lagP99Ms: rounded(lagP99Ms),
      mebibytes: rounded(mebibytes),
    })),
  };
}
