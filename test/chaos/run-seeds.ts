import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Finding, findFaults } from "./checker.ts";
import { runSeed } from "./run-seed.ts";

/** What came of one seed. */
interface Judged {
  readonly found: readonly Finding[];
  readonly asked: number;
  readonly apologies: number;
  readonly settledMs: number;
}

/** Runs seeds one after another and prints what was found, the summary last. Gives how many findings there were. */
export async function runSeeds(seeds: readonly number[], print: (line: string) => void): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "reverie-chaos-"));
  let questions = 0;
  let answered = 0;
  let findings = 0;
  const startedAt = performance.now();
  for (const seed of seeds) {
    const beganAt = performance.now();
    const { found, asked, apologies, settledMs } = await judgeWhatever(seed, folder);
    questions += asked;
    answered += asked - apologies;
    findings += found.length;
    const seconds = Math.round((performance.now() - beganAt) / 1000);
    print(
      `seed ${seed}: ${asked} questions, ${apologies} apologies, ${found.length} findings, quiet after ${Math.round(settledMs / 1000)} s, ${seconds} s in all`,
    );
    for (const { law, what } of found) print(`  ${law}: ${what}`);
    if (found.length > 0)
      print(`  again: npm run chaos -- --seed ${seed}; the record: ${folder}/${seed}.json`);
  }
  const minutes = ((performance.now() - startedAt) / 60_000).toFixed(1);
  print(
    `${seeds.length} seeds, ${questions} questions, ${answered} answered and ${questions - answered} apologised for, ${findings} findings, ${minutes} min`,
  );
  return findings;
}

async function judge(seed: number, folder: string): Promise<Judged> {
  const run = await runSeed(seed);
  try {
    const record = await run.record();
    const found = [...findFaults(run.before), ...findFaults(record)];
    if (found.length > 0) {
      writeFileSync(
        join(folder, `${seed}.json`),
        JSON.stringify({ before: run.before, after: record }, null, 2),
      );
      writeFileSync(join(folder, `${seed}.log`), run.log());
    }
    const { questions } = run.before;
    const apologies = questions.filter(
      ({ answers, number }) => !answers.some(({ words }) => words.includes(`The end of ${number}.`)),
    ).length;
    return { found, asked: questions.length, apologies, settledMs: run.settledMs };
  } finally {
    await run.close();
  }
}

/** A run that broke off is a finding too: somebody who waited for something never got it. */
async function judgeWhatever(seed: number, folder: string): Promise<Judged> {
  try {
    return await judge(seed, folder);
  } catch (error) {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { found: [{ law: "as the platform wants it", what }], asked: 0, apologies: 0, settledMs: 0 };
  }
}
