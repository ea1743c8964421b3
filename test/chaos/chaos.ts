import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Finding, findFaults } from "./checker.ts";
import { runSeed } from "./run-seed.ts";

// Runs seeds one after another, judges what was sent and seen, and ends with 1 where a law was broken.

const { values } = parseArgs({
  options: {
    /** How many seeds, from 1 on. */
    seeds: { type: "string", default: "10" },
    /** One seed alone, to see again what it did. */
    seed: { type: "string" },
    /** The first of the seeds. */
    from: { type: "string", default: "1" },
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

interface Judged {
  readonly found: readonly Finding[];
  readonly asked: number;
  readonly apologies: number;
  readonly settledMs: number;
}

const folder = mkdtempSync(join(tmpdir(), "reverie-chaos-"));
let questions = 0;
let answered = 0;
let findings = 0;
const startedAt = performance.now();
for (const seed of seeds) {
  const beganAt = performance.now();
  const { found, asked, apologies, settledMs } = await judge(seed);
  questions += asked;
  answered += asked - apologies;
  findings += found.length;
  const seconds = Math.round((performance.now() - beganAt) / 1000);
  print(
    `seed ${seed}: ${asked} questions, ${apologies} apologies, ${found.length} findings, quiet after ${Math.round(settledMs / 1000)} s, ${seconds} s in all`,
  );
  for (const { law, what } of found) print(`  ${law}: ${what}`);
  if (found.length > 0) print(`  again: npm run chaos -- --seed ${seed}; the record: ${folder}/${seed}.json`);
}
const minutes = ((performance.now() - startedAt) / 60_000).toFixed(1);
print(
  `${seeds.length} seeds, ${questions} questions, ${answered} answered and ${questions - answered} apologised for, ${findings} findings, ${minutes} min`,
);
process.exitCode = findings > 0 ? 1 : 0;

async function judge(seed: number): Promise<Judged> {
  const run = await runSeed(seed);
  try {
    const record = await run.record();
    const found = findFaults(record);
    if (found.length > 0) {
      writeFileSync(join(folder, `${seed}.json`), JSON.stringify(record, null, 2));
      writeFileSync(join(folder, `${seed}.log`), run.log());
    }
    const apologies = record.questions.filter(
      ({ answers, number }) => !answers.some(({ words }) => words.includes(`The end of ${number}.`)),
    ).length;
    return { found, asked: record.questions.length, apologies, settledMs: run.settledMs };
  } finally {
    await run.close();
  }
}
