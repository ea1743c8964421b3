import { setTimeout } from "node:timers/promises";
import { type ChaosOffice, openChaosOffice } from "./chaos-office.ts";
import { type Finding, isNotice, judgeAnswers } from "./checker.ts";
import { answersTo } from "./gather.ts";
import { platforms, type Question } from "./plan.ts";
import type { AskedQuestion } from "./record.ts";
import { settle } from "./settle.ts";
import { type Asked, ask } from "./storm.ts";

/** Each asks in a place of their own, so that each is to be told. */
const seats = [
  ["ana", "general"],
  ["ben", "general"],
  ["dora", "general"],
  ["ana", "engineering"],
  ["ben", "engineering"],
  ["dora", "engineering"],
  ["ana", "core-team"],
  ["ben", "core-team"],
  ["ana", "dm-ana"],
  ["ben", "dm-ben"],
] as const;

const replicaCount = 2;

/** How long is waited for a word, in milliseconds. */
const patienceMs = 10_000;

/** What came of an outage of the store. */
export interface Outage {
  readonly findings: readonly Finding[];
  /** How long each person waited for a word, in milliseconds. */
  readonly toldAfterMs: readonly number[];
  /** How long after the store was back all was answered, in milliseconds. */
  readonly settledMs: number;
}

/** Kills the store under two replicas for so many seconds, while people ask on both platforms. */
export async function outage(seconds: number): Promise<Outage> {
  const office = await openChaosOffice();
  try {
    await Promise.all(office.replicas.map((replica) => replica.ready()));
    // Each place is known by then, as it is in a team that works with the bot.
    const before = await Promise.all(everySeat((seat, number) => ask(office.chats, seat, number)));
    await settle(office, before);
    await office.redis.kill();
    const killedAt = performance.now();
    const asked = await Promise.all(
      everySeat(async (seat, number) => {
        await setTimeout(((number - 1) / (seats.length * platforms.length)) * (seconds - 3) * 1000);
        const question = await ask(office.chats, seat, number + before.length);
        return { question, toldAfterMs: await toldAfter(office, question) };
      }),
    );
    await setTimeout(Math.max(0, seconds * 1000 - (performance.now() - killedAt)));
    await office.redis.restart();
    const questions = asked.map(({ question }) => question);
    const settledMs = await settle(office, questions);
    const answers = await answersTo(office.chats, questions);
    return {
      findings: answers.flatMap((answer) => [...judgeAnswers(answer), ...judgeNotices(answer)]),
      toldAfterMs: asked.map(({ toldAfterMs }) => toldAfterMs),
      settledMs,
    };
  } finally {
    await office.close();
  }
}

function everySeat<Result>(work: (seat: Question, number: number) => Promise<Result>): Promise<Result>[] {
  return seats
    .flatMap(([person, channel]) => platforms.map((platform) => ({ platform, person, channel })))
    .map((seat, index) => work(seat, index + 1));
}

async function toldAfter(office: ChaosOffice, question: Asked): Promise<number> {
  const askedAt = performance.now();
  while (performance.now() - askedAt < patienceMs) {
    const [shown] = await answersTo(office.chats, [question]);
    if (shown?.answers.some(({ words }) => isNotice(words))) break;
    await setTimeout(5);
  }
  return performance.now() - askedAt;
}

/** Without the store replicas know nothing of each other: each tells a person once. */
function judgeNotices({ platform, number, answers }: AskedQuestion): Finding[] {
  const notices = answers.filter(({ words }) => isNotice(words)).length;
  return notices > 0 && notices <= replicaCount
    ? []
    : [{ law: "one answer or apology", what: `${platform}: question ${number} has ${notices} notices` }];
}
