import { fileURLToPath } from "node:url";
import { goals } from "../chat/goals.ts";
import { inRounds } from "../chat/rounds.ts";
import { type ChildProgram, startChild } from "../child-program.ts";
import { atLeast, atMost } from "../goal.ts";
import { median, rounded, spreadOf } from "../percentiles.ts";
import { chanceOf, question } from "../team-talk.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { together } from "../together.ts";
import { alone, type TurnTimes } from "./alone.ts";
import { type Asker, openAsker } from "./asker.ts";
import { startModel } from "./measured-model.ts";

const warmUpTurns = 200;
const rounds = 8;
const turnsAlonePerRound = 100;
const turnsTogetherPerRound = 250;
const concurrency = 16;

/** One of the two programs that are compared, with what was measured of it. */
interface Contestant {
  readonly program: ChildProgram;
  readonly asker: Asker;
  readonly times: TurnTimes[];
  readonly turnsPerSecond: number[];
  readonly processorMsPerTurn: number[];
}

/**
 * Turns of the real program against a program that only passes questions on to the model, both over HTTP
 * and with the same model. They take turns in rounds, so that what else the machine does meets both.
 */
export async function measureTurns() {
  await using open = new AsyncDisposableStack();
  const dataDir = temporaryFolder(open);
  const model = await startModel(open);
  const environment = { ANTHROPIC_API_KEY: "no-real-key", ANTHROPIC_BASE_URL: model.url };
  const reverie = await contestant(
    open,
    await startChild(open, ["bin/reverie.js"], { ...environment, DATA_DIR: dataDir, PORT: "0" }),
  );
  const peer = await contestant(open, await startChild(open, [local("peer-program.ts")], environment));
  const both = [reverie, peer];
  const nextQuestion = questions();
  for (const { asker } of both) await together(() => asker.ask(nextQuestion()), warmUpTurns, concurrency);
  await inRounds(rounds, both, (each) => measureAlone(each, model, nextQuestion));
  await inRounds(rounds, both, (each) => measureTogether(each, nextQuestion));
  return report(reverie, peer);
}

function local(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

async function contestant(open: AsyncDisposableStack, program: ChildProgram): Promise<Contestant> {
  const asker = await openAsker(program.url);
  open.defer(() => asker.close());
  return { program, asker, times: [], turnsPerSecond: [], processorMsPerTurn: [] };
}

function questions(): () => string {
  const chance = chanceOf(1);
  return () => question(chance);
}

async function measureAlone(each: Contestant, model: ChildProgram, nextQuestion: () => string) {
  each.times.push(...(await alone(each.asker, model, nextQuestion, turnsAlonePerRound)));
}

async function measureTogether(each: Contestant, nextQuestion: () => string) {
  const usedBefore = each.program.processorMs();
  const ask = () => each.asker.ask(nextQuestion());
  each.turnsPerSecond.push(await together(ask, turnsTogetherPerRound, concurrency));
  each.processorMsPerTurn.push((each.program.processorMs() - usedBefore) / turnsTogetherPerRound);
}

function report(reverie: Contestant, peer: Contestant) {
  const own = spreadOf(reverie.times.map(({ ownMs }) => ownMs));
  const answerRatio = median(reverie.times.map(answerOf)) / median(peer.times.map(answerOf));
  const throughputRatio = median(reverie.turnsPerSecond) / median(peer.turnsPerSecond);
  const peakRatio = reverie.program.peakMebibytes() / peer.program.peakMebibytes();
  return {
    turn: {
      turnsAlone: reverie.times.length,
      turnsTogether: rounds * turnsTogetherPerRound,
      concurrencyTogether: concurrency,
      reverie: describe(reverie),
      peer: describe(peer),
      ownTimeP50Ms: atMost(own.p50Ms, goals.ownTimeP50Ms),
      ownTimeP99Ms: atMost(own.p99Ms, goals.ownTimeP99Ms),
      medianTimeRatio: atMost(answerRatio, goals.replyP50Ratio),
      throughputRatio: atLeast(throughputRatio, goals.throughputRatio),
      peakMemoryRatio: atMost(peakRatio, goals.peakMemoryRatio),
    },
    memory: {
      reveriePeakMebibytes: rounded(reverie.program.peakMebibytes()),
      peerPeakMebibytes: rounded(peer.program.peakMebibytes()),
    },
  };
}

function answerOf({ toAnswerMs }: TurnTimes): number {
  return toAnswerMs;
}

function describe({ times, turnsPerSecond, processorMsPerTurn }: Contestant) {
  return {
    fromMentionToModel: spreadOf(times.map(({ toModelMs }) => toModelMs)),
    fromModelToAnswer: spreadOf(times.map(({ afterModelMs }) => afterModelMs)),
    ownTime: spreadOf(times.map(({ ownMs }) => ownMs)),
    fromMentionToAnswer: spreadOf(times.map(answerOf)),
    turnsPerSecondTogether: rounded(median(turnsPerSecond)),
    processorMsPerTurnTogether: rounded(median(processorMsPerTurn)),
  };
}
