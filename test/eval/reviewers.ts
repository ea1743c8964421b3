import { formatAudience } from "../../src/core/audience.ts";
import type { CardSection } from "../../src/core/card.ts";
import { isDecidedByPolicy } from "../../src/core/memory/autonomy.ts";
import type { Proposal } from "../../src/core/proposal.ts";
import type { DataSet, GoldChange } from "./data-set.ts";
import { goldFor } from "./gold-book.ts";
import type { TeamBot } from "./team-bot.ts";
import { workspace } from "./team-platform.ts";

/**
 * How the people of the team decide: what the gold holds, every card without a warning, or every card; or the autonomous
 * mode decides and they do nothing.
 */
export const policies = ["gold", "all", "careless", "autonomous"] as const;
export type Policy = (typeof policies)[number];

/** A proposal that people were shown and decided. */
export interface Decided {
  readonly proposal: Proposal;
  readonly at: number;
  readonly gold: GoldChange | undefined;
  readonly warned: boolean;
  readonly verdict: "approved" | "rejected" | "left";
  /** Whether the answer to the click says that it was done. */
  readonly unreachable: boolean;
}

const readAtOnce = 1000;

/** The people of the team, who read every card and press its buttons. */
export function createReviewers(data: DataSet, bot: TeamBot, policy: Policy) {
  /** The memory that a gold change became, and back. */
  const goldOfMemory = new Map<string, string>();
  const stored = new Set<string>();

  function goldOf({ audience, change }: Proposal): GoldChange | undefined {
    const name = formatAudience(audience);
    if (change.change !== "remove") return goldFor(data.gold.changes, name, change.text);
    const target = goldOfMemory.get(change.memory);
    return data.gold.changes.find(
      (each) => each.audience === name && each.change === "remove" && each.supersedes === target,
    );
  }

  function deciderOf({ audience }: Proposal): string | undefined {
    if (audience.type === "person") return audience.person;
    const mayDecide = (person: string) => {
      const role = bot.readers.person(person)?.role;
      return role === "admin" || role === "member";
    };
    if (audience.type === "channel") return [...bot.readers.members(audience.channel)].find(mayDecide);
    const admins = data.people.filter(({ role }) => role === "admin");
    return (admins[0] ?? data.people.find(({ role }) => role === "member"))?.id;
  }

  /** The section on which the decider finds the proposal: on a card that they can read, or under `review`. */
  async function findSection(decider: string, id: string): Promise<CardSection | undefined> {
    const fits = ({ actions }: CardSection) => actions.some(({ value }) => value === id);
    const readable = (channel: string) =>
      channel === bot.chat.directOf(decider) || bot.readers.mayRead(channel).has(decider);
    const shown = bot.chat.shown.findLast(
      ({ channel, content }) => readable(channel) && content.card?.sections.some(fits),
    );
    return shown?.content.card?.sections.find(fits) ?? findUnderReview(decider, fits);
  }

  async function findUnderReview(decider: string, fits: (section: CardSection) => boolean) {
    const { card } = await bot.command(decider, "review");
    return card?.sections.find(fits);
  }

  async function decideOne(proposal: Proposal): Promise<Decided> {
    const decider = deciderOf(proposal);
    const section = decider === undefined ? undefined : await findSection(decider, proposal.id);
    const warned = (section?.warnings.length ?? 0) > 0;
    const decided = { proposal, at: bot.clock.now(), gold: goldOf(proposal), warned };
    if (!decider || !section) return { ...decided, verdict: "left", unreachable: true };
    const verdict = verdictOn(decided);
    if (verdict !== "left") {
      const verb = verdict === "approved" ? "approve" : "reject";
      await bot.press(decider, verb, proposal.id);
    }
    if (verdict === "approved" && decided.gold) {
      stored.add(decided.gold.id);
      goldOfMemory.set(proposal.change.memory, decided.gold.id);
    }
    return { ...decided, verdict, unreachable: false };
  }

  function verdictOn({ gold, warned }: Pick<Decided, "gold" | "warned">): Decided["verdict"] {
    if (policy === "autonomous") return "left";
    if (policy === "careless") return "approved";
    // Who approves every card without a warning leaves the others for somebody else.
    if (policy === "all") return warned ? "left" : "approved";
    return gold !== undefined && !stored.has(gold.id) ? "approved" : "rejected";
  }

  const seen = new Set<string>();

  /** What the autonomous mode has decided since it was looked at last. */
  async function decidedByPolicy(): Promise<Decided[]> {
    const approved = await bot.parts.ledger.proposals(workspace, null, "approved", readAtOnce);
    const fresh = approved.filter((each) => isDecidedByPolicy(each) && !seen.has(each.id)).toSorted(byTime);
    return fresh.map((proposal) => {
      seen.add(proposal.id);
      const gold = goldOf(proposal);
      if (gold) goldOfMemory.set(proposal.change.memory, gold.id);
      const warned = proposal.change.warnings.length > 0;
      return { proposal, at: bot.clock.now(), gold, warned, verdict: "approved", unreachable: false };
    });
  }

  return {
    /** Decides everything that waits and was not looked at before. */
    async decideAll(): Promise<Decided[]> {
      const decided = await decidedByPolicy();
      for (;;) {
        const pending = await bot.parts.ledger.proposals(workspace, null, "pending", readAtOnce);
        const fresh = pending.filter(({ id }) => !seen.has(id)).toSorted(byTime);
        if (fresh.length === 0) return decided;
        for (const proposal of fresh) {
          seen.add(proposal.id);
          decided.push(await decideOne(proposal));
        }
      }
    },
  };
}

function byTime(one: Proposal, other: Proposal): number {
  return one.proposedAt - other.proposedAt || (one.id < other.id ? -1 : 1);
}
