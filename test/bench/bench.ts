import { availableParallelism, loadavg } from "node:os";
import { measureDiscord } from "./discord/discord-part.ts";
import { measureLoad } from "./load/load-part.ts";
import { rounded } from "./percentiles.ts";
import { measureRecall } from "./recall/recall-part.ts";
import { measureRecording } from "./recording/recording-part.ts";
import { measureSlack } from "./slack/slack-part.ts";
import { measureStart } from "./start/start-part.ts";
import { measureStores } from "./stores/stores-part.ts";
import { measureTeam } from "./team/team-part.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { measureTurns } from "./turn/turn-part.ts";

// Measures what the design wants to be reached, and prints one JSON document. Arguments name the parts to
// measure; without any, all are. Times of one run compare with each other: a busy machine makes all of them
// longer, and changes the ratios little.

const parts = new Map<string, () => Promise<object>>([
  ["turn", measureTurns],
  ["store", measureStore],
  ["slack", async () => ({ slack: await measureSlack() })],
  ["stores", measureStores],
  ["load", measureLoad],
  ["team", measureTeam],
  ["discord", async () => ({ discord: await measureDiscord() })],
]);

/** Recall, recording and the start belong together: the start is measured over the history that recall leaves. */
async function measureStore() {
  await using open = new AsyncDisposableStack();
  const longHistory = temporaryFolder(open);
  const recall = await measureRecall(longHistory);
  const recording = await measureRecording(temporaryFolder(open));
  return { recall, recording, start: await measureStart(longHistory) };
}

const named = process.argv.slice(2);
const unknown = named.filter((name) => !parts.has(name));
if (unknown.length > 0) {
  process.stderr.write(`There is no part ${unknown.join(", ")}. Try: ${[...parts.keys()].join(", ")}\n`);
  process.exit(1);
}
const loadAverageBefore = loadavg().map(rounded);
const measured: object[] = [];
for (const [name, measure] of parts)
  if (named.length === 0 || named.includes(name)) measured.push(await measure());
const loadAverageAfter = loadavg().map(rounded);
const machine = { node: process.version, cores: availableParallelism(), loadAverageBefore, loadAverageAfter };
process.stdout.write(`${JSON.stringify(Object.assign({ machine }, ...measured), null, 2)}\n`);
