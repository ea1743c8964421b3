import { atPace } from "../chat/pace.ts";
import { atMost } from "../goal.ts";
import { median, percentile, rounded } from "../percentiles.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import type { Asked } from "../turn-book.ts";
import { openSlackFloor } from "./floors.ts";
import { judgeCounts } from "./judge-counts.ts";
import { startSlowModel } from "./slow-model.ts";
import { startReverie } from "./watched-program.ts";

const mentions = 2000;
const seconds = 5;
const channels = 8;
/** The first channel asks so many times as often as each of the others. */
const loudness = 13;

/** Very many mentions at once, most of them in one channel. */
export async function measureBurst() {
  await using open = new AsyncDisposableStack();
  const model = await startSlowModel(open, { answerMs: 100, pieces: 4 });
  const floor = await openSlackFloor(open, channels);
  const reverie = await startReverie(open, {
    DATA_DIR: temporaryFolder(open),
    ANTHROPIC_BASE_URL: model.url,
    ...floor.environment,
  });
  await floor.connected(2);
  const [loud = "general", ...quiet] = floor.channels;
  await floor.ask(loud);
  floor.acknowledgedAfterMs();
  const asked: { readonly channel: string; readonly answer: Promise<Asked> }[] = [];
  await atPace(mentions / seconds, seconds, (done) => {
    const place = done % (loudness + quiet.length);
    const channel = quiet[place - loudness] ?? loud;
    asked.push({ channel, answer: floor.ask(channel) });
    return 1;
  });
  const times = await Promise.all(asked.map(async ({ channel, answer }) => ({ channel, ...(await answer) })));
  await floor.settled();
  await reverie.idle();
  const waits = (isLoud: boolean) =>
    times
      .filter(({ channel }) => (channel === loud) === isLoud)
      .map(({ sentAtMs, answeredAtMs }) => answeredAtMs - sentAtMs);
  const answers = floor.answersPerQuestion();
  const firstAtMs = Math.min(...times.map(({ sentAtMs }) => sentAtMs));
  const lastAtMs = Math.max(...times.map(({ answeredAtMs }) => answeredAtMs));
  return {
    mentions,
    seconds,
    shareOfTheLoudChannel: rounded(loudness / (loudness + quiet.length)),
    ...judgeCounts(answers),
    acknowledgementP99Ms: rounded(percentile(floor.acknowledgedAfterMs(), 0.99)),
    allAnsweredAfterSeconds: rounded((lastAtMs - firstAtMs) / 1000),
    medianWaitLoudMs: rounded(median(waits(true))),
    medianWaitQuietMs: rounded(median(waits(false))),
    // Taken in turns by channel, a quiet channel waits for its own questions and not for those of the loud one.
    quietToLoud: atMost(median(waits(false)) / median(waits(true)), 0.5),
    peakMebibytes: rounded(reverie.program.peakMebibytes()),
  };
}
