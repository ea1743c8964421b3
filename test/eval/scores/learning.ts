import { formatAudience } from "../../../src/core/audience.ts";
import type { DataSet, GoldChange } from "../data-set.ts";
import type { Replay } from "../replay.ts";
import type { Decided } from "../reviewers.ts";
import { share } from "./numbers.ts";

/** Recall and precision of one kind of audience. */
interface Learned {
  readonly expected: number;
  readonly found: number;
  readonly proposed: number;
  readonly right: number;
  readonly recall: number | null;
  readonly precision: number | null;
}

/** The gold changes that a dream could have proposed, apart from those that were overtaken before one. */
function expectedChanges(data: DataSet, { bot }: Pick<Replay, "bot">): GoldChange[] {
  const atOf = new Map(data.messages.map(({ id, at }) => [id, at]));
  const saidAt = ({ receipts }: GoldChange) =>
    Math.max(...receipts.map((id) => atOf.get(id) ?? Number.POSITIVE_INFINITY));
  const firstChance = (change: GoldChange) =>
    bot.record.reflections.find(({ audience, at }) => audience === change.audience && at >= saidAt(change))
      ?.at;
  const isOvertaken = (change: GoldChange) => {
    const chance = firstChance(change) ?? Number.POSITIVE_INFINITY;
    return data.gold.changes.some((later) => later.supersedes === change.id && saidAt(later) <= chance);
  };
  const overtaken = new Set(data.gold.changes.filter(isOvertaken).map(({ id }) => id));
  return data.gold.changes.filter(
    ({ id, change, supersedes }) =>
      !overtaken.has(id) && !(change === "remove" && supersedes != null && overtaken.has(supersedes)),
  );
}

/** Recall and precision by kind of audience. A change that is proposed before its last receipt is early, not wrong. */
export function scoreLearning(data: DataSet, replayed: Replay) {
  const expected = expectedChanges(data, replayed);
  const found = new Set(replayed.decided.flatMap(({ gold }) => (gold ? [gold.id] : [])));
  const typeOf = (audience: string) => audience.split(" ")[0] ?? "";
  const of = (type: string | null): Learned => {
    const wanted = expected.filter(({ audience }) => type === null || typeOf(audience) === type);
    const proposed = replayed.decided.filter(
      ({ proposal }) => type === null || proposal.audience.type === type,
    );
    const right = proposed.filter(({ gold }) => gold !== undefined);
    const hit = wanted.filter(({ id }) => found.has(id));
    return {
      expected: wanted.length,
      found: hit.length,
      proposed: proposed.length,
      right: right.length,
      recall: share(hit.length, wanted.length),
      precision: share(right.length, proposed.length),
    };
  };
  return {
    all: of(null),
    team: of("team"),
    channel: of("channel"),
    person: of("person"),
    missed: expected.filter(({ id }) => !found.has(id)).map(({ id }) => id),
    overtakenBeforeADream: data.gold.changes.length - expected.length,
  };
}

/** Updates that name the memory that they change, and those that came as something new or not at all. */
export function scoreUpdates(data: DataSet, replayed: Replay) {
  const expected = expectedChanges(data, replayed).filter(({ change }) => change !== "add");
  const memoryOf = new Map(
    replayed.decided
      .filter(({ gold, verdict }) => gold && verdict === "approved")
      .map(({ gold, proposal }) => [gold?.id, proposal.change.memory]),
  );
  const fits = (change: GoldChange, { gold, proposal }: Decided) =>
    gold?.id === change.id && proposal.change.change === change.change;
  const correct = expected.filter((change) =>
    replayed.decided.some(
      (each) =>
        fits(change, each) &&
        (each.proposal.change.memory === memoryOf.get(change.supersedes ?? "") || change.supersedes == null),
    ),
  );
  const named = new Set(replayed.decided.flatMap(({ gold }) => (gold ? [gold.id] : [])));
  const asAddition = expected.filter((change) => !correct.includes(change) && named.has(change.id));
  return {
    expected: expected.length,
    correct: correct.length,
    asAddition: asAddition.length,
    omitted: expected.length - correct.length - asAddition.length,
    share: share(correct.length, expected.length),
  };
}

/** Proposals that say what another proposal of the same audience said before and people have approved. */
export function countDuplicates({ decided }: Pick<Replay, "decided">): number {
  const seen = new Set<string>();
  let count = 0;
  for (const { proposal, gold, verdict } of decided) {
    const { change, audience } = proposal;
    const words = change.text
      .normalize("NFC")
      .toLowerCase()
      .replace(/[\s.!?]+/gu, " ")
      .trim();
    const keys = [`${formatAudience(audience)} ${change.change} ${words}`];
    if (gold) keys.push(`${formatAudience(audience)} gold ${gold.id}`);
    if (keys.some((key) => seen.has(key))) count += 1;
    if (verdict !== "rejected") for (const key of keys) seen.add(key);
  }
  return count;
}
