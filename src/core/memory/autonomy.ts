import type { Audience } from "../audience.ts";
import { reverie } from "../message.ts";
import type { Parts } from "../parts.ts";
import type { Proposal, ProposedChange } from "../proposal.ts";
import { readSettings, type Settings, writeSetting } from "../settings/settings.ts";

/** The settings that hold for what an audience remembers: a channel may have its own. */
export function settingsOf(
  parts: Parts,
  { workspace, audience }: Pick<Proposal, "workspace" | "audience">,
): Promise<Settings> {
  return readSettings(parts, workspace, scopeOf(audience));
}

/** Whether the autonomous mode had the verdict over it. */
export function isDecidedByPolicy({ decision }: Pick<Proposal, "decision">): boolean {
  return decision?.by === reverie;
}

/**
 * Puts a kind of change back under supervision, for the audience in which somebody takes back one that the autonomous mode
 * made: people decide over it until an administrator sets `autonomy` again. Gives whether it was not under supervision
 * before. Safe to repeat.
 */
export async function superviseAgain(
  parts: Parts,
  { workspace, audience, change }: Pick<Proposal, "workspace" | "audience" | "change">,
): Promise<boolean> {
  const { autonomy } = await settingsOf(parts, { workspace, audience });
  if (!autonomy.includes(change.change)) return false;
  const left = autonomy.filter((kind) => kind !== change.change);
  await writeSetting(parts, workspace, scopeOf(audience), "autonomy", left.join(", ") || "none");
  return true;
}

/** What is said to whoever takes such a change back. */
export function supervisedSentence({ change }: Pick<Proposal, "change">): string {
  return `From now on ${plurals[change.change]} wait for a person again; \`/reverie set autonomy\` changes that.`;
}

const plurals: Readonly<Record<ProposedChange["change"], string>> = {
  add: "additions",
  update: "updates",
  remove: "removals",
};

function scopeOf(audience: Audience) {
  return audience.type === "channel" ? audience.channel : null;
}
