import { noBatches } from "../../core/ports/batches.ts";
import type { Model } from "../../core/ports/model.ts";
import { noUsage } from "../../core/prices.ts";
import { offlineAnswer } from "./offline-answer.ts";
import { offlineReflection } from "./offline-reflection.ts";

/**
 * A model that needs no network and no key: it quotes and finds what was said in so many words. It is
 * deterministic, uses no tokens, and says what it is wherever it speaks.
 */
export function createOfflineModel(): Model {
  return {
    defaults: { answers: "offline", dreams: "offline" },
    label: "Offline model: quotes only, no AI",
    async *answer(request, signal) {
      signal.throwIfAborted();
      for (const text of offlineAnswer(request).split(/(?<=\n)/u)) yield { type: "text", text };
      yield { type: "end", reason: "complete", calls: [], said: null, usage: noUsage };
    },
    async reflect(requests, signal) {
      signal.throwIfAborted();
      return requests.map(({ content }) => ({
        type: "output",
        output: offlineReflection(content),
        usage: noUsage,
      }));
    },
    async structured(_request, signal) {
      signal.throwIfAborted();
      return { type: "failed", failure: "offline", usage: noUsage };
    },
    batches: noBatches,
    state: () => ({ state: "ok", detail: "The offline model needs nothing." }),
  };
}
