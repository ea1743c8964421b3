// Pure: what requests under way may cost is set aside in the record before they are made, so that those that are made at
// once cannot overrun together what each could afford alone. None of it is a step that people see.

/** What is spent on work, and what is set aside for it, in dollars. */
export interface Spent {
  readonly dollarsAtMost: number;
  readonly dollars: number;
  /** What each request that is under way may cost at most, by who makes it. */
  readonly holds: Readonly<Record<string, number>>;
}

/** What somebody's earlier request, which died on its way, may have cost: it counts as spent. */
export function withLost<Kept extends Spent>(work: Kept, holder: string): Kept {
  const { [holder]: lost = 0, ...holds } = work.holds;
  return { ...work, dollars: work.dollars + lost, holds };
}

/** The dollars that a request may cost of the work's cap, beside what others set aside. */
export function dollarsFor(work: Spent, holder: string): number {
  const rest = withLost(work, holder);
  return rest.dollarsAtMost - spentAtMost(rest);
}

/** What was spent, with what requests may have cost of which nobody knows what they did: those under way, or lost. */
export function spentAtMost({ dollars, holds }: Pick<Spent, "dollars" | "holds">): number {
  return Object.values(holds).reduce((sum, each) => sum + each, dollars);
}

/** Whether anybody else has set something aside. */
export function isHeldByOthers({ holds }: Pick<Spent, "holds">, holder: string): boolean {
  return Object.keys(holds).some((each) => each !== holder);
}

/** Sets aside what a request may cost. */
export function held<Kept extends Spent>(work: Kept, holder: string, dollars: number): Kept {
  const before = withLost(work, holder);
  return { ...before, holds: { ...before.holds, [holder]: dollars } };
}

/** Frees it again, and counts what the request did cost. */
export function released<Kept extends Spent>(work: Kept, holder: string, dollars: number): Kept {
  const { [holder]: _held, ...holds } = work.holds;
  return { ...work, dollars: work.dollars + dollars, holds };
}
