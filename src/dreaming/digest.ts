import { type Audience, formatAudience } from "../core/audience.ts";
import type { PersonId } from "../core/ids.ts";
import { announce, redraw } from "../core/memory/proposal-cards.ts";
import { decide } from "../core/memory/remember.ts";
import { reverie } from "../core/message.ts";
import type { Parts } from "../core/parts.ts";
import { deliveryOf, directoryOf } from "../core/platforms.ts";
import { plainContent } from "../core/ports/delivery.ts";
import type { Proposal } from "../core/proposal.ts";
import type { DreamRecord } from "../core/record.ts";
import type { Settings } from "../core/settings/settings.ts";
import { bySupport } from "./support.ts";

/** The most cards of one digest: the attention budget. The rest waits under `review`. */
const cardsAtMost = 5;

/** The most proposals of one audience that one dream leaves. */
const proposalsRead = 500;

/** Puts what a dream proposed before those who decide, a digest an audience. Gives how many digests. Safe to repeat. */
export async function presentDigests(parts: Parts, record: DreamRecord, settings: Settings): Promise<number> {
  let presented = 0;
  for (const { audience, proposed } of record.reflections) {
    if (proposed === 0) continue;
    const ofDream = await proposalsOf(parts, record, audience);
    if (ofDream.length === 0) continue;
    const shown = bySupport(ofDream).slice(0, cardsAtMost);
    // Only what the digest shows with its Undo is applied; the rest waits for people.
    if (settings.mode === "autonomous" && audience.type !== "person") await applyByPolicy(parts, shown);
    await presentDigest(parts, record, audience, shown, ofDream.length - shown.length, settings);
    presented += 1;
  }
  return presented;
}

async function proposalsOf(
  parts: Parts,
  { workspace, id }: DreamRecord,
  audience: Audience,
): Promise<Proposal[]> {
  const [pending, approved] = await Promise.all(
    (["pending", "approved"] as const).map((status) =>
      parts.ledger.proposals(workspace, audience, status, proposalsRead),
    ),
  );
  return [...(pending ?? []), ...(approved ?? [])]
    .filter(({ dream }) => dream === id)
    .toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

async function presentDigest(
  parts: Parts,
  { workspace, reflections }: DreamRecord,
  audience: Audience,
  shown: readonly Proposal[],
  rest: number,
  { mode }: Settings,
): Promise<void> {
  const reflection = reflections.find((each) => formatAudience(each.audience) === formatAudience(audience));
  const read =
    reflection && reflection.linesRead < reflection.linesThere
      ? ` ${reflection.linesRead} of ${reflection.linesThere} messages were read.`
      : "";
  const more = rest > 0 ? ` ${rest} more wait under \`/reverie review\`.` : "";
  const isApplied = mode === "autonomous" && audience.type !== "person";
  const things = `${shown.length} ${shown.length === 1 ? "thing" : "things"}`;
  const title = isApplied
    ? `I dreamt · ${things} remembered`
    : `I dreamt · ${things} I could remember${forWhom(audience)}`;
  await announce(
    parts,
    { workspace, title, body: `${more}${read}`.trim(), proposals: shown },
    parts.clock.now(),
  );
}

function forWhom({ type }: Audience): string {
  return type === "team" ? " for the team" : type === "channel" ? " for this channel" : " for you";
}

/** In autonomous mode the policy that an administrator set is the verdict; each change is shown with Undo. */
async function applyByPolicy(parts: Parts, proposals: readonly Proposal[]): Promise<void> {
  for (const { workspace, id, status, change } of proposals) {
    // What somebody should look at twice waits for a person, whatever the policy.
    if (status !== "pending" || change.warnings.length > 0) continue;
    const policy = { id: reverie, name: "the autonomous mode" };
    const verdict = { type: "approve" as const, quorum: 1, edit: null, countsStill: async () => true };
    const outcome = await decide(parts, workspace, id, verdict, policy);
    if (outcome.type !== "unknown") await redraw(parts, outcome.proposal);
  }
}

/** Tells somebody who asked for a dream that it found nothing; a scheduled one keeps quiet. */
export async function announceQuietNight(parts: Parts, record: DreamRecord, person: PersonId): Promise<void> {
  const { workspace, id } = record;
  const failed = record.reflections.some(({ outcome }) => outcome === "failed");
  const overBudget = record.reflections.some(({ outcome }) => outcome === "over-budget");
  const text = overBudget
    ? "I did not dream: this month's budget is used up. An administrator can raise it with `/reverie set budget`."
    : failed
      ? "I dreamt, but the model gave no usable answer. What was said is read again at the next dream; `/reverie dream why` tells more."
      : "I dreamt and found nothing worth remembering.";
  const channel = await directoryOf(parts, workspace).openDirect(workspace, person);
  const content = { ...plainContent(text), note: parts.model.label };
  await deliveryOf(parts, workspace).post({ workspace, channel, thread: null }, content, `quiet ${id}`);
}
