import { loadavg } from "node:os";
import { atLeast, atMost } from "../goal.ts";
import { median, percentile, rounded } from "../percentiles.ts";
import type { Contestant } from "./contestant.ts";
import type { DiskWatch } from "./disk-watch.ts";
import { goals } from "./goals.ts";
import type { Pair } from "./pair.ts";

/** Those who are compared, the client that shows what the fake can serve, and what the disk asks of all. */
interface Contestants extends Pair {
  readonly trivial: Contestant;
  readonly disk: DiskWatch;
}

/**
 * What was measured against its goals, then what it is made of. Each number is the median of its rounds, and a
 * ratio that of the ratios: what disturbed a round disturbed both. `work` says how much of what was done.
 */
export function reportChat({ reverie, peer, trivial, disk }: Contestants, work: object) {
  const own = ownOf(reverie);
  const replyRatios = ratios(p50s(repliesOf(reverie)), p50s(repliesOf(peer)));
  const peakRatio = reverie.program.peakMebibytes() / peer.program.peakMebibytes();
  return {
    loadAverage: loadavg().map(rounded),
    work,
    replyP50Ratio: atMost(median(replyRatios), goals.replyP50Ratio),
    throughputRatio: throughputRatio({ reverie, peer }),
    ownTimeP50Ms: atMost(median(p50s(own)), goals.ownTimeP50Ms),
    ownTimeP99Ms: atMost(median(p99s(own)), goals.ownTimeP99Ms),
    acknowledgementP99Ms: atMost(median(p99s(reverie.acknowledgedAfterMs)), goals.acknowledgementP99Ms),
    peakMemoryRatio: atMost(peakRatio, goals.peakMemoryRatio),
    reverie: describeContestant(reverie),
    peer: describeContestant(peer),
    fakeCeiling: describeTogether(trivial),
    diskCommit: spread(disk.commitsMs),
  };
}

/** The same of a pair of which only turns side by side were measured. */
export function reportTogether({ reverie, peer }: Pair, work: object) {
  return {
    work,
    throughputRatio: throughputRatio({ reverie, peer }),
    reverie: describeTogether(reverie),
    peer: describeTogether(peer),
  };
}

function throughputRatio({ reverie, peer }: Pair) {
  return atLeast(median(ratios(reverie.turnsPerSecond, peer.turnsPerSecond)), goals.throughputRatio);
}

function repliesOf({ times }: Contestant): number[][] {
  return times.map((round) => round.map(({ replyMs }) => replyMs));
}

function ownOf({ times }: Contestant): number[][] {
  return times.map((round) => round.map(({ ownMs }) => ownMs));
}

function p50s(rounds: readonly (readonly number[])[]): number[] {
  return rounds.map(median);
}

function p99s(rounds: readonly (readonly number[])[]): number[] {
  return rounds.map((round) => percentile(round, 0.99));
}

function ratios(ones: readonly number[], others: readonly number[]): number[] {
  return ones.map((one, round) => one / Number(others[round]));
}

/** What was measured of one, by itself. */
export function describeContestant(each: Contestant) {
  const turns = each.times.flat().length;
  const perTurn = [...each.calls].map(([kind, count]) => [kind, rounded(count / turns)] as const);
  return {
    reply: spread(repliesOf(each)),
    ownTime: spread(ownOf(each)),
    callsPerTurn: Object.fromEntries(perTurn),
    ...describeTogether(each),
    acknowledgement: spread(each.acknowledgedAfterMs),
    peakMebibytes: rounded(each.program.peakMebibytes()),
  };
}

function describeTogether({ turnsPerSecond, processorMsPerTurn, fakeProcessorMsPerTurn }: Contestant) {
  return {
    turnsPerSecondTogether: rounded(median(turnsPerSecond)),
    processorMsPerTurnTogether: rounded(median(processorMsPerTurn)),
    fakeProcessorMsPerTurnTogether: rounded(median(fakeProcessorMsPerTurn)),
  };
}

function spread(rounds: readonly (readonly number[])[]) {
  return { p50Ms: rounded(median(p50s(rounds))), p99Ms: rounded(median(p99s(rounds))) };
}
