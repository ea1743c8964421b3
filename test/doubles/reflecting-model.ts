import { createOfflineModel } from "../../src/adapters/offline/offline-model.ts";
import { formatAudience } from "../../src/core/audience.ts";
import type { Model } from "../../src/core/ports/model.ts";
import { noUsage } from "../../src/core/prices.ts";

/** A change as a model proposes it, on the strength of words that stand in what it was shown. */
export interface Proposing {
  readonly audience: string;
  readonly text: string;
  readonly quote: string;
  readonly change?: "add" | "update" | "remove";
  readonly memory?: string;
}

/** The offline model, whose dreams propose what a test says, wherever the words are shown. */
export interface ReflectingModel extends Model {
  propose(...changes: readonly Proposing[]): void;
  /** What every reflection was shown. */
  readonly shown: readonly string[];
}

export function createReflectingModel(): ReflectingModel {
  let proposed: readonly Proposing[] = [];
  const shown: string[] = [];
  return {
    ...createOfflineModel(),
    shown,
    propose(...changes) {
      proposed = changes;
    },
    reflect: async (requests) =>
      requests.map(({ audience, content }) => {
        shown.push(content);
        const changes = proposed
          .filter((each) => each.audience === formatAudience(audience))
          .flatMap(({ text, quote, change = "add", memory = null }) => {
            const line = content
              .split("\n")
              .find((each) => /^\[\d+\] \d{2}:\d{2} /u.test(each) && each.includes(quote));
            const number = Number(/^\[(\d+)\]/u.exec(line ?? "")?.[1]);
            if (!line) return [];
            return [{ change, memory, kind: "fact", text, why: "", receipts: [{ message: number, quote }] }];
          });
        return { type: "output", output: { changes, watch: [] }, usage: noUsage };
      }),
  };
}
