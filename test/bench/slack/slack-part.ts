import { fileURLToPath } from "node:url";
import { startChild } from "../child-program.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import {
  type Contestant,
  measureAlone,
  measureTalk,
  measureTogether,
  startContestant,
} from "./contestant.ts";
import { openDiskWatch } from "./disk-watch.ts";
import { reportSlack } from "./report.ts";
import { order } from "./slack-remote.ts";

const warmUp = { turns: 400, concurrency: 16 } as const;
const alone = { rounds: 5, turns: 100 } as const;
const together = { rounds: 5, turns: 150, concurrency: 16 } as const;
const talk = { rounds: 3, eventsPerSecond: 50, seconds: 4 } as const;

/**
 * Reverie on Slack against plain Bolt with the SDK, both by Socket Mode and with the same model. Each has a
 * fake Slack of its own, in a process of its own; the other's stands idle meanwhile. They take turns in
 * rounds, so that what else the machine does meets both.
 */
export async function measureSlack() {
  await using open = new AsyncDisposableStack();
  const dataDir = temporaryFolder(open);
  const disk = openDiskWatch(open, temporaryFolder(open), alone.rounds);
  const model = await startChild(open, [program("../turn/model-program.ts")]);
  const environment = { ANTHROPIC_API_KEY: "no-real-key", ANTHROPIC_BASE_URL: model.url };
  const settings = { ...environment, DATA_DIR: dataDir, PORT: "0" };
  const reverie = await startContestant(open, ["bin/reverie.js"], 2, settings);
  const peer = await startContestant(open, [program("peer-program.ts")], 1, environment);
  const trivial = await startContestant(open, [program("trivial-program.ts")], 1, {});
  for (const { slack } of [reverie, peer, trivial]) await order(slack, "together", warmUp);
  const both = [reverie, peer];
  await inRounds(alone.rounds, both, (each) => {
    if (each === reverie) disk.measure();
    return measureAlone(each, model, alone.turns);
  });
  await inRounds(together.rounds, [...both, trivial], (each) =>
    measureTogether(each, together.turns, together.concurrency),
  );
  // Reverie is to keep all talk, so that each of its acknowledgements stands for something on the disk.
  await order(reverie.slack, "command", { text: "set listen all" });
  await inRounds(talk.rounds, both, (each) => measureTalk(each, talk.eventsPerSecond, talk.seconds));
  return reportSlack({ reverie, peer, trivial, disk }, { warmUp, alone, together, talk });
}

function program(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

async function inRounds(
  rounds: number,
  contestants: readonly Contestant[],
  measure: (each: Contestant) => Promise<void>,
): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    for (const each of contestants) await measure(each);
  }
}
