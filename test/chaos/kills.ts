import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout } from "node:timers/promises";
import { type Program, startProgram } from "../e2e/program.ts";
import { startMessagesServer } from "../fakes/messages-server/messages-server.ts";
import { type Chats, openBothChats } from "./both-chats.ts";
import { type Finding, judgeAnswers } from "./checker.ts";
import { answersTo } from "./gather.ts";
import { platforms } from "./plan.ts";
import { createScriptedModel } from "./scripted-model.ts";
import { type Asked, ask } from "./storm.ts";

/** How long after the acknowledgement it may be killed, in milliseconds: an answer takes somewhat more. */
const killedWithinMs = 300;

/** How long an answer may take after a start before it counts as lost, in milliseconds. */
const patienceMs = 20_000;

/** What came of a number of kills. */
export interface Kills {
  readonly findings: readonly Finding[];
  /** How long after each start the first answer stood that was owed, in milliseconds; none where all stood before. */
  readonly firstAnswerMs: readonly number[];
}

/**
 * One program on SQLite that serves both platforms is killed so many times, each time between the acknowledgement of
 * a question and its answer, and started again. `random` lies between 0 and 1.
 */
export async function killOften(times: number, random: () => number): Promise<Kills> {
  await using open = new AsyncDisposableStack();
  const model = createScriptedModel();
  const server = await startMessagesServer({ script: model.script });
  open.defer(() => server.close());
  const chats = await openBothChats(open, server.url, {});
  const { Slack: slack, Discord: discord } = chats;

  const start = () => startProgram(slack.environment);
  let program: Program = await start();
  open.defer(async () => void (await program.stop()));
  const asked: Asked[] = [];
  const firstAnswerMs: number[] = [];
  for (let kill = 0; kill < times; kill += 1) {
    await slack.fake.socket.connected(2);
    await discord.fake.gateway.connected(1);
    const both = await Promise.all(
      platforms.map((platform, place) =>
        ask(chats, { platform, person: "ana", channel: "general" }, 2 * kill + place + 1),
      ),
    );
    asked.push(...both);
    await slack.fake.outbox.settled();
    await setTimeout(random() * killedWithinMs);
    await program.kill();
    const owed: Asked[] = [];
    for (const each of both) if (!(await isAnswered(chats, each))) owed.push(each);
    forgetIdentifies(slack.dataDir);
    const startedAt = performance.now();
    program = await start();
    const first = await firstAnswer(chats, owed, startedAt);
    if (first !== null) firstAnswerMs.push(first);
  }
  // What would be said twice is said by now.
  await setTimeout(2000);
  return {
    findings: (await answersTo(chats, asked)).flatMap((answer) => judgeAnswers(answer)),
    firstAnswerMs,
  };
}

/**
 * Discord lets an application connect 1,000 times in a day, and the program spends them slower than it is killed here:
 * what it counted is taken away between two lives.
 */
function forgetIdentifies(dataDir: string): void {
  const store = new DatabaseSync(join(dataDir, "reverie.db"));
  store.exec("DELETE FROM documents WHERE key LIKE '%discord-identifies%'");
  store.close();
}

async function isAnswered(chats: Chats, { platform, said }: Asked): Promise<boolean> {
  return (await chats[platform].answersTo(said)).some(({ isDraft }) => !isDraft);
}

/** Waits for all that is owed; gives when the first of it stood, counted from an instant, or null where nothing came. */
async function firstAnswer(chats: Chats, owed: readonly Asked[], from: number): Promise<number | null> {
  const missing = new Set(owed);
  let first: number | null = null;
  while (missing.size > 0 && performance.now() - from < patienceMs) {
    for (const each of missing) {
      if (!(await isAnswered(chats, each))) continue;
      missing.delete(each);
      first ??= performance.now() - from;
    }
    await setTimeout(10);
  }
  return first;
}
