import { availableParallelism, loadavg } from "node:os";
import { rounded } from "./percentiles.ts";
import { measureRecall } from "./recall/recall-part.ts";
import { measureRecording } from "./recording/recording-part.ts";
import { measureStart } from "./start/start-part.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { measureTurns } from "./turn/turn-part.ts";

// Measures what the design wants to be reached, and prints one JSON document. Times of one run compare
// with each other: a busy machine makes all of them longer, and changes the ratios little.

await using open = new AsyncDisposableStack();
const loadAverageBefore = loadavg().map(rounded);
const { turn, memory } = await measureTurns();
const longHistory = temporaryFolder(open);
const recall = await measureRecall(longHistory);
const recording = await measureRecording(temporaryFolder(open));
const start = await measureStart(longHistory);
const loadAverageAfter = loadavg().map(rounded);
const machine = { node: process.version, cores: availableParallelism(), loadAverageBefore, loadAverageAfter };
process.stdout.write(`${JSON.stringify({ machine, turn, recall, recording, start, memory }, null, 2)}\n`);
