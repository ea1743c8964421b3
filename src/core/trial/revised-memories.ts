import type { Audience } from "../audience.ts";
import type { LiveMemory } from "../memory.ts";
import type { ProposedChange } from "../proposal.ts";

/** What an answer is given on both sides of a trial. */
export interface BothSides {
  readonly today: readonly LiveMemory[];
  readonly changed: readonly LiveMemory[];
}

/**
 * The memories of an answer as they are and as they would be. The memory in question stands on the side that has it also
 * where the question alone would not have brought it: it is what is tried.
 */
export function reviseMemories(
  recalled: readonly LiveMemory[],
  {
    audience,
    change,
    before,
  }: { readonly audience: Audience; readonly change: ProposedChange; readonly before: string | null },
  at: number,
): BothSides {
  const { memory: id, kind, text, travels, receipts } = change;
  const others = recalled.filter((memory) => memory.id !== id);
  const known = recalled.find((memory) => memory.id === id);
  const saying = (words: string): LiveMemory => ({
    id,
    audience,
    kind,
    text: words,
    travels,
    at,
    receipts,
    sources: receipts,
  });
  switch (change.change) {
    case "add":
      return { today: others, changed: [saying(text), ...others] };
    case "update":
      return { today: [known ?? saying(before ?? ""), ...others], changed: [saying(text), ...others] };
    case "remove":
      return { today: [known ?? saying(text), ...others], changed: others };
  }
}
