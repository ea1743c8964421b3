import { loadavg } from "node:os";
import { atLeast, atMost } from "../goal.ts";
import { median, percentile, rounded } from "../percentiles.ts";
import type { Contestant } from "./contestant.ts";
import type { DiskWatch } from "./disk-watch.ts";

/** Those who were compared, the client that shows what the fake can serve, and what the disk asks of all. */
interface Contestants {
  readonly reverie: Contestant;
  readonly peer: Contestant;
  readonly trivial: Contestant;
  readonly disk: DiskWatch;
}

/**
 * What was measured against its goals, then what it is made of. Each number is the median of its rounds, and a
 * ratio that of the ratios: what disturbed a round disturbed both. `work` says how much of what was done.
 */
export function reportSlack({ reverie, peer, trivial, disk }: Contestants, work: object) {
  const own = ownOf(reverie);
  const replyRatios = ratios(p50s(repliesOf(reverie)), p50s(repliesOf(peer)));
  const throughputRatios = ratios(reverie.turnsPerSecond, peer.turnsPerSecond);
  return {
    loadAverage: loadavg().map(rounded),
    work,
    replyP50Ratio: atMost(median(replyRatios), 1.5),
    throughputRatio: atLeast(median(throughputRatios), 0.8),
    ownTimeP50Ms: atMost(median(p50s(own)), 3),
    ownTimeP99Ms: atMost(median(p99s(own)), 20),
    acknowledgementP99Ms: atMost(median(p99s(reverie.acknowledgedAfterMs)), 50),
    peakMemoryRatio: atMost(reverie.program.peakMebibytes() / peer.program.peakMebibytes(), 1.3),
    reverie: describe(reverie),
    peer: describe(peer),
    fakeCeiling: describeTogether(trivial),
    diskCommit: spread(disk.commitsMs),
  };
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

function describe(each: Contestant) {
  const turns = each.times.flat().length;
  const perTurn = [...each.calls].map(([method, count]) => [method, rounded(count / turns)] as const);
  return {
    reply: spread(repliesOf(each)),
    ownTime: spread(ownOf(each)),
    webApiCallsPerTurn: Object.fromEntries(perTurn),
    ...describeTogether(each),
    acknowledgement: spread(each.acknowledgedAfterMs),
    peakMebibytes: rounded(each.program.peakMebibytes()),
  };
}

function describeTogether({ turnsPerSecond, processorMsPerTurn, slackProcessorMsPerTurn }: Contestant) {
  return {
    turnsPerSecondTogether: rounded(median(turnsPerSecond)),
    processorMsPerTurnTogether: rounded(median(processorMsPerTurn)),
    fakeProcessorMsPerTurnTogether: rounded(median(slackProcessorMsPerTurn)),
  };
}

function spread(rounds: readonly (readonly number[])[]) {
  return { p50Ms: rounded(median(p50s(rounds))), p99Ms: rounded(median(p99s(rounds))) };
}
