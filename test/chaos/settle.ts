import { setTimeout } from "node:timers/promises";
import type { ChaosOffice } from "./chaos-office.ts";
import { isNotice } from "./checker.ts";
import type { Asked } from "./storm.ts";

/** How long it may take until all is quiet again, in milliseconds. */
const settledWithinMs = 120_000;

/** Resolves with how long it took once both replicas take what comes, nothing waits, and each question has a word; or after a long time. */
export async function settle(office: ChaosOffice, asked: readonly Asked[]): Promise<number> {
  const beganAt = performance.now();
  const deadline = beganAt + settledWithinMs;
  await Promise.all(office.replicas.map((replica) => replica.ready()));
  let quiet = 0;
  while (quiet < 4 && performance.now() < deadline) {
    await setTimeout(250);
    const waiting = await Promise.all(office.replicas.map((replica) => replica.waiting()));
    const isQuiet =
      waiting.every((count) => count === 0) &&
      office.slack.fake.outbox.unacknowledged() === 0 &&
      (await Promise.all(asked.map((each) => isAnswered(office, each)))).every(Boolean);
    quiet = isQuiet ? quiet + 1 : 0;
  }
  if (quiet < 4) office.troubles.push("It never became quiet");
  return performance.now() - beganAt;
}

async function isAnswered(office: ChaosOffice, { platform, said }: Asked): Promise<boolean> {
  const answers = await office.chats[platform].answersTo(said);
  return answers.some(({ isDraft, words }) => !isDraft && !isNotice(words));
}
