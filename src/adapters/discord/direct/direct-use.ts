import { z } from "zod";

/** What is kept in a server of somebody's direct conversation. */
export const directUse = z.object({
  channel: z.string(),
  /** When the server was last chosen for it, as an instant in milliseconds; 0 where it never was. */
  chosenAt: z.number(),
  /** From when on what was said in it belonged to the server, each time anew, as instants in milliseconds. */
  from: z.array(z.number()),
});
export type DirectUse = z.infer<typeof directUse>;

/** What is kept of a conversation in one of its servers. */
export interface UseInServer {
  readonly guildId: string;
  readonly use: DirectUse;
}

/** The most times that are kept. */
const timesAtMost = 50;

/** A conversation that belongs to the server from an instant on. */
export function usedFrom(use: DirectUse, at: number): DirectUse {
  return { ...use, from: [...use.from, at].slice(-timesAtMost) };
}

/** The server that was chosen last, among those that were. */
export function lastChosen(uses: readonly UseInServer[]): string | undefined {
  return uses
    .filter(({ use }) => use.chosenAt > 0)
    .toSorted((one, other) => other.use.chosenAt - one.use.chosenAt)[0]?.guildId;
}

/** To which server a conversation belonged at an instant, and from when on; undefined where it was none's yet. */
export function belongingAt(
  uses: readonly UseInServer[],
  at: number,
): { readonly guildId: string; readonly from: number } | undefined {
  return uses
    .flatMap(({ guildId, use }) => use.from.map((from) => ({ guildId, from })))
    .filter(({ from }) => from <= at)
    .toSorted((one, other) => other.from - one.from)[0];
}
