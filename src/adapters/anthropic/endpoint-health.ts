import type { ModelFailure } from "../../core/errors.ts";
import type { Model } from "../../core/ports/model.ts";

/** Remembers how the last request ended. */
export interface EndpointHealth {
  succeeded(): void;
  failed(failure: ModelFailure): void;
  state(): ReturnType<Model["state"]>;
}

// Only what lies with the endpoint, the account or the model's name: a refusal or a request that was
// too long says nothing about the next request.
const sentences: Readonly<Partial<Record<ModelFailure, string>>> = {
  busy: "The model's endpoint is busy.",
  unreachable: "The model's endpoint cannot be reached.",
  interrupted: "The model's endpoint does not finish its answers.",
  "spend-limit": "The account of the model's endpoint has reached its spend limit.",
  "key-rejected": "The model's endpoint rejects the key.",
  "unknown-model": "The model's endpoint does not know the model.",
};

/** Starts with the benefit of the doubt. */
export function createEndpointHealth(): EndpointHealth {
  let trouble: string | undefined;
  return {
    succeeded() {
      trouble = undefined;
    },
    failed(failure) {
      trouble = sentences[failure];
    },
    state: () =>
      trouble === undefined
        ? { state: "ok", detail: "The model's endpoint answers." }
        : { state: "degraded", detail: trouble },
  };
}
