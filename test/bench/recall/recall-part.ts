import { preparePrompt } from "../../../src/core/conversation/answer.ts";
import { readSetting } from "../../../src/core/conversation/surroundings.ts";
import type { Parts } from "../../../src/core/parts.ts";
import { chunksOf } from "../chunks.ts";
import { atMost } from "../goal.ts";
import { instantMs } from "../instant.ts";
import { median, percentile } from "../percentiles.ts";
import { type Chance, chanceOf, question } from "../team-talk.ts";
import {
  officeChannels,
  officeHistory,
  officeMessage,
  officePeople,
  officeWorkspace,
  oneOf,
} from "./office.ts";
import { writeOfficeBook } from "./office-book.ts";
import { openOffice } from "./office-parts.ts";

const historySizes = [1_000, 1_000_000] as const;
const memories = 200;
const questions = 300;
const warmUpQuestions = 100;
const recordedAtOnce = 2_000;
const goalMs = 3;
/** Up to here a thousand times the messages count as taking as long. */
const flatRatio = 1.5;

/** Measures recall and prompt assembly over a short and a long history, and leaves the long one in the folder. */
export async function measureRecall(dataDir: string) {
  const { parts, store } = openOffice(dataDir);
  const chance = chanceOf(2);
  const now = parts.clock.now();
  const [short, long] = historySizes;
  try {
    await writeOfficeBook(parts.ledger, chance, memories, now);
    await fill(parts, chance, { from: 0, to: short, most: long, now });
    const overShort = await promptTimes(parts, short);
    await fill(parts, chance, { from: short, to: long, most: long, now });
    const overLong = await promptTimes(parts, long);
    return {
      questions,
      memories,
      [`over${short}Messages`]: describe(overShort),
      [`over${long}Messages`]: describe(overLong),
      medianRatioLongToShort: atMost(median(overLong) / median(overShort), flatRatio),
    };
  } finally {
    await store.close();
  }
}

function describe(timesMs: readonly number[]) {
  return { p50Ms: atMost(median(timesMs), goalMs), p99Ms: atMost(percentile(timesMs, 0.99), goalMs) };
}

async function fill(parts: Parts, chance: Chance, span: Parameters<typeof officeHistory>[1]): Promise<void> {
  for (const messages of chunksOf(officeHistory(chance, span), recordedAtOnce)) {
    await Promise.all(messages.map((message) => parts.history.record(message)));
  }
}

/** How long the prompt of each question takes, after questions enough that the machine code is there. */
async function promptTimes(parts: Parts, newest: number): Promise<number[]> {
  const chance = chanceOf(3);
  const times: number[] = [];
  for (let asked = 0; asked < warmUpQuestions + questions; asked += 1) {
    if (asked === warmUpQuestions) globalThis.gc?.();
    times.push(await promptTime(parts, chance, newest));
  }
  return times.slice(warmUpQuestions);
}

async function promptTime(parts: Parts, chance: Chance, newest: number): Promise<number> {
  const text = question(chance);
  const asker = oneOf(chance, officePeople);
  const channel = oneOf(chance, officeChannels);
  const setting = await readSetting(parts, officeWorkspace, asker.id, channel.id);
  // Half of the questions are asked in a thread that may have gone on for some time.
  const thread = chance() < 0.5 ? `m${newest - Math.floor(500 * chance())}` : null;
  const said = officeMessage("question", asker, channel, thread, text, parts.clock.now());
  const startedAtMs = instantMs();
  await preparePrompt(parts, setting, [{ ...said, asked: text, sequence: newest + 1 }], text, []);
  return instantMs() - startedAtMs;
}
