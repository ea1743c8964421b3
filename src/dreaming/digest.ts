import { type Audience, formatAudience, sameAudience } from "../core/audience.ts";
import type { PersonId } from "../core/ids.ts";
import { settingsOf } from "../core/memory/autonomy.ts";
import { announce, settleCard } from "../core/memory/proposal-cards.ts";
import type { Parts } from "../core/parts.ts";
import { deliveryOf, directoryOf } from "../core/platforms.ts";
import { plainContent } from "../core/ports/delivery.ts";
import type { Proposal } from "../core/proposal.ts";
import type { DreamRecord } from "../core/record.ts";
import type { Settings } from "../core/settings/settings.ts";
import { unlessRefused } from "../core/unless-refused.ts";
import { applyByPolicy, isByPolicy } from "./policy.ts";
import { bySupport } from "./support.ts";

/** The most cards of one digest: the attention budget. The rest waits under `review`. */
const cardsAtMost = 5;

/** The most proposals that one dream leaves: the newest of the workspace are its own. */
const proposalsRead = 2000;

/** Puts what a dream proposed before those who decide, a digest an audience. Gives how many digests. Safe to repeat. */
export async function presentDigests(parts: Parts, record: DreamRecord): Promise<number> {
  const { workspace } = record;
  const byAudience = await proposalsOf(parts, record);
  for (const proposals of byAudience) {
    const [{ audience }] = proposals;
    await presentDigest(parts, record, proposals, await settingsOf(parts, { workspace, audience }));
  }
  return byAudience.length;
}

/** The proposals that a dream left, by audience, those of each in the order of their ids. */
async function proposalsOf(
  parts: Parts,
  { workspace, id }: DreamRecord,
): Promise<readonly [Proposal, ...Proposal[]][]> {
  const lists = await Promise.all(
    (["pending", "approved"] as const).map((status) =>
      parts.ledger.proposals(workspace, null, status, proposalsRead),
    ),
  );
  const ofDream = lists.flat().filter(({ dream }) => dream === id);
  const sorted = ofDream.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  const byAudience = new Map<string, [Proposal, ...Proposal[]]>();
  for (const proposal of sorted) {
    const name = formatAudience(proposal.audience);
    const others = byAudience.get(name);
    if (others) others.push(proposal);
    else byAudience.set(name, [proposal]);
  }
  return [...byAudience.values()];
}

/** What a digest shows is settled before anything is applied: only what it shows with its Undo is. */
async function presentDigest(
  parts: Parts,
  { workspace, reflections }: DreamRecord,
  proposals: readonly Proposal[],
  settings: Settings,
): Promise<void> {
  const [{ audience }] = proposals as [Proposal];
  const ranked = bySupport(proposals).slice(0, cardsAtMost);
  const rest = proposals.length - ranked.length;
  const reflection = reflections.find((each) => sameAudience(each.audience, audience));
  const read =
    reflection && reflection.linesRead < reflection.linesThere
      ? `${reflection.linesRead} of ${reflection.linesThere} messages were read.`
      : "";
  const more = rest > 0 ? `${rest} more wait under \`/reverie review\`.` : "";
  const digest = {
    workspace,
    title: titleOf(ranked, audience, settings),
    body: [more, read].filter((part) => part !== "").join(" "),
    proposals: ranked,
    rest,
  };
  const shown = new Set(await settleCard(parts, digest));
  await applyByPolicy(
    parts,
    proposals.filter(({ id }) => shown.has(id)),
    settings,
  );
  await announce(parts, digest, parts.clock.now());
}

function titleOf(shown: readonly Proposal[], audience: Audience, settings: Settings): string {
  const things = (count: number) => `${count} ${count === 1 ? "thing" : "things"}`;
  const applied = shown.filter(
    (each) => each.status === "approved" || (each.status === "pending" && isByPolicy(each, settings)),
  ).length;
  const again = shown.filter(({ source }) => source === "upkeep").length;
  const fresh = shown.length - applied - again;
  const parts = [
    ...(applied > 0 ? [`${things(applied)} remembered`] : []),
    ...(fresh > 0 && applied > 0 ? [`${fresh} to look at`] : []),
    ...(fresh > 0 && applied === 0 ? [`${things(fresh)} I could remember${forWhom(audience)}`] : []),
    ...(again > 0 ? [`${things(again)} to look at again`] : []),
  ];
  return `I dreamt · ${parts.join(", ")}`;
}

function forWhom({ type }: Audience): string {
  return type === "team" ? " for the team" : type === "channel" ? " for this channel" : " for you";
}

/** Tells somebody who asked for a dream that it found nothing; a scheduled one keeps quiet. */
export async function announceQuietNight(
  parts: Parts,
  record: DreamRecord,
  person: PersonId,
  isOtherUnderWay: boolean,
): Promise<void> {
  const { workspace, id } = record;
  const sentence = isOtherUnderWay ? underWay : quietSentence(record);
  const content = { ...plainContent(sentence), note: parts.model.label };
  await unlessRefused(parts, "quiet-night-refused", async () => {
    const channel = await directoryOf(parts, workspace).openDirect(workspace, person);
    await deliveryOf(parts, workspace).post({ workspace, channel, thread: null }, content, `quiet ${id}`);
  });
}

const underWay =
  "A scheduled dream is under way already: what it finds is shown when the model is done with it. Beside it I found nothing to remember.";

function quietSentence({ reflections }: DreamRecord): string {
  const has = (wanted: string) => reflections.some(({ outcome }) => outcome === wanted);
  if (has("over-budget"))
    return "I did not dream: this month's budget is used up. An administrator can raise it with `/reverie set budget`.";
  if (has("failed"))
    return "I dreamt, but the model gave no usable answer, or what it read was changed meanwhile. What was said is read again at the next dream; `/reverie dream why` tells more.";
  return "I dreamt and found nothing worth remembering.";
}
