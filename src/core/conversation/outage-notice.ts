import { StoreError } from "../errors.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";

/** How long the same person is not told again in the same place, in milliseconds; the sentence says it. */
const toldForMs = 10 * 60 * 1000;

/** The most people remembered as told; what is more is forgotten, and told again at worst. */
const toldAtMost = 10_000;

/**
 * What somebody is told whose question cannot be taken while the store is away. Platforms tell it again for some
 * minutes, so that it may be answered all the same.
 */
export const outageSentence =
  "My memory is unavailable right now, so I cannot answer yet. If you hear nothing more within ten minutes, please ask again.";

/** Whom an outage keeps waiting. */
export interface Affected {
  /** Names the person and the place. */
  readonly key: string;
  /** Says the sentence there. Must need no store. */
  readonly tell: (sentence: string) => Promise<void>;
}

/** Tells people that the store is away, instead of leaving them without a word. */
export interface OutageNotice {
  /**
   * Does the work. Where the store fails it, whoever is affected is told, once in ten minutes of one outage, and the
   * failure is passed on. `affected` is asked only then, and gives null for nobody.
   */
  around<Result>(
    affected: () => Affected | null | Promise<Affected | null>,
    work: () => Promise<Result>,
  ): Promise<Result>;
}

export function createOutageNotice(clock: Clock, log: Log): OutageNotice {
  const told = new Map<string, number>();

  const tellOnce = async (find: () => Affected | null | Promise<Affected | null>): Promise<void> => {
    const affected = await find();
    if (!affected) return;
    const { key, tell } = affected;
    if (clock.now() - (told.get(key) ?? Number.NEGATIVE_INFINITY) < toldForMs) return;
    if (told.size >= toldAtMost) told.clear();
    told.set(key, clock.now());
    try {
      await tell(outageSentence);
    } catch (error) {
      // The next word of theirs is answered instead.
      told.delete(key);
      throw error;
    }
  };

  return {
    async around(affected, work) {
      try {
        const result = await work();
        // The store is there: whoever is kept waiting by the next outage is told of that one.
        told.clear();
        return result;
      } catch (error) {
        if (error instanceof StoreError)
          void tellOnce(affected).catch((cause: unknown) => log.warn("outage-not-told", {}, cause));
        throw error;
      }
    },
  };
}
