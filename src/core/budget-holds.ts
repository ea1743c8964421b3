import { changeDocument } from "./change-document.ts";
import type { WorkspaceId } from "./ids.ts";
import type { Parts } from "./parts.ts";
import { type Limit, parseSpent, readLimits, type SpentFor, spentKey, usedOf } from "./spending.ts";

/** What is set aside: under which name, for whom and where, and the instant in milliseconds at which it is free again. */
export interface Hold {
  readonly workspace: WorkspaceId;
  readonly spentFor: SpentFor;
  readonly name: string;
  readonly until: number;
}

/**
 * Plans work within what is left of this month's budget, of the channel's own and of the person's quota, and sets aside in
 * each what it may spend: two that begin at once cannot plan with the same dollars. What is set aside is free again once it is
 * released, or at the instant given. Without any limit the work is planned with an infinite one.
 */
export async function holdBudget<Plan extends { readonly dollarsAtMost: number }>(
  parts: Parts,
  hold: Hold,
  plan: (dollarsLeft: number) => Plan,
): Promise<Plan> {
  let least = Number.POSITIVE_INFINITY;
  let planned = plan(least);
  for (const limit of await readLimits(parts, hold.workspace, hold.spentFor)) {
    const left = await holdWithin(parts, hold, limit, (dollarsLeft) => {
      // Planned again where another wrote in between: the last is the one that is stored.
      planned = plan(Math.min(least, dollarsLeft));
      return planned.dollarsAtMost;
    });
    least = Math.min(least, left);
  }
  return planned;
}

/** Sets aside within one limit, in one step, and gives what was left of it before. */
async function holdWithin(
  parts: Parts,
  { workspace, name, until }: Hold,
  limit: Limit,
  dollarsFor: (dollarsLeft: number) => number,
): Promise<number> {
  const now = parts.clock.now();
  let left = 0;
  await changeDocument(parts.documents, spentKey(workspace, limit.name), (raw) => {
    const spent = parseSpent(raw);
    const others = Object.entries(spent.held).filter(([each, held]) => each !== name && held.until > now);
    const before = { ...spent, held: Object.fromEntries(others) };
    left = limit.dollars - usedOf(before, now);
    return { ...before, held: { ...before.held, [name]: { dollars: dollarsFor(left), until } } };
  });
  return left;
}

/** Sets free what was set aside. Safe to repeat. */
export async function releaseBudget(
  parts: Parts,
  { workspace, spentFor, name }: Omit<Hold, "until">,
): Promise<void> {
  for (const limit of await readLimits(parts, workspace, spentFor)) {
    const key = spentKey(workspace, limit.name);
    if (parseSpent(await parts.documents.get(key)).held[name] === undefined) continue;
    await changeDocument(parts.documents, key, (raw) => {
      const spent = parseSpent(raw);
      const others = Object.entries(spent.held).filter(([each]) => each !== name);
      return { ...spent, held: Object.fromEntries(others) };
    });
  }
}
