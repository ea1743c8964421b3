import { parseArgs } from "node:util";
import { chanceOf } from "../bench/team-talk.ts";
import { killOften } from "./kills.ts";
import { outage } from "./outage.ts";
import { runSeeds } from "./run-seeds.ts";

// Breaks things on purpose, judges what was sent and seen, and ends with 1 where a law was broken.

const { values } = parseArgs({
  options: {
    /** How many seeds, from 1 on. */
    seeds: { type: "string", default: "10" },
    /** One seed alone, to see again what it did. */
    seed: { type: "string" },
    /** The first of the seeds. */
    from: { type: "string", default: "1" },
    /** Instead of seeds: so many kills between acknowledgement and answer. */
    kills: { type: "string" },
    /** Instead of seeds: the store is away for so many seconds. */
    outage: { type: "string" },
  },
});

const wholeNumber = (name: string, text: string): number => {
  if (!/^[1-9]\d{0,8}$/u.test(text)) {
    process.stderr.write(`--${name} takes a whole number from 1 on.\n`);
    process.exit(2);
  }
  return Number(text);
};

const from = wholeNumber("from", values.from);
const seeds =
  values.seed === undefined
    ? Array.from({ length: wholeNumber("seeds", values.seeds) }, (_, index) => from + index)
    : [wholeNumber("seed", values.seed)];

const print = (line: string) => void process.stdout.write(`${line}\n`);

async function runKills(times: number): Promise<number> {
  const { findings, firstAnswerMs } = await killOften(times, chanceOf(1));
  for (const { law, what } of findings) print(`  ${law}: ${what}`);
  const sorted = firstAnswerMs.toSorted((one, other) => one - other);
  const at = (share: number) => Math.round(sorted[Math.ceil(sorted.length * share) - 1] ?? 0);
  print(
    `${times} kills, ${2 * times} questions, ${findings.length} findings; after ${sorted.length} of the starts an answer was owed, the first after ${at(0.5)} ms (p50), ${at(0.99)} ms (p99), ${at(1)} ms at most`,
  );
  return findings.length;
}

async function runOutage(seconds: number): Promise<number> {
  const { findings, toldAfterMs, settledMs } = await outage(seconds);
  for (const { law, what } of findings) print(`  ${law}: ${what}`);
  print(
    `${seconds} s without the store, ${toldAfterMs.length} people told after at most ${Math.round(Math.max(...toldAfterMs))} ms, all answered ${Math.round(settledMs)} ms after it was back, ${findings.length} findings`,
  );
  return findings.length;
}

function run(): Promise<number> {
  if (values.kills !== undefined) return runKills(wholeNumber("kills", values.kills));
  if (values.outage !== undefined) return runOutage(wholeNumber("outage", values.outage));
  return runSeeds(seeds, print);
}

process.exitCode = (await run()) > 0 ? 1 : 0;
